package io.github.imagesharing;

/**
 * A region has no room for another custom image of the account. Delete old images there, or have the quota raised (500 for
 * each region unless support has raised it).
 */
public final class ImageQuotaExceededException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public ImageQuotaExceededException(Details details) {
        super(details);
    }

    @Override
    ImageQuotaExceededException copy(Details details) {
        return new ImageQuotaExceededException(details);
    }
}
