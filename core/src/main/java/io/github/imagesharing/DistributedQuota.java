package io.github.imagesharing;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.imagesharing.internal.quota.EngineGuard;
import io.github.imagesharing.internal.quota.FailingQuota;
import io.github.imagesharing.internal.quota.LocalQuota;
import io.github.imagesharing.internal.quota.Rates;
import io.github.imagesharing.internal.quota.SharedLimiter;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One quota for many machines, kept by an engine: permits come one after the other over all of them, in the order in which
 * they were asked for. A machine asks for two of each kind at a time at most, so that a single request somewhere need not
 * wait for another machine's batch. Made by {@link RequestQuota#distributed(ProxyManager)}; thread-safe, settings are
 * immutable.
 *
 * <p>Nobody waits for the engine itself for longer than 2 s. When it fails, or does not answer in that time, each machine
 * goes on with its part of the rates, which is logged at once and then every minute, and comes back within about a second
 * once the engine answers again. An engine that is set up wrongly, which nothing but a person heals, is logged as an error
 * and looked at every ten seconds.
 *
 * <p>Some engines (Redis) leave the time to the machines, whose clocks must then agree: permits come as much closer
 * together as the clocks are apart.
 */
public final class DistributedQuota implements RequestQuota {

    private static final int TEN_MACHINES = 10;

    private final SharedLimiter.Engine engine;
    private final boolean failing;
    private final ConcurrentHashMap<String, SharedLimiter> limiters = new ConcurrentHashMap<>();

    private DistributedQuota(ProxyManager<String> buckets, Rates rates, int machines, boolean failing) {
        this.failing = failing;
        TimeSource time = TimeSource.system();
        EngineGuard guard = new EngineGuard(
                cause -> failing ? new FailingQuota(cause) : LocalQuota.fraction(rates, machines, time), time);
        this.engine = new SharedLimiter.Engine(guard, buckets, rates, machines, time.instant(), time);
    }

    static DistributedQuota in(ProxyManager<String> buckets) {
        return new DistributedQuota(ArgumentChecks.given("engine", buckets), Rates.PUBLISHED, TEN_MACHINES, false);
    }

    /**
     * The same with other rates than the published ones, in all and not for each machine. Set the same on all machines;
     * where they differ, the quota that was made last decides, by its machine's time of day, also after an outage.
     *
     * @param perSecond as for {@link RequestQuota#perSecond(Map)}
     * @return a changed copy
     * @throws IllegalArgumentException if a rate is null or not positive, or an API is null
     */
    public DistributedQuota perSecond(Map<String, Integer> perSecond) {
        return new DistributedQuota(
                engine.buckets(), Rates.of(ArgumentChecks.rates(perSecond)), engine.machines(), failing);
    }

    /**
     * The same among another number of machines, 10 by default: each goes on with that part of the rates while the
     * engine cannot be reached. Five times as many may share the quota.
     *
     * @param machines how many machines share images at a time, at least 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public DistributedQuota machines(int machines) {
        if (machines < 1) {
            throw new IllegalArgumentException("machines " + machines + ": at least 1");
        }
        return new DistributedQuota(engine.buckets(), engine.rates(), machines, failing);
    }

    /**
     * The same, but while the engine cannot be reached nothing is sent: {@link #await} throws an
     * {@link IllegalStateException}, and a service's methods, after trying again as {@link Retry} allows, a
     * {@link ThrottledException} which says so.
     *
     * @return a changed copy
     */
    public DistributedQuota failWhenUnreachable() {
        return new DistributedQuota(engine.buckets(), engine.rates(), engine.machines(), true);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Asking the engine may add up to 2 s to the wait. The permit waits for sending as well, over all machines: what one
     * got ready late does not arrive together with another's.
     */
    @Override
    public Optional<Permit> await(Api api, String host, Duration maxWait) throws InterruptedException {
        return limiter(api, host).await(ArgumentChecks.given("maxWait", maxWait));
    }

    /**
     * How many permits this machine has asked of itself alone because the engine did not answer, since this quota was made.
     * While it grows, requests go at this machine's part of the rates. A batch during which it grew says so in the log when
     * it ends.
     *
     * @return the number of permits
     */
    public long permitsWithoutEngine() {
        return engine.guard().permitsWithoutEngine();
    }

    /**
     * Whether the engine answered when it was last asked, for a health check or a meter. Asks nothing: an outage ends with
     * the first request after it, so a machine that sends none may still say false.
     *
     * @return true before the first question
     */
    public boolean isEngineReachable() {
        return engine.guard().isReachable();
    }

    private SharedLimiter limiter(Api api, String host) {
        String key = ArgumentChecks.given("host", host)
                + '/'
                + ArgumentChecks.given("api", api).action();
        return limiters.computeIfAbsent(key, absent -> new SharedLimiter(engine, api, host));
    }
}
