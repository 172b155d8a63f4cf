package io.github.imagesharing;

/** A sub-account or collaborator was named. Only root accounts can be given access; a root account hands it on. */
public final class NotRootAccountException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public NotRootAccountException(Details details) {
        super(details);
    }

    @Override
    NotRootAccountException copy(Details details) {
        return new NotRootAccountException(details);
    }
}
