package io.github.imagesharing.transport;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.transport.credentials.CredentialCheck;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import io.github.imagesharing.transport.credentials.DefaultCredentialChain;
import io.github.imagesharing.transport.credentials.Surroundings;
import io.github.imagesharing.transport.credentials.TemporaryKeys.Issued;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the next request: of the user's credential, or else of the default chain; or of a role.
 *
 * <p>Thread-safe. One thread at a time asks a credential that refreshes itself, because refreshing is not thread-safe, and
 * it may take minutes where a metadata service is silent: callers wait no longer than their own time allows, and answer to
 * interruption and to {@link #close} meanwhile.
 */
final class CredentialSource implements AutoCloseable {

    private static final String KEYS = "keys";

    private final SingleFlight<String, CredentialKeys> asking;
    private final KeySource source;
    private final boolean isFixed;
    private volatile @Nullable CredentialKeys refused;

    private CredentialSource(KeySource source, boolean isFixed, CallObserver observer) {
        this.source = source;
        this.isFixed = isFixed;
        this.asking = new SingleFlight<>("image-sharing-credential", observer);
    }

    static CredentialSource of(Credential given, CallObserver observer) {
        return new CredentialSource(
                (refused, time) -> CredentialKeys.of(given), CredentialCheck.isFixed(given), observer);
    }

    static CredentialSource of(DefaultCredentialChain chain, CallObserver observer) {
        return of((refused, time) -> chain.keys(refused), observer);
    }

    static CredentialSource of(KeySource source, CallObserver observer) {
        return new CredentialSource(source, false, observer);
    }

    static CredentialSource of(CloudSettings settings) {
        return settings.credential()
                .map(given -> of(given, settings.observer()))
                .orElseGet(() ->
                        of(new DefaultCredentialChain(Surroundings.ofThisMachine(settings)), settings.observer()));
    }

    /** Asks the credential; throws what it throws. */
    CredentialKeys keys(Deadline deadline) throws InterruptedException {
        TimeSource time = deadline.time();
        if (isFixed) {
            return ask(time);
        }
        Instant now = time.instant();
        Optional<Issued> atHand = source.atHand(refused, now);
        if (atHand.isPresent() && !atHand.get().isDue(now)) {
            return atHand.get().keys();
        }
        try {
            // Nobody waits for a renewal ahead of time.
            return asking.await(KEYS, () -> ask(time), atHand.isPresent() ? Duration.ZERO : deadline.left());
        } catch (TimeoutException e) {
            return atHand.orElseThrow(() -> source.tooLate(deadline, e)).keys();
        }
    }

    /** The newest keys, or those that are known already where the credential fails now. */
    CredentialKeys newest(CredentialKeys known, Deadline deadline) throws InterruptedException {
        try {
            return keys(deadline);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable failed) { // The next request asks again, and says so if it fails again.
            return known;
        }
    }

    /** Whether there are other keys now than those that the service has refused. */
    boolean hasOthersThan(CredentialKeys used, Deadline deadline) {
        refused = used;
        try {
            CredentialKeys perhapsOlder = keys(deadline); // The question may have been under way before the refusal.
            return !perhapsOlder.isSame(used) || !keys(deadline).isSame(used);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Throwable failed) { // The refusal says more.
            return false;
        }
    }

    /** Why there are no others, where the source has an exception for that. */
    Optional<ImageSharingException> whyNoOthers() {
        return source.failure();
    }

    private CredentialKeys ask(TimeSource time) {
        return source.keys(refused, time);
    }

    /** Ends the waits for the credential. */
    @Override
    public void close() {
        asking.close();
        source.close();
    }
}
