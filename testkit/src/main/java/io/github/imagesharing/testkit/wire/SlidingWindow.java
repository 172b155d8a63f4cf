package io.github.imagesharing.testkit.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** The arrivals at one operation in the last second, those let in and those turned away. Thread-safe. */
final class SlidingWindow {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Deque<Long> letIn = new ArrayDeque<>();
    private final Deque<Long> turnedAway = new ArrayDeque<>();

    /** How many arrivals this one makes in a second if that is one too many, else 0. Who is turned away costs no place. */
    synchronized int arrive(long nanos, int limit) {
        forget(letIn, nanos);
        forget(turnedAway, nanos);
        if (letIn.size() < limit) {
            letIn.addLast(nanos);
            return 0;
        }
        turnedAway.addLast(nanos);
        return letIn.size() + turnedAway.size();
    }

    private static void forget(Deque<Long> arrivals, long nanos) {
        while (!arrivals.isEmpty() && nanos - arrivals.getFirst() >= SECOND) {
            arrivals.removeFirst();
        }
    }
}
