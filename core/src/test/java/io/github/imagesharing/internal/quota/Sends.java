package io.github.imagesharing.internal.quota;

import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.RequestQuota.Permit;
import io.github.imagesharing.spi.Api;
import java.time.Duration;
import java.util.Optional;

/** A request that needs nothing but its permit. */
final class Sends {

    private Sends() {}

    /** Whether the permit came in time; the request is then sent at once and answered. */
    static boolean one(RequestQuota quota, Api api, String host, Duration maxWait) throws InterruptedException {
        Optional<Permit> permit = quota.await(api, host, maxWait);
        permit.ifPresent(Sends::send);
        return permit.isPresent();
    }

    /** The permit of a request that gets ready. */
    static Permit permit(RequestQuota quota, Api api) throws InterruptedException {
        return quota.await(api, "host", Duration.ofSeconds(30)).orElseThrow();
    }

    private static void send(Permit permit) {
        permit.sent();
        permit.close();
    }

    /** A request that is refused as one too many. */
    static void refused(RequestQuota quota, Api api, String host) throws InterruptedException {
        try (Permit permit = quota.await(api, host, Duration.ofSeconds(30)).orElseThrow()) {
            permit.sent();
            permit.throttled();
        }
    }
}
