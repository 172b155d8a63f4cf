package io.github.imagesharing.internal.quota;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.imagesharing.DistributedQuota;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One turn after the other over all machines, from a bucket of one token in the engine. Thread-safe. */
final class RemoteBucket {

    private static final Logger LOG = LoggerFactory.getLogger(DistributedQuota.class);

    private final EngineGuard engine;
    private final String key;
    private final Duration longest;
    private final BucketConfiguration configuration;
    private final BucketProxy bucket;
    private volatile boolean configured;

    /** Makes it; nobody stands in a line longer than the longest. */
    RemoteBucket(EngineGuard engine, ProxyManager<String> buckets, String key, Duration turn, Duration longest) {
        this.engine = engine;
        this.key = key;
        this.longest = longest;
        this.configuration = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(1).refillGreedy(1, turn))
                .build();
        this.bucket = buckets.getProxy(key, () -> configuration);
    }

    boolean await(Deadline deadline) throws InterruptedException, EngineOutage {
        OptionalLong wait = engine.ask(() -> reserve(deadline.left()), this::configure);
        if (wait.isPresent()) {
            BlockingStrategy.PARKING.park(wait.getAsLong());
        }
        return wait.isPresent();
    }

    /** Takes a turn if one is there now. Asks the engine on the caller's thread. */
    boolean tryTake() {
        return bucket.tryConsume(1);
    }

    /** Leaves turns out. Asks the engine on the caller's thread. */
    void skip(int turns) {
        bucket.consumeIgnoringRateLimits(turns);
    }

    /**
     * Takes the next turn, and says in how many nanoseconds it is; takes none if it is not within the time left. Where
     * the machines keep the time, one whose clock ran far ahead leaves a bucket that does not fill until the others'
     * clocks are there.
     */
    private OptionalLong reserve(Duration left) throws InterruptedException {
        if (!configured) {
            configure();
        }
        boolean patient = left.compareTo(longest) > 0;
        OptionalLong wait = reserveWithin(patient ? longest : left);
        if (wait.isPresent() || !patient) {
            return wait;
        }
        LOG.warn("{}: no turn within {}; a machine's clock was ahead, the pace begins anew", key, longest);
        bucket.replaceConfiguration(configuration, TokensInheritanceStrategy.RESET);
        return reserveWithin(longest);
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
