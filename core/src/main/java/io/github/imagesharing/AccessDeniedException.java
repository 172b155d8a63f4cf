package io.github.imagesharing;

/** An access policy refuses the action. Grant the action named in the message (README, "Access policy"). */
public final class AccessDeniedException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public AccessDeniedException(Details details) {
        this(details, false);
    }

    /**
     * For adapters and the core of the library.
     *
     * @param details what is known
     * @param retryable whether the refusal may pass
     * @hidden
     */
    public AccessDeniedException(Details details, boolean retryable) {
        super(details);
        this.retryable = retryable;
    }

    /** {@inheritDoc} So only where the service says that it could not ask who has which rights. */
    @Override
    public boolean isRetryable() {
        return retryable;
    }

    @Override
    AccessDeniedException copy(Details details) {
        return new AccessDeniedException(details, retryable);
    }
}
