package io.github.imagesharing;

import org.jspecify.annotations.Nullable;

/** What the disk behind a snapshot is used for. */
public enum DiskUsage {
    /** A system disk. */
    SYSTEM_DISK,
    /** A data disk; an image that has one is an image of a whole instance. */
    DATA_DISK,
    /** A value that this version does not know; {@link CvmImage#unrecognized()} keeps the service's text. */
    UNKNOWN;

    /**
     * Reads the service's text.
     *
     * @param text the member as the service wrote it, or null where it wrote none
     * @return the constant of that name, else {@link #UNKNOWN}
     */
    public static DiskUsage of(@Nullable String text) {
        return WireEnums.read(DiskUsage.class, text, UNKNOWN);
    }
}
