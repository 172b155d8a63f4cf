package io.github.imagesharing;

/** No such image in this region. Check the id and the region: images are regional. */
public final class ImageNotFoundException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public ImageNotFoundException(Details details) {
        super(details);
    }

    @Override
    ImageNotFoundException copy(Details details) {
        return new ImageNotFoundException(details);
    }
}
