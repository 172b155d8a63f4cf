package io.github.imagesharing.internal.quota;

import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives permits one interval apart, first come, first served. Nothing is saved up: after idle time one permit is there.
 *
 * <p>It answers waiters that give up. Who waits stands in a line, and only the one at its head looks for the time of the
 * next permit and takes it when it has come. So a waiter that leaves, because it is interrupted or its time is up, has
 * taken nothing and delays nobody. Shown by {@code PacerTest} and
 * {@code LocalQuotaTest}.
 *
 * <p>Thread-safe.
 */
final class Pacer {

    private final long interval;
    private final TimeSource time;
    private final ReentrantLock line = new ReentrantLock(true);

    /** When the next permit is there. Whoever is at the head takes it, and a delay moves it also while the head waits. */
    private final AtomicLong next;

    /** The first permit is there now. */
    Pacer(Duration interval, TimeSource time) {
        this.interval = interval.toNanos();
        this.time = time;
        this.next = new AtomicLong(time.nanoTime());
    }

    /** Waits for a permit; false, and none is taken, if it does not come within that time. */
    boolean await(Duration maxWait) throws InterruptedException {
        long most = Math.max(0, TimeUnit.NANOSECONDS.convert(maxWait)); // a time beyond 292 years becomes 292 years
        long begun = time.nanoTime();
        if (!line.tryLock(most, TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            long now = time.nanoTime();
            long wait = take(now);
            while (wait > 0) {
                if (wait > most - (now - begun)) {
                    return false;
                }
                time.sleep(Duration.ofNanos(wait));
                now = time.nanoTime();
                wait = take(now);
            }
            return true;
        } finally {
            line.unlock();
        }
    }

    /** Skips permits. */
    void skip(int permits) {
        long now = time.nanoTime();
        next.updateAndGet(at -> Math.max(at - now, 0) + now + permits * interval);
    }

    /** Takes the permit if it is there; gives the nanoseconds until it is. */
    private long take(long now) {
        return next.getAndUpdate(at -> at - now > 0 ? at : now + interval) - now;
    }
}
