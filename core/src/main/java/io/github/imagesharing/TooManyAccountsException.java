package io.github.imagesharing;

/** One request carries more accounts than the service takes; seen only where splitting the request did not help. */
public final class TooManyAccountsException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     */
    public TooManyAccountsException(Details details) {
        super(details);
    }

    @Override
    TooManyAccountsException copy(Details details) {
        return new TooManyAccountsException(details);
    }
}
