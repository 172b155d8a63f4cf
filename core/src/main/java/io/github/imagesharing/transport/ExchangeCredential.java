package io.github.imagesharing.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.spi.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The credential the SDK's clients are given. It answers with the keys that the exchange of the calling thread has read,
 * so that one request is signed with one set of keys although the SDK asks three times.
 */
final class ExchangeCredential extends Credential {

    private final ReentrantLock refreshing = new ReentrantLock();

    @GuardedBy("refreshing")
    private @Nullable Credential source;

    ExchangeCredential(@Nullable Credential source) {
        this.source = source;
    }

    /**
     * Asks the user's credential once for the next request. One thread at a time, because refreshing is not thread-safe;
     * the others wait no longer than their own time allows, and answer to interruption meanwhile.
     */
    CredentialKeys keys(Deadline deadline) throws InterruptedException {
        if (!refreshing.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("another call was asking for the credential all the time");
        }
        try {
            if (source == null) {
                source = DefaultCredentialChain.find();
            }
            return CredentialKeys.of(source);
        } finally {
            refreshing.unlock();
        }
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
