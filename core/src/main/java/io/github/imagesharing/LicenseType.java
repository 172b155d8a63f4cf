package io.github.imagesharing;

import org.jspecify.annotations.Nullable;

/** The kind of licence an image runs under. */
public enum LicenseType {
    /** An official licence of Tencent Cloud. */
    TENCENT_CLOUD,
    /** Bring your own licence; such an image cannot be shared. */
    BYOL,
    /** A value that this version does not know; {@link CvmImage#unrecognized()} keeps the service's text. */
    UNKNOWN;

    /**
     * Reads the service's text.
     *
     * @param text the member as the service wrote it, or null where it wrote none
     * @return the constant of that name, else {@link #UNKNOWN}
     */
    public static LicenseType of(@Nullable String text) {
        return WireEnums.read(LicenseType.class, text, UNKNOWN);
    }
}
