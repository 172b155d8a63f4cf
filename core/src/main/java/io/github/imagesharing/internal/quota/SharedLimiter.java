package io.github.imagesharing.internal.quota;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The pace of one API at one host over all machines: of turns, and of what leaves. Thread-safe. */
public final class SharedLimiter {

    /**
     * As for the local quota, but each machine is late by its own: of the first 300 requests of three JVMs one was
     * refused at 3 % and one at 5 % below the published rate, none at 8 %.
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

    private final EngineGuard engine;
    private final Api api;
    private final String host;
    private final int penalty;
    private final RemoteBucket turns;
    private final RemoteBucket departures;
    private final RemoteBucket penalties;
    private final Semaphore line = new Semaphore(TURNS_AT_A_TIME, true);

    public SharedLimiter(
            EngineGuard engine, ProxyManager<String> buckets, Api api, String host, int rate, int machines) {
        this.engine = engine;
        this.api = api;
        this.host = host;
        this.penalty = Math.max(1, rate / 5);
        Duration turn = Duration.ofNanos(Math.round(1e9 * MARGIN / rate));
        Duration longest = turn.multipliedBy((long) LONGEST_LINE * machines + penalty);
        String key = "image-sharing/" + host + '/' + api.action();
        this.turns = new RemoteBucket(engine, buckets, key, turn, longest);
        this.departures = new RemoteBucket(engine, buckets, key + "/departures", turn, longest);
        this.penalties = new RemoteBucket(engine, buckets, key + "/penalties", Duration.ofSeconds(1), longest);
    }

    public boolean await(Duration atMost) throws InterruptedException {
        Deadline deadline = Deadline.in(atMost);
        if (!line.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            return turns.await(deadline);
        } catch (EngineOutage outage) {
            return outage.standIn().await(api, host, deadline.left());
        } finally {
            line.release();
        }
    }

    public boolean awaitSend(Duration atMost) throws InterruptedException {
        Deadline deadline = Deadline.in(atMost);
        try {
            return departures.await(deadline);
        } catch (EngineOutage outage) {
            return outage.standIn().awaitSend(api, host, deadline.left());
        }
    }

    /** Skips a fifth of a second's turns; once a second for all machines, however many of their requests were refused. */
    public void throttled() {
        try {
            engine.tell(() -> {
                if (penalties.tryTake()) {
                    turns.skip(penalty);
                }
            });
        } catch (EngineOutage outage) {
            outage.standIn().throttled(api, host);
        }
    }
}
