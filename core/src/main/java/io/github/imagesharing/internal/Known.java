package io.github.imagesharing.internal;

import io.github.imagesharing.ImageSharingException;

/**
 * A fact that may not be had.
 *
 * @param <T> the fact
 */
sealed interface Known<T> {

    /** The fact, which must have been asked for; throws why it could not be read. */
    default T orThrow() {
        if (this instanceof Value<T> known) {
            return known.value();
        }
        if (this instanceof Not<T> not) {
            throw not.why();
        }
        throw new IllegalStateException("was not asked for");
    }

    /** It is known. */
    record Value<T>(T value) implements Known<T> {}

    /** It could not be read; the exception says why. */
    record Not<T>(ImageSharingException why) implements Known<T> {}

    /** It was not asked for, as the settings want it. */
    record Skipped<T>() implements Known<T> {}
}
