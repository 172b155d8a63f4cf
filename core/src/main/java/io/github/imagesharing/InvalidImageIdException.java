package io.github.imagesharing;

/** The service does not accept the shape of the image id. */
public final class InvalidImageIdException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     */
    public InvalidImageIdException(Details details) {
        super(details);
    }

    @Override
    InvalidImageIdException copy(Details details) {
        return new InvalidImageIdException(details);
    }
}
