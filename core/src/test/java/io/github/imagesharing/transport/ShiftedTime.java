package io.github.imagesharing.transport;

import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** The machine's time, and ahead of it by whatever a test lets pass. */
final class ShiftedTime implements TimeSource {

    private final AtomicLong ahead = new AtomicLong();

    void pass(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    @Override
    public long nanoTime() {
        return TimeSource.system().nanoTime() + ahead.get();
    }

    @Override
    public Instant instant() {
        return TimeSource.system().instant().plusNanos(ahead.get());
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        TimeSource.system().sleep(duration);
    }

    @Override
    public void await(Condition signal, Duration most) throws InterruptedException {
        TimeSource.system().await(signal, most);
    }
}
