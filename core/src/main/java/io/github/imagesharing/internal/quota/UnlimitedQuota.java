package io.github.imagesharing.internal.quota;

import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Api;
import java.time.Duration;
import java.util.Optional;

/** Lets everything pass. */
public enum UnlimitedQuota implements RequestQuota {
    INSTANCE;

    /** A permit that nobody listens to. */
    public static final Permit GRANTED = new Permit() {
        @Override
        public boolean awaitSend(Duration maxWait) {
            return true;
        }

        @Override
        public void sent() {}

        @Override
        public void throttled() {}

        @Override
        public void close() {}
    };

    @Override
    public Optional<Permit> await(Api api, String host, Duration maxWait) {
        return Optional.of(GRANTED);
    }
}
