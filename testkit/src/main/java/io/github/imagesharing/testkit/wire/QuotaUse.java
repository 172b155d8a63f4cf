package io.github.imagesharing.testkit.wire;

import java.util.concurrent.TimeUnit;

/**
 * Who uses the quota of one operation: the requests that arrive, and those of a stranger, which come evenly at multiples
 * of their interval and are counted like the others. The stranger's are made up when the next request arrives.
 *
 * <p>It answers that a quota is the account's, and other programs use it too. Shown by {@code QuotaUseTest}. Thread-safe.
 */
final class QuotaUse {

    /** So long after its last request a stranger's earlier ones make no difference to most ways of counting. */
    private static final long MEMORY = TimeUnit.SECONDS.toNanos(5);

    /** A higher rate is never used up here, and a stranger's part of it would take long to make up. */
    private static final int HIGHEST_SHARED = 100_000;

    private final RequestCount count;
    private long last = Long.MIN_VALUE;

    QuotaUse(RequestCount count) {
        this.count = count;
    }

    /** Counts a request after the stranger's before it. The result is that of {@link RequestCount#arrive}. */
    synchronized int arrive(long nanos, int limit, double strangersPart) {
        if (strangersPart > 0 && limit <= HIGHEST_SHARED) {
            long interval = Math.round(TimeUnit.SECONDS.toNanos(1) / (strangersPart * limit));
            long known = Math.max(last, nanos - MEMORY);
            for (long time = known - Math.floorMod(known, interval) + interval; time <= nanos; time += interval) {
                count.arrive(time, limit);
            }
        }
        last = Math.max(last, nanos);
        return count.arrive(nanos, limit);
    }
}
