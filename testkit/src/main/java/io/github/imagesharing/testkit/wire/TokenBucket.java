package io.github.imagesharing.testkit.wire;

import java.util.concurrent.TimeUnit;

/** Each request takes a token from a bucket that is filled evenly, at the limit, and full at first. */
final class TokenBucket implements RequestCount {

    /** So much fills the largest bucket, and makes one token at a limit of one a second. */
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int most;
    private long last = Long.MIN_VALUE;

    /** The tokens, times {@link #SECOND}, so that whole numbers are exact; at first more than fit. */
    private long level = Long.MAX_VALUE / 2;

    /** A bucket that holds as many tokens as the limit, but not more than {@code most}. */
    TokenBucket(int most) {
        this.most = most;
    }

    @Override
    public int arrive(long nanos, int limit) {
        // A request that was overtaken finds what the one after it left.
        long elapsed = Math.max(0, Math.min(nanos - last, SECOND));
        last = Math.max(last, nanos);
        level = Math.min(level + elapsed * limit, Math.min(most, limit) * SECOND);
        if (level < SECOND) {
            return limit + 1;
        }
        level -= SECOND;
        return 0;
    }
}
