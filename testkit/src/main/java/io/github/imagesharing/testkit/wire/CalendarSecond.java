package io.github.imagesharing.testkit.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Each second of the clock holds the limit. */
final class CalendarSecond implements RequestCount {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Map<Long, Integer> acceptedBySecond = new HashMap<>();

    @Override
    public int arrive(long nanos, int limit) {
        long second = Math.floorDiv(nanos, SECOND);
        // The second before is kept for requests that were overtaken.
        acceptedBySecond.keySet().removeIf(earlier -> second - earlier > 1);
        int current = acceptedBySecond.getOrDefault(second, 0) + 1;
        if (current > limit) {
            return current;
        }
        acceptedBySecond.put(second, current);
        return 0;
    }
}
