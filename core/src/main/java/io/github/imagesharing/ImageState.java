package io.github.imagesharing;

import org.jspecify.annotations.Nullable;

/** The state of a CVM image. Only {@link #NORMAL} images can be shared. */
public enum ImageState {
    /** Being created. */
    CREATING,
    /** Ready for use. */
    NORMAL,
    /** Creation failed; the image will never be usable. */
    CREATEFAILED,
    /** Being copied to another region. */
    SYNCING,
    /** Being imported. */
    IMPORTING,
    /** The import failed; the image will never be usable. */
    IMPORTFAILED,
    /** In use by another task (documented for Lighthouse and in older CVM texts). */
    USING,
    /** A value that this version does not know; {@link CvmImage#unrecognized()} keeps the service's text. */
    UNKNOWN;

    /**
     * Reads the service's text.
     *
     * @param text the member as the service wrote it, or null where it wrote none
     * @return the constant of that name, else {@link #UNKNOWN}
     */
    public static ImageState of(@Nullable String text) {
        return WireEnums.read(ImageState.class, text, UNKNOWN);
    }
}
