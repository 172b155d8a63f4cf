package io.github.imagesharing.internal.quota;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.imagesharing.ArgumentChecks;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.RequestQuota.Permit;
import io.github.imagesharing.internal.quota.RemoteBucket.Pace;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The rate limiter of one API at one host over all machines: a permit for getting ready, and one for sending.
 *
 * <p>It answers machines that spend one quota without knowing of each other. Permits come one after the other over all of
 * them, in the order in which they were asked for. Shown by {@code DistributedQuotaTest} and {@code SharedLimiterTest}, and
 * on real engines by {@code PipelinesTest}.
 *
 * <p>Thread-safe.
 */
public final class SharedLimiter {

    /**
     * How much slower than published. Each machine is late by its own: of the first 300 requests of three JVMs one was
     * refused at 3 % and one at 5 % below the published rate, none at 8 %.
     */
    private static final double MARGIN = 1.08;

    /** Five times what all machines may ask for at a time: a longer queue comes of a clock that is wrong. */
    private static final int LONGEST_QUEUE = 10;

    private final EngineGuard engine;
    private final Api api;
    private final String host;
    private final int penalty;
    private final SharedLine permits;
    private final SharedLine sends;
    private final RemoteBucket penalties;
    private final TimeSource time;

    /**
     * What all limiters of one distributed quota share.
     *
     * @param guard asks the engine
     * @param buckets where the buckets are kept
     * @param rates requests a second
     * @param machines how many machines share images at a time
     * @param made when the quota was made; the rates of the one that was made last hold
     * @param time where time comes from
     */
    public record Engine(
            EngineGuard guard,
            ProxyManager<String> buckets,
            Rates rates,
            int machines,
            Instant made,
            TimeSource time) {}

    /**
     * Makes it; asks nothing.
     *
     * @param engine what all limiters of the quota share
     * @param api the API
     * @param host the host
     */
    public SharedLimiter(Engine engine, Api api, String host) {
        this.engine = engine.guard();
        this.api = api;
        this.host = host;
        this.time = engine.time();
        int rate = engine.rates().of(api);
        this.penalty = Math.max(1, rate / 5);
        Duration interval = Duration.ofNanos(Math.round(1e9 * MARGIN / rate));
        double queue = (double) LONGEST_QUEUE * engine.machines() + penalty;
        Pace pace = new Pace(interval, Duration.ofNanos(Math.round(1e9 * MARGIN / rate * queue)), engine.made());
        String key = "image-sharing/" + host + '/' + api.action();
        this.permits = new SharedLine(engine, key, pace);
        this.sends = new SharedLine(engine, key + "/sends", pace);
        this.penalties = new RemoteBucket(engine.buckets(), key + "/penalties", pace.onceEvery(Duration.ofSeconds(1)));
    }

    /** Waits for a permit to get ready, as {@link RequestQuota#await} says. */
    public Optional<Permit> await(Duration maxWait) throws InterruptedException {
        Deadline deadline = in(maxWait);
        return permits.await(deadline, standIn -> standIn.await(api, host, deadline.left()))
                .map(SharedPermit::new);
    }

    /**
     * A permit to get ready, of the engine or of what stood in for it. The engine cannot know when a request that got ready
     * is sent, so it is asked for a second one then; a stand-in knows, and its permit is enough.
     */
    private final class SharedPermit implements Permit {

        private Permit permit;

        SharedPermit(Permit permit) {
            this.permit = permit;
        }

        @Override
        public boolean awaitSend(Duration maxWait) throws InterruptedException {
            Deadline deadline = in(ArgumentChecks.given("maxWait", maxWait));
            if (permit != SharedLine.OF_THE_ENGINE) {
                return permit.awaitSend(maxWait);
            }
            Optional<Permit> send = sends.await(deadline, standIn -> standIn.await(api, host, deadline.left()));
            permit = send.orElse(permit);
            return send.isPresent();
        }

        @Override
        public void sent() {
            permit.sent();
        }

        @Override
        public void throttled() {
            if (permit == SharedLine.OF_THE_ENGINE) {
                slowDown();
            } else {
                permit.throttled();
            }
        }

        @Override
        public void close() {
            permit.close();
        }
    }

    /** A wait beyond what a deadline can name becomes the longest, and one below zero none. */
    private Deadline in(Duration maxWait) {
        return Deadline.in(Duration.ofNanos(Math.max(0, TimeUnit.NANOSECONDS.convert(maxWait))), time);
    }

    /** Skips the permits of a fifth of a second; once a second for all machines, however many requests were refused. */
    private void slowDown() {
        var unused = engine.tell(
                () -> { // in an outage there is nothing to slow down
                    if (penalties.tryTake()) {
                        permits.skip(penalty);
                    }
                });
    }
}
