package io.github.imagesharing;

/**
 * The credential is not accepted, or there is none: unknown SecretId, bad signature, expired signature (a clock off by
 * more than five minutes), bad token, missing MFA.
 */
public final class AuthenticationException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /**
     * Makes the exception for a credential that the service refused; for adapters.
     *
     * @param details what is known of the failure
     * @hidden
     */
    public AuthenticationException(Details details) {
        this(details, false);
    }

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     * @param retryable true if it may pass: the credential could not be had now, there is another one now, or the signature
     *     came too late
     * @hidden
     */
    public AuthenticationException(Details details, boolean retryable) {
        super(details);
        this.retryable = retryable;
    }

    @Override
    public boolean isRetryable() {
        return retryable;
    }

    @Override
    AuthenticationException copy(Details details) {
        return new AuthenticationException(details, retryable);
    }
}
