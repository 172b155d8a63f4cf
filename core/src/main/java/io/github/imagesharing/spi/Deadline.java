package io.github.imagesharing.spi;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When to give up. Thread-safe. */
public final class Deadline {

    /** Far in the future is as good as a century, and a century still adds up in nanoseconds. */
    private static final Duration CENTURY = Duration.ofDays(36_500);

    private final LongSupplier nanoClock;
    private final long atNanos;

    /** The time spent in waits that do not count, or null if all waits count. */
    private final @Nullable AtomicLong excused;

    private Deadline(LongSupplier nanoClock, long atNanos, @Nullable AtomicLong excused) {
        this.nanoClock = nanoClock;
        this.atNanos = atNanos;
        this.excused = excused;
    }

    /**
     * A deadline from now.
     *
     * @param duration how long
     * @return the deadline
     */
    public static Deadline in(Duration duration) {
        return in(duration, System::nanoTime);
    }

    /** By a clock of a test. */
    public static Deadline in(Duration duration, LongSupplier nanoClock) {
        return new Deadline(nanoClock, nanoClock.getAsLong() + saturated(duration), null);
    }

    /**
     * A deadline from now for the work alone: waiting for one's turn does not count. For one of many images, which must
     * not fail only because there are many.
     *
     * @param duration how long the work may take
     * @return the deadline
     */
    public static Deadline ofWork(Duration duration) {
        return ofWork(duration, System::nanoTime);
    }

    /** By a clock of a test. */
    public static Deadline ofWork(Duration duration, LongSupplier nanoClock) {
        return new Deadline(nanoClock, nanoClock.getAsLong() + saturated(duration), new AtomicLong());
    }

    /**
     * The earlier of this deadline and another from now.
     *
     * @param duration how long at most
     * @return the deadline
     */
    public Deadline within(Duration duration) {
        long other = now() + saturated(duration);
        return other - atNanos < 0 ? new Deadline(nanoClock, other, excused) : this;
    }

    /**
     * The time left.
     *
     * @return zero or less once it is over
     */
    public Duration left() {
        return Duration.ofNanos(atNanos - now());
    }

    /**
     * How long waiting for one's turn may take.
     *
     * @return the time left, or as good as for ever where waits do not count
     */
    public Duration patience() {
        return excused == null ? left() : CENTURY;
    }

    /**
     * Tells how long waiting for one's turn took.
     *
     * @param nanos the time in nanoseconds
     */
    public void waited(long nanos) {
        if (excused != null) {
            excused.addAndGet(nanos);
        }
    }

    /**
     * Whether it has passed.
     *
     * @return true if no time is left
     */
    public boolean isOver() {
        return atNanos - now() <= 0;
    }

    private long now() {
        return nanoClock.getAsLong() - (excused == null ? 0 : excused.get());
    }

    private static long saturated(Duration duration) {
        return (duration.compareTo(CENTURY) < 0 ? duration : CENTURY).toNanos();
    }
}
