package io.github.imagesharing;

/** The account does not have access, so it cannot be taken away. */
public final class NotSharedException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     */
    public NotSharedException(Details details) {
        super(details);
    }

    @Override
    NotSharedException copy(Details details) {
        return new NotSharedException(details);
    }
}
