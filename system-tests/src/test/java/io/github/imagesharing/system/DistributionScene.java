package io.github.imagesharing.system;

import io.github.imagesharing.DuplicateImageNameException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageQuotaExceededException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.UnsupportedRegionException;
import io.github.imagesharing.testkit.CopyIds;
import io.github.imagesharing.testkit.DuplicateNames;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.SyncingImage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An image that is to be distributed, what its regions are like, and how the cloud answers what its documents leave open; all
 * drawn from the schedule's seed. It knows which images of the regions are no copies, and which the service did not make.
 * Thread-safe.
 */
final class DistributionScene {

    static final Region HOME = Region.of("ap-guangzhou");

    private static final List<Region> REGIONS = List.of(
            Region.of("ap-singapore"), Region.of("eu-frankfurt"), Region.of("ap-tokyo"), Region.of("na-ashburn"));

    private static final List<String> BAD_REGION_CODES = List.of(
            "InvalidRegion.Unavailable",
            "UnsupportedOperation.Region",
            "InvalidParameterValue.InvalidRegion",
            "InvalidRegion.NotFound");

    /** What a region is like. */
    enum Place {
        EMPTY(null),
        HAS_COPY(null),
        HAS_COPY_UNDER_WAY(null),
        /** Somebody else begins a copy while the service distributes. */
        SOMEBODY_ELSE_COPIES(null),
        HAS_STRANGER_AND_COPY(null),
        HAS_STRANGER(DuplicateImageNameException.class),
        CANNOT_BE_COPIED_TO(UnsupportedRegionException.class),
        DOES_NOT_EXIST(UnsupportedRegionException.class),
        IS_FULL(ImageQuotaExceededException.class),
        COPIES_FAIL(ImageNotReadyException.class);

        private final @Nullable Class<? extends ImageSharingException> failure;

        Place(@Nullable Class<? extends ImageSharingException> failure) {
            this.failure = failure;
        }

        /** With what it must fail, however often the call is made; empty if it can be completed. */
        Optional<Class<? extends ImageSharingException>> failure() {
            return Optional.ofNullable(failure);
        }

        private static Place any(Random chance) {
            return chance.nextInt(3) == 0 ? EMPTY : values()[chance.nextInt(values().length)];
        }
    }

    private final FakeTencentCloud cloud;
    private final Map<Region, Place> places = new LinkedHashMap<>();
    private final Set<ImageId> noCopies = new LinkedHashSet<>();
    private final Set<ImageId> madeBefore = new LinkedHashSet<>();
    private final Map<Region, ImageId> madeMeanwhile = new ConcurrentHashMap<>();
    private final ImageId image;
    private final DuplicateNames names;
    private final String name;
    private final String words;

    DistributionScene(Stage stage, Random chance) {
        cloud = stage.cloud();
        image = cloud.addImage(it -> it.name("golden").region(HOME));
        SyncingImage shown = any(chance, SyncingImage.values());
        names = chance.nextBoolean() ? DuplicateNames.MADE : any(chance, DuplicateNames.values());
        CopyIds ids = any(chance, CopyIds.values());
        // Where it cannot be asked for the ids, the name cannot be said either.
        name = ids != CopyIds.UNKNOWN_PARAMETER && chance.nextInt(3) == 0 ? "golden-7" : "golden";
        List<Region> regions = REGIONS.subList(0, 1 + chance.nextInt(REGIONS.size()));
        regions.forEach(region -> places.put(region, Place.any(chance)));
        Duration copying = Duration.ofMillis(any(chance, 0, 0, 200, 3_000, 9_000, 9_000, 20_000));
        cloud.syncingShown(shown);
        cloud.duplicateNames(names);
        cloud.copyIds(ids);
        places.forEach((region, place) -> {
            if (place == Place.HAS_COPY || place == Place.HAS_STRANGER_AND_COPY) {
                madeBefore.add(cloud.copyingElsewhere(image, region, name));
            }
        });
        cloud.copying(copying);
        places.forEach((region, place) -> furnish(region, place, chance));
        int firstLooks = chance.nextInt(8);
        AtomicInteger looks = new AtomicInteger();
        cloud.afterEach("DescribeImages", () -> {
            if (looks.getAndIncrement() == firstLooks) {
                somebodyElseCopies();
            }
        });
        words = "%s called %s to %s, %s shows the copy, names twice: %s, ids %s, a copy takes %s"
                .formatted(image, name, places, shown, names, ids, copying);
    }

    private void furnish(Region region, Place place, Random chance) {
        noCopies.add(cloud.addImage(it -> it.name(name + "-2").region(region)));
        switch (place) {
            case HAS_COPY_UNDER_WAY -> madeBefore.add(cloud.copyingElsewhere(image, region, name));
            case HAS_STRANGER, HAS_STRANGER_AND_COPY ->
                noCopies.add(cloud.addImage(it -> it.name(name).region(region).platform("Windows")));
            case CANNOT_BE_COPIED_TO ->
                cloud.cannotCopyTo(region, BAD_REGION_CODES.get(chance.nextInt(BAD_REGION_CODES.size())));
            case DOES_NOT_EXIST -> cloud.unsupportedRegion(region);
            case IS_FULL -> cloud.imageQuota(region, 1);
            case COPIES_FAIL -> cloud.copiesFail(region);
            default -> {}
        }
    }

    private void somebodyElseCopies() {
        places.forEach((region, place) -> {
            if (place == Place.SOMEBODY_ELSE_COPIES && made(region).isEmpty()) {
                madeMeanwhile.put(region, cloud.copyingElsewhere(image, region, name));
            }
        });
    }

    private static <T> T any(Random chance, T[] some) {
        return some[chance.nextInt(some.length)];
    }

    private static int any(Random chance, int... some) {
        return some[chance.nextInt(some.length)];
    }

    ImageId image() {
        return image;
    }

    String name() {
        return name;
    }

    Map<Region, Place> places() {
        return places;
    }

    /** All images that are there: the image itself, its copies, and what is none. */
    Map<ImageId, Region> images() {
        Map<ImageId, Region> images = new LinkedHashMap<>();
        cloud.imagesIn(HOME).forEach(id -> images.put(id, HOME));
        places.keySet().forEach(region -> cloud.imagesIn(region).forEach(id -> images.put(id, region)));
        return images;
    }

    /** The copies in a region, whoever made them. */
    Set<ImageId> copies(Region region) {
        Set<ImageId> copies = new LinkedHashSet<>(cloud.imagesIn(region));
        copies.removeAll(noCopies);
        return copies;
    }

    /** The copies in a region that the service made. */
    Set<ImageId> made(Region region) {
        Set<ImageId> made = copies(region);
        made.removeAll(madeBefore);
        made.removeAll(madeMeanwhile.values());
        return made;
    }

    /** Whether the copy that the service made beside another's fails, and only the next call finds the other one. */
    boolean mayFailOnce(Region region) {
        return names == DuplicateNames.FAIL_LATER && madeMeanwhile.containsKey(region);
    }

    /** Whether the service must not make a copy in a region, since it could see one. */
    boolean hadCopy(Region region) {
        return places.get(region) == Place.HAS_COPY
                || places.get(region) == Place.HAS_COPY_UNDER_WAY
                || places.get(region) == Place.HAS_STRANGER
                || places.get(region) == Place.HAS_STRANGER_AND_COPY;
    }

    /** The scene in words. */
    @Override
    public String toString() {
        return words;
    }
}
