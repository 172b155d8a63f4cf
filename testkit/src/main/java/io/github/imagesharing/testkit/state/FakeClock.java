package io.github.imagesharing.testkit.state;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time of the cloud, which may differ from the time of this machine. Thread-safe. */
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

    /** The time in whole seconds, as the service stores it. */
    public Instant second() {
        return now().truncatedTo(ChronoUnit.SECONDS);
    }
}
