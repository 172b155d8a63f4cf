package io.github.imagesharing.transport;

import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the time of one attempt goes: waits for the quota, and the time between departure and answer. For one thread. */
final class AttemptTimes {

    /**
     * A wait for the quota.
     *
     * @param <T> what it gives
     */
    interface Wait<T> {
        T await() throws InterruptedException;
    }

    private final TimeSource time;
    private long waitedNanos;
    private boolean sent;
    private long sentAt;
    private long tookNanos;
    private @Nullable String requestId;

    AttemptTimes(TimeSource time) {
        this.time = time;
    }

    <T> T waiting(Wait<T> wait) throws InterruptedException {
        long begun = time.nanoTime();
        try {
            return wait.await();
        } finally {
            waitedNanos += time.nanoTime() - begun;
        }
    }

    /** From here on the request may reach the service. */
    void sent() {
        sent = true;
        sentAt = time.nanoTime();
    }

    /** The answer is there, or none comes. */
    void over(@Nullable String requestId) {
        this.requestId = requestId;
        tookNanos = sent ? time.nanoTime() - sentAt : 0;
    }

    boolean wasSent() {
        return sent;
    }

    /** The identifier in the success that came, or null. */
    @Nullable
    String requestId() {
        return requestId;
    }

    Duration waited() {
        return Duration.ofNanos(waitedNanos);
    }

    Duration took() {
        return Duration.ofNanos(tookNanos);
    }
}
