package io.github.imagesharing.internal.copy;

import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
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

    /** A copy was seen in its region: should it be gone later, it is not believed to be there. */
    public void seen(ImageId source, String name, Region region) {
        recent.seen(new RecentCopies.Wanted(source, name, region));
    }

    RecentCopies recent() {
        return recent;
    }

    TargetLocks locks() {
        return locks;
    }
}
