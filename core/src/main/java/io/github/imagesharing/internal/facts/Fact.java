package io.github.imagesharing.internal.facts;

import io.github.imagesharing.ImageSharingException;

/**
 * A fact that may not be had.
 *
 * @param <T> the fact
 */
public sealed interface Fact<T> {

    /** The fact, which must have been asked for; throws why it could not be read. */
    default T orThrow() {
        if (this instanceof Known<T> known) {
            return known.value();
        }
        if (this instanceof Unavailable<T> not) {
            throw not.why();
        }
        throw new IllegalStateException("was not asked for");
    }

    /** It is known. */
    record Known<T>(T value) implements Fact<T> {}

    /** It could not be read; the exception says why. */
    record Unavailable<T>(ImageSharingException why) implements Fact<T> {}

    /** It was not asked for, as the settings want it. */
    record Skipped<T>() implements Fact<T> {}
}
