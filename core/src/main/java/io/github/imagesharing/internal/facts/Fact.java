package io.github.imagesharing.internal.facts;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageSharingException;
import java.util.function.Supplier;

/**
 * A fact, or why it could not be had.
 *
 * @param <T> the fact
 */
public sealed interface Fact<T> {

    /** Reads a fact that the call can do without. An interruption is not survived, since it ends the call. */
    static <T> Fact<T> of(Supplier<T> read) {
        try {
            return new Known<>(read.get());
        } catch (CallInterruptedException e) {
            throw e;
        } catch (ImageSharingException e) {
            return new Unavailable<>(e);
        }
    }

    /** The fact, which must have been asked for; throws why it could not be read. */
    default T orThrow() {
        if (this instanceof Known<T> known) {
            return known.value();
        }
        if (this instanceof Unavailable<T> unavailable) {
            throw unavailable.why();
        }
        throw new IllegalStateException("was not asked for");
    }

    /** It is known. */
    record Known<T>(T value) implements Fact<T> {}

    /** It could not be read; the exception says why. */
    record Unavailable<T>(ImageSharingException why) implements Fact<T> {}

    /** It was not asked for: the settings skip it, or no rule needs it. */
    record Skipped<T>() implements Fact<T> {}
}
