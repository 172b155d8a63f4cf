package io.github.imagesharing;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The turns of one API at one host, one after the other over all machines. Thread-safe. */
final class SharedPace {

    private static final Logger LOG = LoggerFactory.getLogger(SharedQuota.class);

    /**
     * As for the local quota, but each machine is late by its own: of 300 requests by three JVMs on two cores, 1 to 5
     * were refused at 2 % below the published rate, 1 at 5 % while the JVMs were cold, none at 8 %.
     */
    private static final double MARGIN = 1.08;

    /**
     * Two turns at a time for one machine, so that one is asked for while the other is waited for. Not more: turns go in
     * the order in which they were asked for, so a machine with many threads would make the others wait for all of them,
     * and a machine that dies takes its turns with it.
     */
    private static final int TURNS_AT_A_TIME = 2;

    /** Five times what all machines may ask for: in so long a line nobody stands. */
    private static final int LONGEST_LINE = 10;

    private final QuotaEngine engine;
    private final Api api;
    private final String host;
    private final int penalty;
    private final Duration longest;
    private final BucketConfiguration configuration;
    private final BucketProxy turns;
    private final BucketProxy penalties;
    private final Semaphore line = new Semaphore(TURNS_AT_A_TIME, true);
    private volatile boolean configured;

    SharedPace(QuotaEngine engine, ProxyManager<String> buckets, Api api, String host, int rate, int machines) {
        this.engine = engine;
        this.api = api;
        this.host = host;
        this.penalty = Math.max(1, rate / 5);
        Duration turn = Duration.ofNanos(Math.round(1e9 * MARGIN / rate));
        this.longest = turn.multipliedBy((long) LONGEST_LINE * machines + penalty);
        this.configuration = oneEvery(turn);
        String key = "image-sharing/" + host + '/' + api.action();
        this.turns = buckets.getProxy(key, () -> configuration);
        this.penalties = buckets.getProxy(key + "/penalty", () -> oneEvery(Duration.ofSeconds(1)));
    }

    private static BucketConfiguration oneEvery(Duration turn) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(1).refillGreedy(1, turn))
                .build();
    }

    boolean await(Duration atMost) throws InterruptedException {
        Deadline deadline = Deadline.in(atMost);
        if (!line.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            OptionalLong wait = engine.ask(() -> reserve(deadline.left()), this::configure);
            if (wait.isPresent()) {
                BlockingStrategy.PARKING.park(wait.getAsLong());
            }
            return wait.isPresent();
        } catch (Outage outage) {
            return outage.standIn().await(api, host, deadline.left());
        } finally {
            line.release();
        }
    }

    /** Skips a fifth of a second's turns; once a second for all machines, however many of their requests were refused. */
    void throttled() {
        try {
            engine.tell(() -> {
                if (penalties.tryConsume(1)) {
                    turns.consumeIgnoringRateLimits(penalty);
                }
            });
        } catch (Outage outage) {
            outage.standIn().throttled(api, host);
        }
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
        LOG.warn("{}: no turn within {}; a machine's clock was ahead, the pace begins anew", api.action(), longest);
        turns.replaceConfiguration(configuration, TokensInheritanceStrategy.RESET);
        return reserveWithin(longest);
    }

    private OptionalLong reserveWithin(Duration left) throws InterruptedException {
        AtomicLong wait = new AtomicLong();
        boolean reserved = turns.asBlocking().tryConsume(1, Math.max(1, left.toNanos()), wait::set);
        return reserved ? OptionalLong.of(wait.get()) : OptionalLong.empty();
    }

    /** The engine keeps a bucket with the rate it was made with; the machine that came last knows the newest. */
    private void configure() {
        turns.replaceConfiguration(configuration, TokensInheritanceStrategy.AS_IS);
        configured = true;
    }
}
