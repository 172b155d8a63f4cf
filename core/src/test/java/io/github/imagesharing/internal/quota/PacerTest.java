package io.github.imagesharing.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One line of waiters, in virtual time. */
class PacerTest {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration TICK = Duration.ofNanos(1);

    private final VirtualTime time = new VirtualTime();
    private final Pacer pacer = new Pacer(INTERVAL, time);

    private void assertTaken(long intervals) throws InterruptedException {
        assertThat(pacer.await(LONG)).isTrue();
        assertThat(time.passed()).isEqualTo(INTERVAL.multipliedBy(intervals));
    }

    @Test
    void permitsAreAnIntervalApartAndTheFirstIsThere() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            assertTaken(i);
        }
    }

    @Test
    void nothingIsSavedUpInAnIdleHour() throws InterruptedException {
        assertTaken(0);
        time.pass(INTERVAL.multipliedBy(36_000));
        assertTaken(36_000);
        assertTaken(36_001);
    }

    @Test
    void aPermitThatIsTakenLateDelaysTheNext() throws InterruptedException {
        assertTaken(0);
        time.pass(INTERVAL.dividedBy(2).plus(INTERVAL));
        assertThat(pacer.await(Duration.ZERO)).isTrue();
        assertThat(pacer.await(LONG)).isTrue();
        assertThat(time.passed()).isEqualTo(INTERVAL.dividedBy(2).plus(INTERVAL.multipliedBy(2)));
    }

    @Test
    void aPermitThatDoesNotComeInTimeIsRefusedAtOnceAndNotTaken() throws InterruptedException {
        assertTaken(0);
        assertThat(pacer.await(INTERVAL.minus(TICK))).isFalse();
        assertThat(time.passed()).isZero();
        assertThat(pacer.await(INTERVAL)).isTrue();
        assertThat(time.passed()).isEqualTo(INTERVAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {-400, -1, 0})
    void noTimeAtAllIsEnoughForAPermitThatIsThere(long years) throws InterruptedException {
        Duration absurd = Duration.ofDays(365 * years);
        assertThat(pacer.await(absurd)).isTrue();
        assertThat(pacer.await(absurd)).isFalse();
        assertThat(time.passed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 300L * 365 * 24 * 3600})
    void aWaitBeyondAllTimeIsAWait(long seconds) throws InterruptedException {
        assertTaken(0);
        assertThat(pacer.await(Duration.ofSeconds(seconds))).isTrue();
        assertThat(time.passed()).isEqualTo(INTERVAL);
    }

    @Test
    void skippedPermitsAreCountedFromTheNextOne() throws InterruptedException {
        pacer.skip(0);
        assertTaken(0);
        pacer.skip(2);
        assertTaken(3);
    }

    @Test
    void afterIdleTimeSkippedPermitsAreCountedFromNow() throws InterruptedException {
        time.pass(INTERVAL.multipliedBy(10));
        pacer.skip(2);
        assertTaken(12);
    }

    @Test
    void whatIsSkippedWhileTheHeadWaitsHoldsForTheHeadToo() throws InterruptedException {
        Pacer moved = skippingDuringSleep(2);
        assertThat(moved.await(LONG)).isTrue();
        assertThat(moved.await(LONG)).isTrue();
        assertThat(time.passed()).isEqualTo(INTERVAL.multipliedBy(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theHeadGivesUpWhenItsPermitMovedOutOfItsTime(int ticks) throws InterruptedException {
        Pacer moved = skippingDuringSleep(2);
        assertThat(moved.await(LONG)).isTrue();

        boolean isTaken = moved.await(INTERVAL.multipliedBy(3).minus(TICK.multipliedBy(ticks)));

        assertThat(isTaken).isEqualTo(ticks == 0);
        assertThat(time.passed())
                .as("it has waited for the permit that was skipped")
                .isEqualTo(INTERVAL.multipliedBy(isTaken ? 3 : 1));
    }

    /** A permit is skipped while somebody sleeps, once. */
    private Pacer skippingDuringSleep(int permits) {
        Deque<Pacer> skipped = new ArrayDeque<>();
        Pacer moved = new Pacer(INTERVAL, new TimeSource() {
            @Override
            public long nanoTime() {
                return time.nanoTime();
            }

            @Override
            public Instant instant() {
                return time.instant();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                if (!skipped.isEmpty()) {
                    skipped.remove().skip(permits);
                }
                time.sleep(duration);
            }
        });
        skipped.add(moved);
        return moved;
    }
}
