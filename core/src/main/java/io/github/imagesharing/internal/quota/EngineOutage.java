package io.github.imagesharing.internal.quota;

import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One outage of the engine: which quota stands in while it lasts, why it lasts, when the engine is to be asked again, and
 * when it is to be said again that it lasts. Shown by {@code EngineOutageTest} and {@code EngineGuardTest}. Thread-safe.
 */
final class EngineOutage {

    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

    /** What does not heal by itself is mended by a person, who does not mind a few seconds. */
    private static final Duration RARE_PROBE_INTERVAL = Duration.ofSeconds(10);

    /** A probe that does not end may hang for ever, and yet another connection of the engine's client may work. */
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration NOTICE_INTERVAL = Duration.ofMinutes(1);

    private final RequestQuota standIn;
    private final TimeSource time;
    private final long begun;
    private final AtomicLong nextProbe;
    private final AtomicLong nextNotice;
    private final AtomicLong permits = new AtomicLong();
    private volatile EngineFault fault;

    EngineOutage(RequestQuota standIn, Throwable cause, TimeSource time) {
        this.standIn = standIn;
        this.time = time;
        this.begun = time.nanoTime();
        this.fault = new EngineFault(cause);
        this.nextProbe = new AtomicLong(nextProbe());
        this.nextNotice = new AtomicLong(after(NOTICE_INTERVAL));
    }

    RequestQuota standIn() {
        return standIn;
    }

    /** Why the engine is not used, by what was heard of it last. */
    EngineFault fault() {
        return fault;
    }

    /** A permit is asked of the quota that stands in. */
    void counts() {
        permits.incrementAndGet();
    }

    /** How many permits were asked of the quota that stands in. */
    long permits() {
        return permits.get();
    }

    Duration lasted() {
        return Duration.ofNanos(time.nanoTime() - begun);
    }

    /** Whether it is time to probe the engine, and the caller is the one to do it. */
    boolean isProbeDue() {
        return isDue(nextProbe, PROBE_TIMEOUT);
    }

    /** Whether it is time to say that the outage lasts, and the caller is the one to do it. */
    boolean isNoticeDue() {
        return isDue(nextNotice, NOTICE_INTERVAL);
    }

    private boolean isDue(AtomicLong next, Duration interval) {
        long due = next.get();
        return time.nanoTime() - due >= 0 && next.compareAndSet(due, after(interval));
    }

    /** The engine was asked in vain; what does not heal by itself is said at once, also where it was only down before. */
    void probeFailed(Throwable cause) {
        EngineFault before = fault;
        fault = new EngineFault(cause);
        if (fault.isMisconfigured() && !before.isMisconfigured()) {
            nextNotice.set(time.nanoTime());
        }
        nextProbe.set(nextProbe());
    }

    private long nextProbe() {
        return after(fault.isMisconfigured() ? RARE_PROBE_INTERVAL : PROBE_INTERVAL);
    }

    private long after(Duration duration) {
        return time.nanoTime() + duration.toNanos();
    }
}
