package io.github.imagesharing;

/**
 * A region has an image of the name that a copy was to have. It may be an earlier copy; if it is another image, rename or
 * delete it, or give the copies another name.
 */
public final class DuplicateImageNameException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public DuplicateImageNameException(Details details) {
        super(details);
    }

    @Override
    DuplicateImageNameException copy(Details details) {
        return new DuplicateImageNameException(details);
    }
}
