package io.github.imagesharing;

/**
 * Hears how {@link ImageSharingService#distribute} goes on in each region. Called on the library's threads, one call at a
 * time, so it should be quick; what it throws is logged and disturbs nothing.
 */
@FunctionalInterface
public interface DistributionListener {

    /**
     * A region has got further.
     *
     * @param progress which, and how far
     */
    void progressed(DistributionProgress progress);
}
