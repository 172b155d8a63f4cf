package io.github.imagesharing.internal.copy;

import io.github.imagesharing.Retry;
import io.github.imagesharing.internal.change.TargetLocks;
import io.github.imagesharing.spi.TimeSource;

/**
 * What a service remembers of the copies of one region's images: which it asked for, and who asks for more now. Thread-safe.
 */
public final class ImageCopies {

    private final RecentCopies recent;
    private final TargetLocks locks = new TargetLocks();

    /**
     * Begins with nothing known.
     *
     * @param retry says how long a read may be stale
     * @param time where time comes from
     */
    public ImageCopies(Retry retry, TimeSource time) {
        this.recent = new RecentCopies(retry, time);
    }

    RecentCopies recent() {
        return recent;
    }

    TargetLocks locks() {
        return locks;
    }
}
