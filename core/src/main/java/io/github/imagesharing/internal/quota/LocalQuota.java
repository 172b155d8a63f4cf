package io.github.imagesharing.internal.quota;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The quota of one machine: for each API and host a token bucket that holds one token, and a second one of the same pace
 * for sending.
 *
 * <p>It answers a service that counts requests and refuses those beyond a rate. Requests are evenly paced and nothing is
 * saved up, so no second sees more than the rate, also after an idle hour; the second bucket holds back what took long to
 * get ready. Shown by {@code LocalQuotaTest} and, against a service that counts, {@code PaceTest}.
 *
 * <p>Thread-safe.
 */
public final class LocalQuota implements RequestQuota {

    /**
     * How much slower than published. The service counts arrivals, and the network makes two requests arrive closer
     * together than they were sent: at exactly the published rate 13 of 160 were refused, at 1 % below it 3, at 2 % none.
     */
    private static final double MARGIN = 1.02;

    private final Rates rates;
    private final int machines;
    private final int initialPermits;
    private final TimeSource time;
    private final ConcurrentHashMap<String, Limiter> limiters = new ConcurrentHashMap<>();

    private LocalQuota(Rates rates, int machines, int initialPermits, TimeSource time) {
        this.rates = rates;
        this.machines = machines;
        this.initialPermits = initialPermits;
        this.time = time;
    }

    /** The rates for this machine alone. */
    public static LocalQuota of(Rates rates, TimeSource time) {
        return new LocalQuota(rates, 1, 1, time);
    }

    /** One machine's part of the rates. Its first permit comes later, because the other machines may take theirs now. */
    public static LocalQuota fraction(Rates rates, int machines, TimeSource time) {
        return new LocalQuota(rates, machines, 0, time);
    }

    @Override
    public boolean await(Api api, String host, Duration maxWait) throws InterruptedException {
        return take(limiter(api, host).permits, maxWait);
    }

    @Override
    public boolean awaitSend(Api api, String host, Duration maxWait) throws InterruptedException {
        return take(limiter(api, host).sends, maxWait);
    }

    private boolean take(Bucket bucket, Duration maxWait) throws InterruptedException {
        if (maxWait.isZero() || maxWait.isNegative()) {
            return bucket.tryConsume(1);
        }
        return bucket.asBlocking().tryConsume(1, maxWait.toNanos(), nanos -> time.sleep(Duration.ofNanos(nanos)));
    }

    @Override
    public void throttled(Api api, String host) {
        limiter(api, host).slowDown();
    }

    @Override
    public String toString() {
        return "1/" + machines + " of the rates";
    }

    private Limiter limiter(Api api, String host) {
        return limiters.computeIfAbsent(host + '/' + api.action(), key -> new Limiter(rates.of(api)));
    }

    /** The buckets of one API at one host. */
    private final class Limiter {

        private static final long SECOND = 1_000_000_000L;

        private final Bucket permits;
        private final Bucket sends;
        private final int penalty;
        private final AtomicLong lastPenalty = new AtomicLong(time.nanoTime() - 2 * SECOND);

        Limiter(int rate) {
            this.penalty = Math.max(1, rate / machines / 5);
            Duration interval = Duration.ofNanos(Math.round(1e9 * MARGIN * machines / rate));
            this.permits = oneEvery(interval, initialPermits);
            this.sends = oneEvery(interval, 1);
        }

        private Bucket oneEvery(Duration interval, int initialTokens) {
            return Bucket.builder()
                    .addLimit(
                            limit -> limit.capacity(1).refillGreedy(1, interval).initialTokens(initialTokens))
                    .withCustomTimePrecision(new NanoClock(time))
                    .build();
        }

        /** Skips the permits of a fifth of a second; once a second, however many requests were refused. */
        void slowDown() {
            long now = time.nanoTime();
            long last = lastPenalty.get();
            if (now - last > SECOND && lastPenalty.compareAndSet(last, now)) {
                permits.consumeIgnoringRateLimits(penalty);
            }
        }
    }

    /** Lets Bucket4j read this library's clock. */
    private record NanoClock(TimeSource time) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return time.nanoTime();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
