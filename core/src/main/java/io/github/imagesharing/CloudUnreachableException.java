package io.github.imagesharing;

/** No answer came: unknown host, connection refused or reset, time-out, TLS. */
public final class CloudUnreachableException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;
    private final boolean retryable;

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     * @param outcomeUnknown true if the request may have reached the service
     * @param retryable true unless trying again cannot help, as with a bad certificate
     * @hidden
     */
    public CloudUnreachableException(Details details, boolean outcomeUnknown, boolean retryable) {
        super(details);
        this.outcomeUnknown = outcomeUnknown;
        this.retryable = retryable;
    }

    /**
     * Whether the request may have reached the service and been acted on.
     *
     * @return false if it certainly was not sent
     */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /** {@inheritDoc} Not so for a bad certificate. */
    @Override
    public boolean isRetryable() {
        return retryable;
    }

    @Override
    CloudUnreachableException copy(Details details) {
        return new CloudUnreachableException(details, outcomeUnknown, retryable);
    }
}
