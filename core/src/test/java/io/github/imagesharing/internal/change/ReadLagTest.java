package io.github.imagesharing.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.Retry;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a read that may lag is believed. */
class ReadLagTest {

    private static final Duration LONGEST = Duration.ofMillis(20);

    private final Deque<Optional<String>> reads = new ArrayDeque<>();
    private final VirtualTime time = new VirtualTime();
    private final ReadLag lag = ReadLag.of(
            Retry.defaults().backoff(Duration.ofMillis(1), LONGEST), Deadline.in(Duration.ofMinutes(10), time));

    private Optional<String> await() {
        return lag.await(reads::remove, "new"::equals);
    }

    @Test
    void whatIsWantedIsBelievedAtOnce() {
        reads.addAll(List.of(Optional.of("new"), Optional.of("never read")));
        assertThat(await()).hasValue("new");
        assertThat(reads).hasSize(1);
    }

    @Test
    void whatCannotBeReadIsNotWaitedFor() {
        reads.addAll(List.of(Optional.empty(), Optional.of("never read")));
        assertThat(await()).isEmpty();
        assertThat(reads).hasSize(1);
    }

    @Test
    void whatStillShowsWhenTheLagIsOverIsBelieved() {
        assertThat(lag.await(() -> Optional.of("old"), "new"::equals)).hasValue("old");
        assertThat(time.passed()).isBetween(LONGEST, LONGEST.multipliedBy(2));
    }

    /** A garbage collection right after the first look, say. */
    @Test
    void whatWasReadBeforeTheLagWasOverIsNotBelievedHoweverLateItIsHanded() {
        reads.addAll(List.of(Optional.of("old"), Optional.of("new")));
        Optional<String> seen = lag.await(
                () -> {
                    Optional<String> read = reads.remove();
                    time.pass(LONGEST.multipliedBy(2));
                    return read;
                },
                "new"::equals);
        assertThat(seen).hasValue("new");
    }

    @Test
    void anInterruptEndsTheWait() {
        reads.addAll(List.of(Optional.of("old"), Optional.of("never read")));
        Thread.currentThread().interrupt();
        assertThat(await()).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }
}
