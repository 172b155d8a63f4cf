package io.github.imagesharing.internal.change;

import com.google.common.collect.Comparators;
import io.github.imagesharing.Retry;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks several times, because a read may lag behind a write.
 *
 * @param patience how long to wait for what is hoped for
 * @param deadline when the call gives up
 */
record ReadLag(Duration patience, Deadline deadline) {

    /** How long a read may show the state from before a write, at most. Not published. */
    private static final Duration MOST_LAG = Duration.ofSeconds(2);

    /** Glances at a lagging read before it is believed. */
    private static final int COUNT = 8;

    /** Waits no longer for a read than {@link Retry} would between two attempts. */
    static ReadLag of(Retry retry, Deadline deadline) {
        return new ReadLag(lag(retry), deadline);
    }

    /** How long a read is taken to lag behind a write at most. */
    static Duration lag(Retry retry) {
        return Comparators.min(MOST_LAG, retry.mostBackoff());
    }

    /** Whether the deadline leaves less time than the patience wants. */
    boolean isShort() {
        return deadline.left().dividedBy(2).compareTo(patience) < 0;
    }

    /** The last sight: what was hoped for, or what still shows when patience ends; empty if nothing can be seen. */
    <T> Optional<T> until(Supplier<Optional<T>> look, Predicate<T> hoped) {
        Duration most = Comparators.min(patience, deadline.left().dividedBy(2));
        Deadline lag = Deadline.in(most);
        while (true) {
            boolean last = lag.isOver(); // asked first: only what was looked at after the lag is believed
            Optional<T> seen = look.get();
            if (seen.isEmpty() || last || hoped.test(seen.get())) {
                return seen;
            }
            try {
                Thread.sleep(Math.max(1, most.toMillis() / COUNT));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
