package io.github.imagesharing.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Time that passes only when somebody sleeps, or when a test lets it pass; so no test waits. */
public final class VirtualTime implements TimeSource {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong();

    /** Lets time pass. */
    public void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    /** How much time has passed. */
    public Duration passed() {
        return Duration.ofNanos(nanos.get());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(nanos.get());
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted in virtual time");
        }
        if (!duration.isNegative()) {
            pass(duration);
        }
    }

    /** Nobody signals in virtual time: the wait is over when its time is. */
    @Override
    public void await(Condition signal, Duration most) throws InterruptedException {
        sleep(most);
    }
}
