package io.github.imagesharing.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The machine's clock, and ahead of it by whatever a test lets pass. */
final class TestClock implements LongSupplier {

    private final AtomicLong ahead = new AtomicLong();

    void pass(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    @Override
    public long getAsLong() {
        return System.nanoTime() + ahead.get();
    }
}
