package io.github.imagesharing.internal.quota;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket in the engine that holds one permit, so that the permits of all machines come one after the other. Every
 * method asks the engine on the caller's thread.
 *
 * <p>It answers machines that do not agree. Where their rates differ, the configuration of the quota that was made last
 * holds: the engine compares the times in one step with each command, so that an older machine never brings its rate back.
 * Where their clocks differ (Redis leaves the time to the machines), one that ran far ahead leaves a bucket that does not
 * fill until the others' clocks are there, and that can be seen and ended. Shown by {@code RemoteBucketTest}.
 *
 * <p>Thread-safe.
 */
final class RemoteBucket {

    /**
     * A permit is this many tokens, which come one by one. Only of tokens that come at set times Bucket4j says a wait that
     * contains how far another clock was ahead; in parts this small, a permit after idle time is 5 % early at most, less
     * than the pace is slower than published.
     */
    private static final int TOKENS = 20;

    private final ProxyManager<String> buckets;
    private final String key;
    private final Duration longestQueue;
    private final BucketConfiguration configuration;
    private final BucketProxy bucket;

    RemoteBucket(ProxyManager<String> buckets, String key, Pace pace) {
        this.buckets = buckets;
        this.key = key;
        this.longestQueue = pace.longestQueue();
        this.configuration = configuration(Math.max(1, pace.interval().toNanos() / TOKENS), TOKENS);
        this.bucket = buckets.builder()
                .withImplicitConfigurationReplacement(
                        ChronoUnit.MICROS.between(Instant.EPOCH, pace.made()), TokensInheritanceStrategy.AS_IS)
                .build(key, () -> configuration);
    }

    /**
     * How fast permits come.
     *
     * @param interval the time between two permits
     * @param longestQueue the longest a permit can be away where all clocks agree
     * @param made when this pace was set; of several, the last holds
     */
    record Pace(Duration interval, Duration longestQueue, Instant made) {

        /** For what is due once in a while on whichever machine comes first, and nobody waits for. */
        Pace onceEvery(Duration period) {
            return new Pace(period, period.multipliedBy(2), made);
        }
    }

    /** Reads only. */
    void look() {
        bucket.getAvailableTokens();
    }

    /**
     * Takes the next permit and says in how many nanoseconds it is; takes none if it is not within the time left, or
     * further away than the longest queue.
     */
    OptionalLong reserve(Duration left) throws InterruptedException {
        Duration most = isLongerThanTheQueue(left) ? longestQueue : left;
        AtomicLong wait = new AtomicLong();
        boolean reserved = bucket.asBlocking().tryConsume(TOKENS, Math.max(1, most.toNanos()), wait::set);
        return reserved ? OptionalLong.of(wait.get()) : OptionalLong.empty();
    }

    /** Whether a permit that was not within the time left is further away than it can be where all clocks agree. */
    boolean isAhead(Duration left) {
        return isLongerThanTheQueue(left) || isAhead();
    }

    private boolean isAhead() {
        long wait = bucket.estimateAbilityToConsume(TOKENS).getNanosToWaitForRefill();
        return isLongerThanTheQueue(Duration.ofNanos(wait));
    }

    private boolean isLongerThanTheQueue(Duration duration) {
        return duration.compareTo(longestQueue) > 0;
    }

    /** Takes a permit if one is there now; a bucket that a clock ahead left behind begins anew. */
    boolean tryTake() {
        if (bucket.tryConsume(TOKENS)) {
            return true;
        }
        if (isAhead()) {
            beginAnew();
        }
        return false;
    }

    void skip(int permits) {
        bucket.consumeIgnoringRateLimits((long) permits * TOKENS);
    }

    /** The next permit comes an interval from now. The rate stays what it is, which another machine may have set. */
    void beginAnew() {
        Bandwidth newest =
                buckets.getProxyConfiguration(key).orElse(configuration).getBandwidths()[0];
        bucket.replaceConfiguration(configuration(newest.getRefillPeriodNanos(), 0), TokensInheritanceStrategy.RESET);
    }

    private static BucketConfiguration configuration(long nanosPerToken, int initialTokens) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(TOKENS)
                        .refillIntervally(1, Duration.ofNanos(nanosPerToken))
                        .initialTokens(initialTokens))
                .build();
    }
}
