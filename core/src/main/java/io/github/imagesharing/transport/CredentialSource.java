package io.github.imagesharing.transport;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.transport.credentials.CredentialCheck;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import io.github.imagesharing.transport.credentials.DefaultCredentialChain;
import io.github.imagesharing.transport.credentials.Surroundings;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the next request: of the user's credential, or else of the default chain.
 *
 * <p>Thread-safe. One thread at a time asks a credential that refreshes itself, because refreshing is not thread-safe, and
 * it may take minutes where a metadata service is silent: callers wait no longer than their own time allows, and answer to
 * interruption and to {@link #close} meanwhile.
 */
final class CredentialSource implements AutoCloseable {

    private static final String KEYS = "keys";

    private final SingleFlight<String, CredentialKeys> asking = new SingleFlight<>("image-sharing-credential");

    private final Asking source;
    private final boolean isFixed;
    private volatile @Nullable CredentialKeys refused;

    /** Asks for keys, other ones if possible than those that were refused. */
    private interface Asking {
        CredentialKeys keys(@Nullable CredentialKeys refused);
    }

    CredentialSource(Credential given) {
        this.source = refused -> CredentialKeys.of(given);
        this.isFixed = CredentialCheck.isFixed(given);
    }

    CredentialSource(DefaultCredentialChain chain) {
        this.source = chain::keys;
        this.isFixed = false;
    }

    static CredentialSource of(CloudSettings settings) {
        return settings.credential()
                .map(CredentialSource::new)
                .orElseGet(
                        () -> new CredentialSource(new DefaultCredentialChain(Surroundings.ofThisMachine(settings))));
    }

    /** Asks the credential; throws what it throws. */
    CredentialKeys keys(Deadline deadline) throws InterruptedException {
        if (isFixed) {
            return ask();
        }
        try {
            return asking.await(KEYS, this::ask, deadline.left());
        } catch (TimeoutException e) {
            throw new IllegalStateException("it did not answer within the time for this call", e);
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

    private CredentialKeys ask() {
        return source.keys(refused);
    }

    /** Ends the waits for the credential. */
    @Override
    public void close() {
        asking.close();
    }
}
