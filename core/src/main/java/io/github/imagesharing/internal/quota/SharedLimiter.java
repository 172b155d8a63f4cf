package io.github.imagesharing.internal.quota;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.internal.quota.EngineGuard.Answer;
import io.github.imagesharing.internal.quota.RemoteBucket.Pace;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The rate limiter of one API at one host over all machines: a permit for getting ready, and one for sending.
 *
 * <p>It answers machines that spend one quota without knowing of each other. Permits come one after the other over all of
 * them, in the order in which they were asked for. Shown by {@code DistributedQuotaTest}, and on real engines by
 * {@code PipelinesTest}.
 *
 * <p>Thread-safe.
 */
public final class SharedLimiter {

    /**
     * How much slower than published. Each machine is late by its own: of the first 300 requests of three JVMs one was
     * refused at 3 % and one at 5 % below the published rate, none at 8 %.
     */
    private static final double MARGIN = 1.08;

    /**
     * Two permits at a time for one machine, so that one is asked for while the other is waited for. Not more: permits go
     * in the order in which they were asked for, so a machine with many threads would make the others wait for all of
     * them, and a machine that dies takes its permits with it.
     */
    private static final int PERMITS_AT_A_TIME = 2;

    /** Five times what all machines may ask for at a time: a longer queue comes of a clock that is wrong. */
    private static final int LONGEST_QUEUE = 10;

    private final EngineGuard engine;
    private final Api api;
    private final String host;
    private final int penalty;
    private final RemoteBucket permits;
    private final RemoteBucket sends;
    private final RemoteBucket penalties;
    private final TimeSource time;
    private final Semaphore askers = new Semaphore(PERMITS_AT_A_TIME, true);

    /**
     * What all limiters of one distributed quota share.
     *
     * @param guard asks the engine
     * @param buckets where the buckets are kept
     * @param rates requests a second
     * @param machines how many machines share images at a time
     * @param time where time comes from
     */
    public record Engine(EngineGuard guard, ProxyManager<String> buckets, Rates rates, int machines, TimeSource time) {}

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
        Duration longestQueue = interval.multipliedBy((long) LONGEST_QUEUE * engine.machines() + penalty);
        Pace pace = new Pace(interval, longestQueue);
        String key = "image-sharing/" + host + '/' + api.action();
        this.permits = new RemoteBucket(engine.guard(), engine.buckets(), key, pace);
        this.sends = new RemoteBucket(engine.guard(), engine.buckets(), key + "/sends", pace);
        this.penalties = new RemoteBucket(
                engine.guard(), engine.buckets(), key + "/penalties", new Pace(Duration.ofSeconds(1), longestQueue));
    }

    /** Waits for a permit to get ready, as {@link RequestQuota#await} says. */
    public boolean await(Duration maxWait) throws InterruptedException {
        Deadline deadline = Deadline.in(maxWait, time);
        if (!askers.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            Answer<Boolean> answer = permits.await(deadline);
            return answer instanceof Answer.NoEngine<Boolean> none
                    ? none.standIn().await(api, host, deadline.left())
                    : ((Answer.Given<Boolean>) answer).value();
        } finally {
            askers.release();
        }
    }

    /** Waits for the permit to send, as {@link RequestQuota#awaitSend} says. */
    public boolean awaitSend(Duration maxWait) throws InterruptedException {
        Deadline deadline = Deadline.in(maxWait, time);
        Answer<Boolean> answer = sends.await(deadline);
        return answer instanceof Answer.NoEngine<Boolean> none
                ? none.standIn().awaitSend(api, host, deadline.left())
                : ((Answer.Given<Boolean>) answer).value();
    }

    /** Skips the permits of a fifth of a second; once a second for all machines, however many requests were refused. */
    public void throttled() {
        engine.tell(() -> {
                    if (penalties.tryTake()) {
                        permits.skip(penalty);
                    }
                })
                .ifPresent(standIn -> standIn.throttled(api, host));
    }
}
