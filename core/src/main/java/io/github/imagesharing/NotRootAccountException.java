package io.github.imagesharing;

/** A sub-account or collaborator was named. Only root accounts can be given access; a root account hands it on. */
public final class NotRootAccountException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     */
    public NotRootAccountException(Details details) {
        super(details);
    }

    @Override
    NotRootAccountException copy(Details details) {
        return new NotRootAccountException(details);
    }
}
