package io.github.imagesharing.internal;

import io.github.imagesharing.Region;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.TimeSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * CVM in every region that a service is used in. What is remembered of an image, its last writes and who changes it now, is
 * remembered once for all views of a region. Thread-safe.
 */
public final class Regions {

    private final ImageSharing home;
    private final Executor executor;
    private final TimeSource time;
    private final Map<Region, ImageSharing> others = new ConcurrentHashMap<>();

    /**
     * Makes it; sends nothing.
     *
     * @param cvm the product, in the service's own region
     * @param executor runs what goes side by side
     * @param time where time comes from
     */
    public Regions(CvmPort cvm, Executor executor, TimeSource time) {
        this.home = new ImageSharing(cvm, executor, time);
        this.executor = executor;
        this.time = time;
    }

    /** The service's own region. */
    public ImageSharing home() {
        return home;
    }

    /** A region, also the own one. */
    public ImageSharing in(Region region) {
        return region.equals(home.region())
                ? home
                : others.computeIfAbsent(
                        region, other -> new ImageSharing(home.cvm().in(other), executor, time));
    }
}
