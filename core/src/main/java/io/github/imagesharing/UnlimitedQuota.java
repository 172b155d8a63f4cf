package io.github.imagesharing;

import io.github.imagesharing.spi.Api;
import java.time.Duration;

/** Lets everything pass. */
enum UnlimitedQuota implements RequestQuota {
    INSTANCE;

    @Override
    public boolean await(Api api, String host, Duration atMost) {
        return true;
    }

    @Override
    public void throttled(Api api, String host) {}
}
