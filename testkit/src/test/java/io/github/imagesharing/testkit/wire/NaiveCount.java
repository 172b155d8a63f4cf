package io.github.imagesharing.testkit.wire;

import io.github.imagesharing.testkit.RequestCounting;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What each way of counting means, from all requests ever accepted. */
public final class NaiveCount {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private NaiveCount() {}

    /** Whether a request is accepted after others, the first accepted first. */
    public static boolean accepts(RequestCounting way, List<Long> accepted, long now, int rate) {
        return switch (way) {
            case SLIDING_WINDOW ->
                accepted.stream().filter(earlier -> now - earlier < SECOND).count() < rate;
            case CALENDAR_SECOND ->
                accepted.stream()
                                .filter(earlier -> Math.floorDiv(earlier, SECOND) == Math.floorDiv(now, SECOND))
                                .count()
                        < rate;
            case TOKEN_BUCKET -> bucket(rate, accepted, now, rate);
            case NO_BURST -> bucket(1, accepted, now, rate);
        };
    }

    /** From no request on have more been accepted than the bucket holds and what has come since. */
    private static boolean bucket(int holds, List<Long> accepted, long now, int rate) {
        return IntStream.range(0, accepted.size())
                .allMatch(
                        first -> (accepted.size() - first + 1 - holds) * SECOND <= (now - accepted.get(first)) * rate);
    }
}
