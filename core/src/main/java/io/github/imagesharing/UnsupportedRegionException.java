package io.github.imagesharing;

/** The product does not exist in this region, the region does not exist, or images cannot be copied to it. */
public final class UnsupportedRegionException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public UnsupportedRegionException(Details details) {
        super(details);
    }

    @Override
    UnsupportedRegionException copy(Details details) {
        return new UnsupportedRegionException(details);
    }
}
