package io.github.imagesharing;

/** An account is the caller's own root account, which has access anyway. Leave it out. */
public final class SelfSharingException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public SelfSharingException(Details details) {
        super(details);
    }

    @Override
    SelfSharingException copy(Details details) {
        return new SelfSharingException(details);
    }
}
