package io.github.imagesharing.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time in the cloud, which may differ from the time here. Thread-safe. */
final class FakeClock {

    private volatile Duration skew = Duration.ZERO;

    void skew(Duration skew) {
        this.skew = skew;
    }

    boolean isSkewed() {
        return !skew.isZero();
    }

    Instant now() {
        return Instant.now().plus(skew);
    }

    /** The time as the service notes it down. */
    Instant second() {
        return now().truncatedTo(ChronoUnit.SECONDS);
    }
}
