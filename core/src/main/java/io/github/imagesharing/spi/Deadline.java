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
 *
 * @hidden
 */
public final class Deadline {

    /** Longer deadlines are cut to this, because a century in nanoseconds still fits a long. */
    private static final Duration CENTURY = Duration.ofDays(36_500);

    /**
     * Something that waits for a reason that is not this call's fault, for example for a permit of the quota.
     *
     * @hidden
     */
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

    /**
     * Ends all calls whose deadlines were made with it, for one reason. Thread-safe.
     *
     * @hidden
     */
    public static final class Ending {

        private final AtomicReference<@Nullable ImageSharingException> reason = new AtomicReference<>();

        /** Begins without an end. */
        public Ending() {}

        /**
         * Ends the calls: their time is up now. Requests under way are not broken off.
         *
         * @param why the reason with which they end; the first one counts
         */
        public void end(ImageSharingException why) {
            reason.compareAndSet(null, why);
        }

        /**
         * Why the calls have ended.
         *
         * @return the reason, empty if they have not
         */
        public Optional<ImageSharingException> reason() {
            return Optional.ofNullable(reason.get());
        }
    }

    private final TimeSource time;
    private final long atNanos;

    /** The nanoseconds spent in waits that do not count, or null if all waits count. */
    private final @Nullable AtomicLong excused;

    private final Ending ending;
    private final AtomicReference<@Nullable ImageSharingException> lastFailure;

    private Deadline(
            TimeSource time,
            long atNanos,
            @Nullable AtomicLong excused,
            Ending ending,
            AtomicReference<@Nullable ImageSharingException> lastFailure) {
        this.time = time;
        this.atNanos = atNanos;
        this.excused = excused;
        this.ending = ending;
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
        return in(duration, time, new Ending());
    }

    /**
     * A deadline from now that can be ended before.
     *
     * @param duration how long
     * @param time where time comes from
     * @param ending ends it
     * @return the deadline
     */
    public static Deadline in(Duration duration, TimeSource time, Ending ending) {
        return new Deadline(time, time.nanoTime() + saturated(duration), null, ending, new AtomicReference<>());
    }

    /**
     * A deadline from now for the work alone: the waits in {@link #excusing} do not count. For one of many images, which
     * must not fail only because there are many.
     *
     * @param duration how long the work may take
     * @param time where time comes from
     * @param ending ends it and those of the other images
     * @return the deadline
     */
    public static Deadline ofWork(Duration duration, TimeSource time, Ending ending) {
        return new Deadline(
                time, time.nanoTime() + saturated(duration), new AtomicLong(), ending, new AtomicReference<>());
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
     * The same end for work of its own: what fails in it is not the reason for which other work ends.
     *
     * @return the deadline
     */
    public Deadline apart() {
        return earlier(left(), new AtomicReference<>());
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

    /**
     * The same for one request, which no {@link Ending} breaks off: what it has changed must be heard.
     *
     * @param most how long it may take at most
     * @return the deadline
     */
    public Deadline ofRequest(Duration most) {
        long other = now() + saturated(most);
        return new Deadline(time, other - atNanos < 0 ? other : atNanos, excused, new Ending(), lastFailure);
    }

    private Deadline earlier(Duration duration, AtomicReference<@Nullable ImageSharingException> failure) {
        long other = now() + saturated(duration);
        return new Deadline(time, other - atNanos < 0 ? other : atNanos, excused, ending, failure);
    }

    /**
     * The time left.
     *
     * @return zero or less once it is over
     */
    public Duration left() {
        return isEnded() ? Duration.ZERO : Duration.ofNanos(atNanos - now());
    }

    /**
     * How long a wait inside {@link #excusing} may take.
     *
     * @return the time left, or as good as for ever where such waits do not count
     */
    public Duration maxWait() {
        return excused == null || isEnded() ? left() : CENTURY;
    }

    /**
     * Whether it has passed.
     *
     * @return true if no time is left
     */
    public boolean isOver() {
        return isEnded() || atNanos - now() <= 0;
    }

    private boolean isEnded() {
        return ending.reason().isPresent();
    }

    /**
     * Makes a wait that does not count where only the work does.
     *
     * @param <T> what is waited for
     * @param wait the wait; it ends within {@link #maxWait()}
     * @return what was waited for
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public <T> T excusing(Wait<T> wait) throws InterruptedException {
        if (excused == null) {
            return wait.await();
        }
        long begun = time.nanoTime();
        try {
            return wait.await();
        } finally {
            excused.addAndGet(time.nanoTime() - begun);
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
    }

    /**
     * The last failure after which the call went on: the reason, should its time end now.
     *
     * @return the failure, empty if there was none
     */
    public Optional<ImageSharingException> lastFailure() {
        return ending.reason().or(() -> Optional.ofNullable(lastFailure.get()));
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
