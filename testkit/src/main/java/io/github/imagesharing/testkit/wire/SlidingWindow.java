package io.github.imagesharing.testkit.wire;

import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** Any second holds the limit. Counts accepted and rejected requests within the last second. */
final class SlidingWindow implements RequestCount {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    // The oldest first, by differences, since nanoTime may be negative and overflow.
    private final Queue<Long> accepted = new PriorityQueue<>((one, other) -> Long.signum(one - other));
    private final Queue<Long> rejected = new PriorityQueue<>((one, other) -> Long.signum(one - other));

    @Override
    public int arrive(long nanos, int limit) {
        forget(accepted, nanos);
        forget(rejected, nanos);
        if (accepted.size() < limit) {
            accepted.add(nanos);
            return 0;
        }
        rejected.add(nanos);
        return accepted.size() + rejected.size();
    }

    private static void forget(Queue<Long> arrivals, long nanos) {
        while (!arrivals.isEmpty() && nanos - arrivals.element() >= SECOND) {
            arrivals.remove();
        }
    }
}
