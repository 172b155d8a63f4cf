package io.github.imagesharing.internal.quota;

import io.github.imagesharing.ArgumentChecks;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The quota of one machine: a limiter for each API and host.
 *
 * <p>It answers a service that counts requests and refuses those beyond a rate. As many requests as are allowed in a second
 * may leave at once, and no second sees more, also after an idle hour. Shown by {@code LocalQuotaTest} and, against services
 * that count in several ways, {@code ManyServersTest}; over the wire {@code QuotaFloorTest}.
 *
 * <p>Thread-safe.
 */
public final class LocalQuota implements RequestQuota {

    /**
     * How much longer than a second the window is. The service counts arrivals, and the network makes two requests arrive
     * closer together than they were sent.
     */
    private static final double MARGIN = 1.02;

    private final Rates rates;
    private final int machines;
    private final boolean evenly;
    private final TimeSource time;
    private final ConcurrentHashMap<String, LocalLimiter> limiters = new ConcurrentHashMap<>();

    private LocalQuota(Rates rates, int machines, boolean evenly, TimeSource time) {
        this.rates = rates;
        this.machines = machines;
        this.evenly = evenly;
        this.time = time;
    }

    /** The rates for this machine alone. */
    public static LocalQuota of(Rates rates, TimeSource time) {
        return new LocalQuota(rates, 1, false, time);
    }

    /**
     * One machine's part of the rates, evenly paced, because the bursts of several machines may come together. Its first
     * permit comes later, because the other machines may take theirs now.
     */
    public static LocalQuota fraction(Rates rates, int machines, TimeSource time) {
        return new LocalQuota(rates, machines, true, time);
    }

    @Override
    public Optional<Permit> await(Api api, String host, Duration maxWait) throws InterruptedException {
        return limiter(api, host).await(ArgumentChecks.given("maxWait", maxWait));
    }

    @Override
    public String toString() {
        return "1/" + machines + " of the rates";
    }

    private LocalLimiter limiter(Api api, String host) {
        String key = ArgumentChecks.given("host", host)
                + '/'
                + ArgumentChecks.given("api", api).action();
        return limiters.computeIfAbsent(key, absent -> new LocalLimiter(window(rates.of(api)), time));
    }

    private PermitWindow window(int rate) {
        long now = time.nanoTime();
        if (!evenly) {
            return new PermitWindow(rate, Math.round(1e9 * MARGIN), now);
        }
        PermitWindow one = new PermitWindow(1, Math.round(1e9 * MARGIN * machines / rate), now);
        one.sent(one.take(now), now);
        return one;
    }
}
