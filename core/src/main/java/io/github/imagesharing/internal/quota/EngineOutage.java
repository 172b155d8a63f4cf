package io.github.imagesharing.internal.quota;

import io.github.imagesharing.RequestQuota;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The time in which the engine of a shared quota does not answer. Thread-safe; thrown again and again while it lasts. */
@SuppressWarnings("serial") // never leaves the process
final class EngineOutage extends Exception {

    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);

    /** An engine's client may hang for ever, and yet another connection of it work. */
    private static final Duration PROBE_GIVEN_UP = Duration.ofSeconds(30);

    private final RequestQuota standIn;
    private final AtomicLong nextProbe = new AtomicLong(in(PROBE_EVERY));

    EngineOutage(Throwable cause, RequestQuota standIn) {
        super(null, cause, false, false);
        this.standIn = standIn;
    }

    RequestQuota standIn() {
        return standIn;
    }

    /** Whether it is time to look whether the engine is back, and the caller the one to do it. */
    boolean isProbeDue() {
        long due = nextProbe.get();
        return System.nanoTime() - due >= 0 && nextProbe.compareAndSet(due, in(PROBE_GIVEN_UP));
    }

    void probeFailed() {
        nextProbe.set(in(PROBE_EVERY));
    }

    private static long in(Duration duration) {
        return System.nanoTime() + duration.toNanos();
    }
}
