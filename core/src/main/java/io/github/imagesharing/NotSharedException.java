package io.github.imagesharing;

/** The account does not have access, so it cannot be taken away. */
public final class NotSharedException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public NotSharedException(Details details) {
        super(details);
    }

    @Override
    NotSharedException copy(Details details) {
        return new NotSharedException(details);
    }
}
