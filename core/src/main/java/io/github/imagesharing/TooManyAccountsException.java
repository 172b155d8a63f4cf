package io.github.imagesharing;

/** One request carries more accounts than the service takes; seen only where splitting the request did not help. */
public final class TooManyAccountsException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public TooManyAccountsException(Details details) {
        super(details);
    }

    @Override
    TooManyAccountsException copy(Details details) {
        return new TooManyAccountsException(details);
    }
}
