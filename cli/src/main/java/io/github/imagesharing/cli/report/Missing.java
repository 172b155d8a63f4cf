package io.github.imagesharing.cli.report;

import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Images that were named and are not there. Stateless. */
final class Missing {

    static final String WORDS = "there is no such custom image";

    private Missing() {}

    /** Whether a refusal says so, by itself or by what was found with it. */
    static boolean isSaidBy(ImageSharingException why) {
        return why instanceof ImageNotFoundException
                || Arrays.stream(why.getSuppressed()).anyMatch(ImageNotFoundException.class::isInstance);
    }

    /** The region where an image is missing; of several it is missing in each, which is null. */
    static @Nullable Region in(Map<Region, ?> regions) {
        return regions.size() == 1 ? regions.keySet().iterator().next() : null;
    }
}
