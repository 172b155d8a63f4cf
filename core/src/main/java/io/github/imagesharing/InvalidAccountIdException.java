package io.github.imagesharing;

/** The service does not accept the account id, or the account belongs to the other {@link Site}. */
public final class InvalidAccountIdException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public InvalidAccountIdException(Details details) {
        super(details);
    }

    @Override
    InvalidAccountIdException copy(Details details) {
        return new InvalidAccountIdException(details);
    }
}
