package io.github.imagesharing;

/** The service failed, or its answer was none: another HTTP status than 200, no JSON, no request id. Try later; tell support the request id. */
public final class ServiceFailureException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     */
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
