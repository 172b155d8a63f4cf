package io.github.imagesharing.transport;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.transport.credentials.CredentialCheck;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import io.github.imagesharing.transport.credentials.DefaultCredentialChain;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The credential the SDK's clients are given. It answers with the keys that the exchange of the calling thread has read,
 * so that one request is signed with one set of keys although the SDK asks three times.
 */
final class ExchangeCredential extends Credential {

    private static final String KEYS = "keys";

    private final SingleFlight<String, CredentialKeys> refreshing = new SingleFlight<>("image-sharing-credential");

    /** Used by one thread at a time: the one that refreshes. */
    private @Nullable Credential source;

    private final boolean isFixed;

    ExchangeCredential(@Nullable Credential source) {
        this.source = source;
        this.isFixed = source != null && CredentialCheck.isFixed(source);
    }

    /**
     * Asks the user's credential once for the next request. One thread at a time, because refreshing is not thread-safe, and
     * it may take minutes where a metadata service is silent: callers wait no longer than their own time allows, and answer
     * to interruption and to {@link #close} meanwhile.
     */
    CredentialKeys keys(Deadline deadline) throws InterruptedException {
        if (isFixed) {
            return refreshed();
        }
        try {
            return refreshing.await(KEYS, this::refreshed, deadline.left());
        } catch (TimeoutException e) {
            throw new IllegalStateException("it did not answer within the time for this call", e);
        }
    }

    private CredentialKeys refreshed() {
        if (source == null) {
            source = DefaultCredentialChain.find();
        }
        return CredentialKeys.of(source);
    }

    /** Ends the waits for the credential. */
    void close() {
        refreshing.close();
    }

    @Override
    public String getSecretId() {
        return Exchange.current().keys().id();
    }

    @Override
    public String getSecretKey() {
        return Exchange.current().keys().key();
    }

    @Override
    public String getToken() {
        return Exchange.current().keys().token();
    }
}
