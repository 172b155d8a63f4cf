package io.github.imagesharing;

/** An account is the caller's own root account, which has access anyway. Leave it out. */
public final class SelfSharingException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     */
    public SelfSharingException(Details details) {
        super(details);
    }

    @Override
    SelfSharingException copy(Details details) {
        return new SelfSharingException(details);
    }
}
