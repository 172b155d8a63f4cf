package io.github.imagesharing;

/** The service failed, or its answer was none: another HTTP status than 200, no JSON, no request id. Try later; tell support the request id. */
public final class ServiceFailureException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /** For adapters and the core of the library. */
    public ServiceFailureException(Details details) {
        super(details);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }

    @Override
    ServiceFailureException copy(Details details) {
        return new ServiceFailureException(details);
    }
}
