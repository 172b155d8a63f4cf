package io.github.imagesharing.internal.copy;

import com.google.common.collect.Comparators;
import io.github.imagesharing.Retry;
import java.time.Duration;

/**
 * How long to wait for an image that another task holds: longer each time, since a copy takes 10 to 30 minutes and each
 * question is a request that may be refused.
 *
 * <p>For one thread.
 */
public final class BusyPause {

    private static final Duration MOST = Duration.ofMinutes(1);

    private Duration next;

    /**
     * Begins with the longest backoff.
     *
     * @param retry says how long that is
     */
    public BusyPause(Retry retry) {
        this.next = retry.mostBackoff();
    }

    /** The next wait, half as long again as the one before, up to a minute or the longest backoff. */
    public Duration next() {
        Duration now = next;
        if (now.compareTo(MOST) < 0) {
            next = Comparators.min(MOST, now.plus(now.dividedBy(2)));
        }
        return now;
    }
}
