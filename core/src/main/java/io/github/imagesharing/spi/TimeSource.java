package io.github.imagesharing.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * Where time comes from: everything else that reads a clock or sleeps asks here, so that a test can let hours pass in a
 * millisecond. Thread-safe.
 *
 * @hidden
 */
public interface TimeSource {

    /**
     * The time of this machine.
     *
     * @return the one that is used outside tests
     */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }

    /**
     * A clock that never goes back, for durations.
     *
     * @return nanoseconds since some moment
     */
    long nanoTime();

    /**
     * The time of day, for what is compared with other machines' clocks.
     *
     * @return now
     */
    Instant instant();

    /**
     * Lets the calling thread do nothing for a while.
     *
     * @param duration how long; nothing happens where it is not positive
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Waits for a signal for a while, with the condition's lock held.
     *
     * @param signal what is waited for; it may also end without a signal
     * @param most the longest wait
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void await(Condition signal, Duration most) throws InterruptedException;

    /**
     * The machine's own clocks.
     *
     * @hidden
     */
    enum SystemTime implements TimeSource {
        /** The only one. */
        INSTANCE;

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant instant() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // Whoever waits has the loop, and looks in it what there is.
        public void await(Condition signal, Duration most) throws InterruptedException {
            var unused = signal.awaitNanos(most.toNanos());
        }
    }
}
