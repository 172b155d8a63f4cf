package io.github.imagesharing.testkit.wire;

import io.github.imagesharing.testkit.RequestCounting;

/**
 * Counts the requests for one operation, and says which is one too many.
 *
 * <p>It answers that requests are counted some time after they arrived, so that one may overtake another on its way here:
 * each counts at the time of its arrival. Shown by {@code RequestCountTest}. Not thread-safe.
 */
sealed interface RequestCount permits SlidingWindow, CalendarSecond, TokenBucket {

    static RequestCount of(RequestCounting way) {
        return switch (way) {
            case SLIDING_WINDOW -> new SlidingWindow();
            case CALENDAR_SECOND -> new CalendarSecond();
            case TOKEN_BUCKET -> new TokenBucket(Integer.MAX_VALUE);
            case NO_BURST -> new TokenBucket(1);
        };
    }

    /**
     * Adds a request. A rejected one does not count against the limit.
     *
     * @param nanos when it arrived
     * @param limit how many a second
     * @return 0 if it is accepted, else how many requests it makes, more than the limit
     */
    int arrive(long nanos, int limit);
}
