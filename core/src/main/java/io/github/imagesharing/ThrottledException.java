package io.github.imagesharing;

/** Too many requests in this second, by this process or by others of the same account. Try later, or send less elsewhere. */
public final class ThrottledException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public ThrottledException(Details details) {
        super(details);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }

    @Override
    ThrottledException copy(Details details) {
        return new ThrottledException(details);
    }
}
