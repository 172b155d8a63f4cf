package io.github.imagesharing.testkit.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** The requests for one operation within the last second, accepted and rejected. Thread-safe. */
final class SlidingWindow {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Deque<Long> accepted = new ArrayDeque<>();
    private final Deque<Long> rejected = new ArrayDeque<>();

    /**
     * Adds a request. A rejected one does not count against the limit.
     *
     * @return 0 if it is accepted, else how many requests there are within this second
     */
    synchronized int arrive(long nanos, int limit) {
        forget(accepted, nanos);
        forget(rejected, nanos);
        if (accepted.size() < limit) {
            accepted.addLast(nanos);
            return 0;
        }
        rejected.addLast(nanos);
        return accepted.size() + rejected.size();
    }

    private static void forget(Deque<Long> arrivals, long nanos) {
        while (!arrivals.isEmpty() && nanos - arrivals.getFirst() >= SECOND) {
            arrivals.removeFirst();
        }
    }
}
