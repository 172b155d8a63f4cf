package io.github.imagesharing;

import java.time.Duration;

/**
 * How often and how long a call is tried. Immutable.
 *
 * <p>Only what is safe is tried again: a read, a write that was certainly not acted on, or a write after looking at
 * what it changed.
 *
 * @param attempts how often one request is sent at most, at least 1
 * @param firstBackoff the wait before the second attempt; it doubles with each further one, with jitter
 * @param mostBackoff the longest wait between two attempts, and (up to 2 s) for a read that may lag behind a write
 * @param deadline how long one public call may take in all; in a batch, one image
 */
public record Retry(int attempts, Duration firstBackoff, Duration mostBackoff, Duration deadline) {

    private static final Retry DEFAULTS =
            new Retry(6, Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(60));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number or duration is not positive, or the first backoff is longer than
     *     the longest
     */
    public Retry {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts " + attempts + ": at least 1");
        }
        ArgumentChecks.positive("first backoff", firstBackoff);
        ArgumentChecks.positive("most backoff", mostBackoff);
        ArgumentChecks.positive("deadline", deadline);
        if (firstBackoff.compareTo(mostBackoff) > 0) {
            throw new IllegalArgumentException(
                    "first backoff " + firstBackoff + ": it must not be longer than the longest, " + mostBackoff);
        }
    }

    /**
     * Six attempts, 200 ms doubling to 5 s, 60 s in all.
     *
     * @return the defaults
     */
    public static Retry defaults() {
        return DEFAULTS;
    }

    /**
     * The same with another number of attempts.
     *
     * @param attempts at least 1, which means never again
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public Retry attempts(int attempts) {
        return new Retry(attempts, firstBackoff, mostBackoff, deadline);
    }

    /**
     * The same with other waits.
     *
     * @param first the wait before the second attempt
     * @param most the longest wait
     * @return a changed copy
     * @throws IllegalArgumentException if one is not positive or the first is longer than the longest
     */
    public Retry backoff(Duration first, Duration most) {
        return new Retry(attempts, first, most, deadline);
    }

    /**
     * The same with another deadline.
     *
     * @param deadline how long one public call may take in all
     * @return a changed copy
     * @throws IllegalArgumentException if it is not positive
     */
    public Retry deadline(Duration deadline) {
        return new Retry(attempts, firstBackoff, mostBackoff, deadline);
    }
}
