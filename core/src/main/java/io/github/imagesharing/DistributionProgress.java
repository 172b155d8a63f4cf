package io.github.imagesharing;

import org.jspecify.annotations.Nullable;

/**
 * How far {@link ImageSharingService#distribute} is in one region.
 *
 * @param region the region
 * @param stage what goes on there now
 * @param image the copy, or the image itself in the own region; null as long as its id is not known
 * @param percent how much is copied, 0 to 100, as the service tells it while the stage is {@link Stage#COPYING}; null
 *     where it does not
 * @param failure why the stage is {@link Stage#FAILED}; null at any other
 */
public record DistributionProgress(
        Region region,
        Stage stage,
        @Nullable ImageId image,
        @Nullable Integer percent,
        @Nullable ImageSharingException failure) {

    /** What goes on in a region. A region that is still copied to when the time is up has no last stage of its own. */
    public enum Stage {
        /** The copy is not NORMAL yet. */
        COPYING,
        /** It is NORMAL, and is being shared. */
        SHARING,
        /** The copy is there, and all accounts asked for have access. */
        DONE,
        /** Not all is as asked. */
        FAILED
    }

    /**
     * Checks the members.
     *
     * @throws IllegalArgumentException if the region or the stage is null
     */
    public DistributionProgress {
        ArgumentChecks.given("region", region);
        ArgumentChecks.given("stage", stage);
    }
}
