package io.github.imagesharing.internal.quota;

import io.github.imagesharing.ArgumentChecks;
import io.github.imagesharing.RequestQuota.Permit;
import io.github.imagesharing.internal.quota.PermitWindow.Place;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives the permits of one {@link PermitWindow} to threads, first come, first served.
 *
 * <p>It answers waiters that give up. Who waits stands in a line, and only the one at its head looks for the next permit and
 * takes it when it is there. So a waiter that leaves, because it is interrupted or its time is up, has taken nothing and
 * delays nobody. Shown by {@code LocalQuotaTest}.
 *
 * <p>Thread-safe.
 */
final class LocalLimiter {

    private final TimeSource time;
    private final ReentrantLock line = new ReentrantLock(true);

    /** Guards the window. */
    private final ReentrantLock lock = new ReentrantLock();

    /** A request has left or was not sent, so that the head of the line may have less to wait. */
    private final Condition changed = lock.newCondition();

    private final PermitWindow window;

    LocalLimiter(PermitWindow window, TimeSource time) {
        this.window = window;
        this.time = time;
    }

    /** Waits for a permit; empty, and none is taken, if it does not come within that time. */
    Optional<Permit> await(Duration maxWait) throws InterruptedException {
        long most = Math.max(0, TimeUnit.NANOSECONDS.convert(maxWait)); // a time beyond 292 years becomes 292 years
        long begun = time.nanoTime();
        if (!line.tryLock(most, TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            return awaitAtTheHead(begun, most);
        } finally {
            line.unlock();
        }
    }

    private Optional<Permit> awaitAtTheHead(long begun, long most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = time.nanoTime();
                OptionalLong wait = window.untilNext(now);
                if (wait.isPresent() && wait.getAsLong() == 0) {
                    return Optional.of(new Held(window.take(now)));
                }
                long left = most - (now - begun);
                if (left <= 0 || wait.orElse(left) > left) {
                    return Optional.empty();
                }
                time.await(changed, Duration.ofNanos(wait.orElse(left)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** A permit whose request takes a place in the window. */
    private final class Held implements Permit {

        private final Place place;

        Held(Place place) {
            this.place = place;
        }

        /** The place was kept for the request however long it took to get ready. */
        @Override
        public boolean awaitSend(Duration maxWait) {
            ArgumentChecks.given("maxWait", maxWait);
            return true;
        }

        @Override
        public void sent() {
            change(() -> window.sent(place, time.nanoTime()));
        }

        @Override
        public void throttled() {
            change(() -> window.throttled(place, time.nanoTime()));
        }

        @Override
        public void close() {
            change(() -> window.ended(place, time.nanoTime()));
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
