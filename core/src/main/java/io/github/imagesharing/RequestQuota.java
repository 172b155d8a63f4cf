package io.github.imagesharing;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.imagesharing.internal.quota.LocalQuota;
import io.github.imagesharing.internal.quota.Rates;
import io.github.imagesharing.internal.quota.UnlimitedQuota;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Says when the next request may go. The service counts requests per API, host and caller; whatever shares one quota
 * object shares one pace. Implementations are thread-safe.
 */
@FunctionalInterface
public interface RequestQuota {

    /**
     * Waits for a permit to make the next request of an API. Nothing of the request exists while it waits: no connection
     * and no signature.
     *
     * @param api the API about to be called
     * @param host the host about to be called
     * @param maxWait the longest wait; zero and less do not wait, and more than a century is as good as for ever
     * @return the permit, to be closed when the request is over; empty if none comes within that time
     * @throws IllegalArgumentException if an argument is null, except of {@link #unlimited()}
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Optional<Permit> await(Api api, String host, Duration maxWait) throws InterruptedException;

    /**
     * Leave to make one request. The quota hears through it what became of the request. Used by one thread; each method is
     * called once at most, in the order given here.
     */
    interface Permit extends AutoCloseable {

        /**
         * For a quota that has nothing to hear of a request, as one of a user's own may be.
         *
         * @return a permit that lets the request pass
         */
        static Permit granted() {
            return UnlimitedQuota.GRANTED;
        }

        /**
         * Waits, where the quota still has to, until the request may be sent. Asked when the connection stands and nothing
         * is signed yet.
         *
         * @param maxWait the longest wait; zero and less do not wait
         * @return true if it may be sent; false if it may not within that time
         * @throws IllegalArgumentException if the argument is null
         * @throws InterruptedException if the thread is interrupted while it waits
         */
        boolean awaitSend(Duration maxWait) throws InterruptedException;

        /** Hears that the request has been written, or may have been. From now on the service may count it. */
        void sent();

        /** Hears that the service refused the request as one too many, so that the pace can slow down for a while. */
        void throttled();

        /** Ends the permit: the response was read or will not come. A permit whose request was not sent is given back. */
        @Override
        void close();
    }

    /**
     * The rates the service publishes for each API: as many requests at once as it allows in a second, and never more in any
     * second, but for those that it refused and did not count. After a refusal the requests are evenly paced, more slowly if
     * that is refused too, and by and by as fast again. The default.
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
        return LocalQuota.of(Rates.of(ArgumentChecks.rates(perSecond)), TimeSource.system());
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
