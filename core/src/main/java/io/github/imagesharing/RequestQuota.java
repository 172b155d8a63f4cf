package io.github.imagesharing;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.imagesharing.internal.quota.LocalQuota;
import io.github.imagesharing.internal.quota.Rates;
import io.github.imagesharing.internal.quota.UnlimitedQuota;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.Map;

/**
 * Says when the next request may go. The service counts requests per API, host and caller; whatever shares one quota
 * object shares one pace. Implementations are thread-safe.
 */
public interface RequestQuota {

    /**
     * Waits for a permit to make the next request of an API.
     *
     * @param api the API about to be called
     * @param host the host about to be called
     * @param maxWait the longest wait; zero and less do not wait, and more than a century is as good as for ever
     * @return true if the request may be made; false if no permit comes within that time, and then none was taken
     * @throws IllegalArgumentException if an argument is null, except of {@link #unlimited()}
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean await(Api api, String host, Duration maxWait) throws InterruptedException;

    /**
     * Waits for the permit to send a request that had its first permit. Asked when it is signed and its connection stands,
     * because the service counts arrivals: a request that took long to get ready must not arrive together with the next.
     * Gives the permit at once unless a quota overrides it.
     *
     * @param api the API about to be called
     * @param host the host about to be called
     * @param maxWait the longest wait; zero and less do not wait, and more than a century is as good as for ever
     * @return true if it may be sent; false if it may not within that time
     * @throws IllegalArgumentException if an argument is null, except of {@link #unlimited()}
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    default boolean awaitSend(Api api, String host, Duration maxWait) throws InterruptedException {
        return true;
    }

    /**
     * Hears that the service refused a request as one too many, so that the pace can slow down for a while.
     *
     * @param api the API that was called
     * @param host the host that was called
     */
    void throttled(Api api, String host);

    /**
     * The rates the service publishes for each API, evenly paced and never saved up: no second sees more, also after an
     * idle hour. The default.
     *
     * @return a quota of its own for each call of this method
     */
    static RequestQuota published() {
        return LocalQuota.of(Rates.PUBLISHED, TimeSource.system());
    }

    /**
     * Other rates than the published ones, for accounts that were granted more or want to leave room for others.
     *
     * @param perSecond requests per second by the API's name, for example {@code cvm:ModifyImageSharePermission}, or
     *     without the product for that API of every product; APIs not named keep their published rate
     * @return a quota of its own for each call of this method
     * @throws IllegalArgumentException if a rate is null or not positive, or an API is null
     */
    static RequestQuota perSecond(Map<String, Integer> perSecond) {
        return LocalQuota.of(Rates.of(Arguments.rates(perSecond)), TimeSource.system());
    }

    /**
     * One quota for many machines, kept by an engine they all reach: Hazelcast, Redis, a database or whatever else
     * Bucket4j has an adapter for. The published rates hold for all of them together.
     *
     * <p>Where several root accounts use one engine, give each its own keys:
     * {@code distributed(engine.withMapper(key -> "account-a/" + key))}.
     *
     * @param engine where the buckets are kept; its keys begin with {@code image-sharing/}
     * @return the quota, whose methods change its settings
     */
    static DistributedQuota distributed(ProxyManager<String> engine) {
        return DistributedQuota.in(engine);
    }

    /**
     * No pace at all, for tests.
     *
     * @return a quota that lets everything pass
     */
    static RequestQuota unlimited() {
        return UnlimitedQuota.INSTANCE;
    }
}
