package io.github.imagesharing.internal.quota;

import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Api;
import java.time.Duration;
import java.util.Optional;

/**
 * Fails each time, because the engine of the distributed quota does not answer.
 *
 * @param cause why the engine did not answer
 */
public record FailingQuota(Throwable cause) implements RequestQuota {

    @Override
    public Optional<Permit> await(Api api, String host, Duration maxWait) {
        throw new IllegalStateException("the engine of the distributed quota does not answer: " + cause, cause);
    }

    @Override
    public String toString() {
        return "no requests at all";
    }
}
