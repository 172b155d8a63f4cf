package io.github.imagesharing.transport.credentials;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that end, and are asked for anew before they do.
 *
 * <p>It answers an issuer that fails at a refresh: while the keys at hand are valid, they go on signing. It also answers keys
 * that the service refuses before their time, as after a role was exchanged: they are asked for anew, but not with each
 * refusal. Shown by {@code DefaultCredentialChainTest}.
 *
 * <p>For one thread at a time.
 */
final class TemporaryKeys {

    private static final Logger LOG = LoggerFactory.getLogger(CloudSettings.class);

    /** Some minutes for requests under way and for clocks that differ. */
    static final Duration BEFORE_THE_END = Duration.ofMinutes(5);

    /** Between two refreshes that are asked for too early. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** Gives keys. */
    @FunctionalInterface
    interface Issuer {
        Issued issue();
    }

    /** Keys, and when they end. */
    record Issued(CredentialKeys keys, Instant until) {}

    private final Issuer issuer;
    private final TimeSource time;
    private @Nullable Issued current;
    private Instant triedAt = Instant.MIN;

    TemporaryKeys(Issuer issuer, TimeSource time) {
        this.issuer = issuer;
        this.time = time;
    }

    /** The keys at hand, or new ones; throws what the issuer throws where those at hand cannot be used. */
    CredentialKeys keys(@Nullable CredentialKeys refused) {
        Issued known = current;
        Instant now = time.instant();
        if (known == null || !now.isBefore(known.until)) {
            return issued();
        }
        boolean isRefused = known.keys.isSame(refused);
        boolean isDue = isRefused || !now.isBefore(known.until.minus(BEFORE_THE_END));
        if (!isDue || now.isBefore(triedAt.plus(PAUSE))) {
            return known.keys;
        }
        try {
            return issued();
        } catch (RuntimeException failed) {
            LOG.warn("the credential could not be refreshed, the one at hand is valid until {}", known.until, failed);
            return known.keys;
        }
    }

    private CredentialKeys issued() {
        triedAt = time.instant();
        Issued issued = issuer.issue();
        current = issued;
        return issued.keys;
    }
}
