package io.github.imagesharing.internal.quota;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.imagesharing.internal.quota.EngineGuard.Answer;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token bucket in the engine that holds one token, so that the permits of all machines come one after the other.
 *
 * <p>It answers clocks that do not agree: where the machines keep the time (Redis), one whose clock ran far ahead leaves a
 * bucket that does not fill until the others' clocks are there. A queue longer than all machines together can make is
 * taken for such a clock, and the bucket begins anew. Shown by {@code DistributedQuotaTest}.
 *
 * <p>Thread-safe.
 */
final class RemoteBucket {

    /** The category is the public class, named as text so that nothing here depends on what is made of it. */
    private static final Logger LOG = LoggerFactory.getLogger("io.github.imagesharing.DistributedQuota");

    private final EngineGuard engine;
    private final String key;
    private final Duration longestQueue;
    private final BucketConfiguration configuration;
    private final BucketProxy bucket;
    private volatile boolean configured;

    RemoteBucket(EngineGuard engine, ProxyManager<String> buckets, String key, Pace pace) {
        this.engine = engine;
        this.key = key;
        this.longestQueue = pace.longestQueue();
        this.configuration = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(1).refillGreedy(1, pace.interval()))
                .build();
        this.bucket = buckets.getProxy(key, () -> configuration);
    }

    /**
     * How fast permits come.
     *
     * @param interval the time between two permits
     * @param longestQueue the longest a permit can be away where all clocks agree
     */
    record Pace(Duration interval, Duration longestQueue) {}

    /** Reserves the next permit and waits for it; false, and nothing is reserved, if it is not within the deadline. */
    Answer<Boolean> await(Deadline deadline) throws InterruptedException {
        Answer<OptionalLong> reserved = engine.ask(() -> reserve(deadline.left()), this::configure);
        if (reserved instanceof Answer.NoEngine<OptionalLong> none) {
            return new Answer.NoEngine<>(none.standIn());
        }
        OptionalLong wait = ((Answer.Given<OptionalLong>) reserved).value();
        if (wait.isPresent()) {
            deadline.time().sleep(Duration.ofNanos(wait.getAsLong()));
        }
        return new Answer.Given<>(wait.isPresent());
    }

    /** Takes a permit if one is there now. Asks the engine on the caller's thread. */
    boolean tryTake() {
        return bucket.tryConsume(1);
    }

    /** Skips permits. Asks the engine on the caller's thread. */
    void skip(int permits) {
        bucket.consumeIgnoringRateLimits(permits);
    }

    /** Takes the next permit and says in how many nanoseconds it is; takes none if it is not within the time left. */
    private OptionalLong reserve(Duration left) throws InterruptedException {
        if (!configured) {
            configure();
        }
        boolean canWaitForAll = left.compareTo(longestQueue) > 0;
        OptionalLong wait = reserveWithin(canWaitForAll ? longestQueue : left);
        if (wait.isPresent() || !canWaitForAll) {
            return wait;
        }
        LOG.warn("{}: no permit within {}; a machine's clock was ahead, the pace begins anew", key, longestQueue);
        bucket.replaceConfiguration(configuration, TokensInheritanceStrategy.RESET);
        return reserveWithin(longestQueue);
    }

    private OptionalLong reserveWithin(Duration left) throws InterruptedException {
        AtomicLong wait = new AtomicLong();
        boolean reserved = bucket.asBlocking().tryConsume(1, Math.max(1, left.toNanos()), wait::set);
        return reserved ? OptionalLong.of(wait.get()) : OptionalLong.empty();
    }

    /** The engine keeps a bucket with the rate it was made with; the machine that came last knows the newest. */
    private void configure() {
        bucket.replaceConfiguration(configuration, TokensInheritanceStrategy.AS_IS);
        configured = true;
    }
}
