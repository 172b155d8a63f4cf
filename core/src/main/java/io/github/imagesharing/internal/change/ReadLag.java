package io.github.imagesharing.internal.change;

import com.google.common.collect.Comparators;
import io.github.imagesharing.Retry;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Reads again until a read can no longer be stale.
 *
 * <p>It answers eventual consistency: for a while after a write, a read may show the state from before. What is wanted and
 * shown is believed at once; what is missing is believed only when it was read after the lag. Shown by
 * {@code ReadLagTest}.
 *
 * @param longest how long a read may be stale
 * @param deadline when the call gives up
 */
public record ReadLag(Duration longest, Deadline deadline) {

    /** How long a read may show the state from before a write, at most. Not published. */
    private static final Duration MOST = Duration.ofSeconds(2);

    /** How often a stale read is made again before it is believed. */
    private static final int READS = 8;

    static ReadLag of(Retry retry, Deadline deadline) {
        return new ReadLag(longest(retry), deadline);
    }

    /** How long a read is taken to be stale at most: no longer than {@link Retry} would wait between two attempts. */
    public static Duration longest(Retry retry) {
        return Comparators.min(MOST, retry.mostBackoff());
    }

    /** Whether the deadline leaves less time than the lag may take. */
    boolean isCutShort() {
        return deadline.left().dividedBy(2).compareTo(longest) < 0;
    }

    /** What was read last: what is wanted, or what still shows when the lag is over; empty if nothing can be read. */
    <T> Optional<T> await(Supplier<Optional<T>> read, Predicate<T> wanted) {
        Duration most = Comparators.min(longest, deadline.left().dividedBy(2));
        Deadline lag = Deadline.in(most, deadline.time());
        while (true) {
            boolean last = lag.isOver(); // asked first: only what was read after the lag is believed
            Optional<T> seen = read.get();
            if (seen.isEmpty() || last || wanted.test(seen.get())) {
                return seen;
            }
            if (!deadline.pause(Comparators.max(most.dividedBy(READS), Duration.ofMillis(1)))) {
                return Optional.empty();
            }
        }
    }
}
