package io.github.imagesharing;

/**
 * What to do about the checks that need rights beyond CVM's: whether an image is encrypted (CBS) and who the caller is
 * (STS).
 */
public enum OptionalChecks {
    /** Make them where the rights are there; name in {@link ShareCheck#unchecked()} what could not be checked. */
    WHEN_POSSIBLE,
    /** Do not even ask; saves two requests an image. */
    SKIP,
    /** Refuse to share where one of them cannot be made. */
    DEMAND
}
