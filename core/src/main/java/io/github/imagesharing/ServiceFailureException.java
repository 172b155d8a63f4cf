package io.github.imagesharing;

/** The service failed, or its answer was none: another HTTP status than 200, no JSON, no request id. Try later; tell support the request id. */
public final class ServiceFailureException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public ServiceFailureException(Details details) {
        this(details, true);
    }

    /**
     * For adapters and the core of the library.
     *
     * @param details what is known
     * @param outcomeUnknown whether the request may have been acted on
     * @hidden
     */
    public ServiceFailureException(Details details, boolean outcomeUnknown) {
        super(details);
        this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * Whether the request may have been acted on nevertheless.
     *
     * @return false if it certainly was not sent, because a role could not be assumed
     */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    @Override
    public boolean isRetryable() {
        return true;
    }

    @Override
    ServiceFailureException copy(Details details) {
        return new ServiceFailureException(details, outcomeUnknown);
    }
}
