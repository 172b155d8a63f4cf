package io.github.imagesharing;

/** The service does not accept the shape of the image id. */
public final class InvalidImageIdException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public InvalidImageIdException(Details details) {
        super(details);
    }

    @Override
    InvalidImageIdException copy(Details details) {
        return new InvalidImageIdException(details);
    }
}
