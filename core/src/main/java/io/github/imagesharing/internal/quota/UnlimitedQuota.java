package io.github.imagesharing.internal.quota;

import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Api;
import java.time.Duration;

/** Lets everything pass. */
public enum UnlimitedQuota implements RequestQuota {
    INSTANCE;

    @Override
    public boolean await(Api api, String host, Duration maxWait) {
        return true;
    }

    @Override
    public void throttled(Api api, String host) {}
}
