package io.github.imagesharing.internal.quota;

import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One outage of the engine: which quota stands in while it lasts, and when the engine is to be asked again. Thread-safe.
 */
final class EngineOutage {

    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

    /** A probe that does not end may hang for ever, and yet another connection of the engine's client may work. */
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(30);

    private final RequestQuota standIn;
    private final TimeSource time;
    private final AtomicLong nextProbe;

    EngineOutage(RequestQuota standIn, TimeSource time) {
        this.standIn = standIn;
        this.time = time;
        this.nextProbe = new AtomicLong(after(PROBE_INTERVAL));
    }

    RequestQuota standIn() {
        return standIn;
    }

    /** Whether it is time to probe the engine, and the caller is the one to do it. */
    boolean isProbeDue() {
        long due = nextProbe.get();
        return time.nanoTime() - due >= 0 && nextProbe.compareAndSet(due, after(PROBE_TIMEOUT));
    }

    void probeFailed() {
        nextProbe.set(after(PROBE_INTERVAL));
    }

    private long after(Duration duration) {
        return time.nanoTime() + duration.toNanos();
    }
}
