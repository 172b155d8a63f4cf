package io.github.imagesharing.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.Retry;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** When a read that may lag is believed. */
class ReadLagTest {

    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final Deque<Optional<String>> sights = new ArrayDeque<>();
    private final ReadLag glances =
            ReadLag.of(Retry.defaults().backoff(Duration.ofMillis(1), PATIENCE), Deadline.in(Duration.ofMinutes(10)));

    private Optional<String> look() {
        return glances.until(sights::remove, "new"::equals);
    }

    @Test
    void whatWasHopedForIsBelievedAtOnce() {
        sights.addAll(List.of(Optional.of("new"), Optional.of("never looked at")));
        assertThat(look()).hasValue("new");
        assertThat(sights).hasSize(1);
    }

    @Test
    void whatCannotBeSeenIsNotWaitedFor() {
        sights.addAll(List.of(Optional.empty(), Optional.of("never looked at")));
        assertThat(look()).isEmpty();
        assertThat(sights).hasSize(1);
    }

    @Test
    void whatStillShowsWhenTheLagIsOverIsBelieved() {
        long begun = System.nanoTime();
        assertThat(glances.until(() -> Optional.of("old"), "new"::equals)).hasValue("old");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(PATIENCE);
    }

    /** A garbage collection right after the first look, say. */
    @Test
    void whatWasSeenBeforeTheLagWasOverIsNotBelievedHoweverLateItIsHanded() {
        sights.addAll(List.of(Optional.of("old"), Optional.of("new")));
        Optional<String> seen = glances.until(
                () -> {
                    Optional<String> sight = sights.remove();
                    long until = System.nanoTime() + 2 * PATIENCE.toNanos();
                    while (System.nanoTime() < until) {
                        LockSupport.parkNanos(until - System.nanoTime());
                    }
                    return sight;
                },
                "new"::equals);
        assertThat(seen).hasValue("new");
    }

    @Test
    void anInterruptEndsTheLooking() {
        sights.addAll(List.of(Optional.of("old"), Optional.of("never looked at")));
        Thread.currentThread().interrupt();
        assertThat(look()).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }
}
