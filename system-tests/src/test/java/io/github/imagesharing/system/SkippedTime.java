package io.github.imagesharing.system;

import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** The machine's time, but for sleep: it takes no time and is counted all the same. What the wire takes is real. */
final class SkippedTime implements TimeSource {

    private final AtomicLong skipped = new AtomicLong();

    @Override
    public long nanoTime() {
        return TimeSource.system().nanoTime() + skipped.get();
    }

    @Override
    public Instant instant() {
        return TimeSource.system().instant().plusNanos(skipped.get());
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted in skipped time");
        }
        skipped.addAndGet(Math.max(0, duration.toNanos()));
    }

    @Override
    public void await(Condition signal, Duration most) throws InterruptedException {
        sleep(most);
    }
}
