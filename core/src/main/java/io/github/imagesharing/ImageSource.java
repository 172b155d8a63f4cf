package io.github.imagesharing;

import org.jspecify.annotations.Nullable;

/** Where a CVM image comes from. */
public enum ImageSource {
    /** Made by Tencent Cloud. */
    OFFICIAL,
    /** Made from an instance or a snapshot. */
    CREATE_IMAGE,
    /** Imported by the user. */
    EXTERNAL_IMPORT,
    /** A value that this version does not know; {@link CvmImage#unrecognized()} keeps the service's text. */
    UNKNOWN;

    /**
     * Reads the service's text.
     *
     * @param text the member as the service wrote it, or null where it wrote none
     * @return the constant of that name, else {@link #UNKNOWN}
     */
    public static ImageSource of(@Nullable String text) {
        return WireEnums.read(ImageSource.class, text, UNKNOWN);
    }
}
