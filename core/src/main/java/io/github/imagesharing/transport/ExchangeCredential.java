package io.github.imagesharing.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.spi.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the SDK's clients are given: it answers with the key that the delivery under way has pinned. */
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
    CredentialKeys pin(Deadline deadline) throws InterruptedException {
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
        return Exchange.current().key().id();
    }

    @Override
    public String getSecretKey() {
        return Exchange.current().key().key();
    }

    @Override
    public String getToken() {
        return Exchange.current().key().token();
    }
}
