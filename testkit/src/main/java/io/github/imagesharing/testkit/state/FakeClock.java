package io.github.imagesharing.testkit.state;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time in the cloud, which may differ from the time here. Thread-safe. */
public final class FakeClock {

    private volatile Duration skew = Duration.ZERO;

    public void skew(Duration skew) {
        this.skew = skew;
    }

    public boolean isSkewed() {
        return !skew.isZero();
    }

    public Instant now() {
        return Instant.now().plus(skew);
    }

    /** The time as the service notes it down. */
    public Instant second() {
        return now().truncatedTo(ChronoUnit.SECONDS);
    }
}
