package io.github.imagesharing.spi;

import io.github.imagesharing.ImageSharingException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * When one public call gives up, and the last failure it met before: a call that ends because its time is up ends with
 * the reason that used the time up. All deadlines made from one know the same. Thread-safe.
 */
public final class Deadline {

    /** Longer deadlines are cut to this, because a century in nanoseconds still fits a long. */
    private static final Duration CENTURY = Duration.ofDays(36_500);

    /** Something that waits for a reason that is not this call's fault, for example for a permit of the quota. */
    @FunctionalInterface
    public interface Wait<T> {

        /**
         * Waits.
         *
         * @return what was waited for
         * @throws InterruptedException if the thread is interrupted meanwhile
         */
        T await() throws InterruptedException;
    }

    /** Stands before every request of a call that is one of many: it may keep the call back for a while, or end it. */
    public interface Gate {

        /**
         * Lets a call make the wait that comes before a request, and go on.
         *
         * @param <T> what is waited for
         * @param wait the wait
         * @return what was waited for
         * @throws InterruptedException if the thread is interrupted meanwhile
         */
        <T> T through(Wait<T> wait) throws InterruptedException;

        /**
         * Hears of a failure after which the call goes on.
         *
         * @param failure the failure
         */
        void failed(ImageSharingException failure);
    }

    private final TimeSource time;
    private final long atNanos;

    /** The nanoseconds spent in waits that do not count, or null if all waits count. */
    private final @Nullable AtomicLong excused;

    /** What stands before each request, or null if nothing does. */
    private final @Nullable Gate gate;

    private final AtomicReference<@Nullable ImageSharingException> lastFailure;

    private Deadline(
            TimeSource time,
            long atNanos,
            @Nullable AtomicLong excused,
            @Nullable Gate gate,
            AtomicReference<@Nullable ImageSharingException> lastFailure) {
        this.time = time;
        this.atNanos = atNanos;
        this.excused = excused;
        this.gate = gate;
        this.lastFailure = lastFailure;
    }

    /**
     * A deadline from now.
     *
     * @param duration how long
     * @param time where time comes from
     * @return the deadline
     */
    public static Deadline in(Duration duration, TimeSource time) {
        return new Deadline(time, time.nanoTime() + saturated(duration), null, null, new AtomicReference<>());
    }

    /**
     * A deadline from now for the work alone: the waits in {@link #excusing} do not count. For one of many images, which
     * must not fail only because there are many.
     *
     * @param duration how long the work may take
     * @param time where time comes from
     * @return the deadline
     */
    public static Deadline ofWork(Duration duration, TimeSource time) {
        return new Deadline(
                time, time.nanoTime() + saturated(duration), new AtomicLong(), null, new AtomicReference<>());
    }

    /**
     * The same for a call that passes a gate before each request. What it waits there does not count either.
     *
     * @param duration how long the work may take
     * @param time where time comes from
     * @param gate what stands before each request
     * @return the deadline
     */
    public static Deadline ofWork(Duration duration, TimeSource time, Gate gate) {
        return new Deadline(
                time, time.nanoTime() + saturated(duration), new AtomicLong(), gate, new AtomicReference<>());
    }

    /**
     * The earlier of this deadline and another from now.
     *
     * @param duration how long at most
     * @return the deadline
     */
    public Deadline within(Duration duration) {
        return earlier(duration, lastFailure);
    }

    /**
     * Half of the time left, for what the call can do without: it must not use up the time of what it needs, and its
     * failure is not the reason for which the call ends.
     *
     * @return the deadline
     */
    public Deadline half() {
        return earlier(left().dividedBy(2), new AtomicReference<>());
    }

    /**
     * An earlier deadline that leaves a part of the time for what comes after.
     *
     * @param percent how much of the time left is reserved, 0 to 100
     * @return the deadline
     */
    public Deadline reserving(int percent) {
        return within(left().multipliedBy(100L - percent).dividedBy(100));
    }

    private Deadline earlier(Duration duration, AtomicReference<@Nullable ImageSharingException> failure) {
        long other = now() + saturated(duration);
        return new Deadline(time, other - atNanos < 0 ? other : atNanos, excused, gate, failure);
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
     * How long a wait inside {@link #excusing} may take.
     *
     * @return the time left, or as good as for ever where such waits do not count
     */
    public Duration maxWait() {
        return excused == null ? left() : CENTURY;
    }

    /**
     * Whether it has passed.
     *
     * @return true if no time is left
     */
    public boolean isOver() {
        return atNanos - now() <= 0;
    }

    /**
     * Makes a wait before a request, which does not count where only the work does; goes through the gate, if there is one.
     *
     * @param <T> what is waited for
     * @param wait the wait; it ends within {@link #maxWait()}
     * @return what was waited for
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public <T> T excusing(Wait<T> wait) throws InterruptedException {
        Gate before = gate;
        return excusingLock(before == null ? wait : () -> before.through(wait));
    }

    /**
     * Makes a wait for others of the same process, which does not count where only the work does. No gate stands before
     * it: what was waited for may be a lock, which an exception of the gate would leave locked.
     *
     * @param <T> what is waited for
     * @param wait the wait; it ends within {@link #maxWait()}
     * @return what was waited for
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public <T> T excusingLock(Wait<T> wait) throws InterruptedException {
        long begun = time.nanoTime();
        try {
            return wait.await();
        } finally {
            if (excused != null) {
                excused.addAndGet(time.nanoTime() - begun);
            }
        }
    }

    /**
     * Sleeps, no longer than the time left. An interruption ends it early; the thread's interrupt flag is then set, and
     * what that means is the caller's to say.
     *
     * @param duration how long
     * @return false if the thread was interrupted
     */
    public boolean pause(Duration duration) {
        Duration left = left();
        try {
            time.sleep(duration.compareTo(left) < 0 ? duration : left);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Remembers a failure after which the call goes on.
     *
     * @param failure the failure
     */
    public void failed(ImageSharingException failure) {
        lastFailure.set(failure);
        if (gate != null) {
            gate.failed(failure);
        }
    }

    /**
     * The last failure after which the call went on: the reason, should its time end now.
     *
     * @return the failure, empty if there was none
     */
    public Optional<ImageSharingException> lastFailure() {
        return Optional.ofNullable(lastFailure.get());
    }

    /**
     * Where this deadline's time comes from.
     *
     * @return the source
     */
    public TimeSource time() {
        return time;
    }

    private long now() {
        return time.nanoTime() - (excused == null ? 0 : excused.get());
    }

    private static long saturated(Duration duration) {
        return (duration.compareTo(CENTURY) < 0 ? duration : CENTURY).toNanos();
    }
}
