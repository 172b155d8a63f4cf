package io.github.imagesharing;

import org.jspecify.annotations.Nullable;

/** Whose a CVM image is. */
public enum ImageType {
    /** The caller's own custom image; the only kind that can be shared. */
    PRIVATE_IMAGE,
    /** Offered by Tencent Cloud to everybody. */
    PUBLIC_IMAGE,
    /** Shared with the caller by another account. */
    SHARED_IMAGE,
    /** Sold on the marketplace. */
    MARKET_IMAGE,
    /** A value that this version does not know; {@link CvmImage#unrecognized()} keeps the service's text. */
    UNKNOWN;

    /**
     * Reads the service's text.
     *
     * @param text the member as the service wrote it, or null where it wrote none
     * @return the constant of that name, else {@link #UNKNOWN}
     */
    public static ImageType of(@Nullable String text) {
        return WireEnums.read(ImageType.class, text, UNKNOWN);
    }
}
