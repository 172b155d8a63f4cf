package io.github.imagesharing;

/** The service refused with a code that this version does not know; code and message are the service's own. */
public final class UnrecognizedServiceException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public UnrecognizedServiceException(Details details) {
        super(details);
    }

    @Override
    UnrecognizedServiceException copy(Details details) {
        return new UnrecognizedServiceException(details);
    }
}
