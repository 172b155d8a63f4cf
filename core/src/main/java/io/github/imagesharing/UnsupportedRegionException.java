package io.github.imagesharing;

/** The product does not exist in this region, or the region does not exist. */
public final class UnsupportedRegionException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     */
    public UnsupportedRegionException(Details details) {
        super(details);
    }

    @Override
    UnsupportedRegionException copy(Details details) {
        return new UnsupportedRegionException(details);
    }
}
