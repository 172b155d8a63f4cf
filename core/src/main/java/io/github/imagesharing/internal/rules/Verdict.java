package io.github.imagesharing.internal.rules;

import io.github.imagesharing.ImageSharingException;

/** What one rule says. */
sealed interface Verdict {

    /** The rule holds, or does not apply. */
    Verdict HOLDS = new Holds();

    record Holds() implements Verdict {}

    /** It does not hold. */
    record Violated(ImageSharingException violation) implements Verdict {}

    /** It could not be checked. */
    record Unchecked(String reason) implements Verdict {}
}
