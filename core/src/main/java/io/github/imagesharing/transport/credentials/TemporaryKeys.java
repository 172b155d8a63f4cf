package io.github.imagesharing.transport.credentials;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that end, and are asked for anew before they do.
 *
 * <p>It answers an issuer that fails at a refresh: while the keys at hand are valid, they go on signing. It also answers keys
 * that the service refuses before their time, as after a role was exchanged: they are asked for anew, but not with each
 * refusal. Shown by {@code DefaultCredentialChainTest} and {@code RoleKeysTest}.
 *
 * <p>For one thread at a time, but for {@link #atHand}.
 */
public final class TemporaryKeys {

    private static final Logger LOG = LoggerFactory.getLogger(CloudSettings.class);

    /** Some minutes for requests under way and for clocks that differ. */
    public static final Duration BEFORE_THE_END = Duration.ofMinutes(5);

    /** Between two refreshes that are asked for too early. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** Gives keys. */
    @FunctionalInterface
    public interface Issuer {

        /** Asks for keys; throws where there are none. */
        Issued issue(TimeSource time);
    }

    /**
     * Keys, and when they end.
     *
     * @param keys the keys
     * @param until when the service will refuse them
     * @param due from when on they are asked for anew
     */
    public record Issued(CredentialKeys keys, Instant until, Instant due) {

        Issued(CredentialKeys keys, Instant until) {
            this(keys, until, until.minus(BEFORE_THE_END));
        }

        /** Whether it is time to ask anew. */
        public boolean isDue(Instant now) {
            return !now.isBefore(due);
        }
    }

    private final Issuer issuer;
    private volatile @Nullable Issued current;
    private Instant triedAt = Instant.MIN;

    /** Begins without keys. */
    public TemporaryKeys(Issuer issuer) {
        this.issuer = issuer;
    }

    /** The keys at hand, or new ones; throws what the issuer throws where those at hand cannot be used. */
    public CredentialKeys keys(@Nullable CredentialKeys refused, TimeSource time) {
        Issued known = current;
        Instant now = time.instant();
        if (known == null || !now.isBefore(known.until)) {
            return issued(time);
        }
        boolean isDue = known.keys.isSame(refused) || known.isDue(now);
        if (!isDue || now.isBefore(triedAt.plus(PAUSE))) {
            return known.keys;
        }
        triedAt = now;
        try {
            return issued(time);
        } catch (RuntimeException failed) {
            if (!time.instant().isBefore(known.until)) {
                throw failed; // They have ended while the issuer was asked.
            }
            LOG.warn("the credential could not be refreshed, the one at hand is valid until {}", known.until, failed);
            return known.keys;
        }
    }

    /** The keys that were issued last, where they are valid and not those that were refused; asks nobody. */
    public Optional<Issued> atHand(@Nullable CredentialKeys refused, Instant now) {
        return Optional.ofNullable(current).filter(known -> now.isBefore(known.until) && !known.keys.isSame(refused));
    }

    private CredentialKeys issued(TimeSource time) {
        Issued issued = issuer.issue(time);
        current = issued;
        return issued.keys;
    }
}
