package io.github.imagesharing.testkit;

/** Which image shows that a copy is under way, which the documentation leaves open. */
public enum SyncingImage {
    /** The copy is {@code SYNCING}. */
    COPY,
    /** The source is {@code SYNCING}, so that it can be neither shared nor copied; the copy is not listed before it is done. */
    SOURCE,
    /** Both are {@code SYNCING}. */
    BOTH,
    /** The copy is {@code USING}, a state no documentation knows. */
    NEITHER
}
