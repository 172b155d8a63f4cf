package io.github.imagesharing.cli.options;

import com.google.common.base.Joiner;
import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Screen;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The images that options mean, each in its region.
 *
 * <p>It answers a list of every image of the account where some are named. By identifier only these are asked for, and in one
 * region not even these, because whatever is done with them says what is not there. Shown by {@code CommandsTest}.
 *
 * @param listed the images of each region that were listed, in the order listed
 * @param ids the images of each region, without a region that has none
 * @param missing the images that were named and are in none of the regions
 * @param empty the regions that have no image although they were to have some
 */
public record ChosenImages(
        Map<Region, List<CvmImage>> listed, Map<Region, List<ImageId>> ids, Set<ImageId> missing, Set<Region> empty) {

    /** Asks each region for what the options mean. */
    public static ChosenImages of(ImageOptions options, Set<Region> regions, ImageSharingService sharing) {
        if (!options.ids().isEmpty() && regions.size() == 1) {
            Map<Region, List<ImageId>> named = Map.of(regions.iterator().next(), List.copyOf(options.ids()));
            return new ChosenImages(Map.of(), named, Set.of(), Set.of());
        }
        Map<Region, List<CvmImage>> listed = new LinkedHashMap<>();
        regions.forEach(region -> listed.put(region, sharing.in(region).images(options.query())));
        Map<Region, List<ImageId>> ids = new LinkedHashMap<>();
        Set<ImageId> missing = new LinkedHashSet<>(options.ids());
        Set<Region> empty = new LinkedHashSet<>();
        listed.forEach((region, images) -> {
            List<ImageId> here = images.stream().map(CvmImage::id).toList();
            here.forEach(missing::remove);
            if (!here.isEmpty()) {
                ids.put(region, here);
            } else if (options.ids().isEmpty()) {
                empty.add(region);
            }
        });
        return new ChosenImages(listed, ids, missing, empty);
    }

    /** Those of the images listed that somebody wants. */
    public ChosenImages only(BiPredicate<CvmImage, Region> wanted) {
        Map<Region, List<ImageId>> some = new LinkedHashMap<>();
        listed.forEach((region, images) -> {
            List<ImageId> here = images.stream()
                    .filter(image -> wanted.test(image, region))
                    .map(CvmImage::id)
                    .toList();
            if (!here.isEmpty()) {
                some.put(region, here);
            }
        });
        return new ChosenImages(listed, some, missing, empty);
    }

    /** The same where further images turned out not to be there. */
    public ChosenImages without(Collection<ImageId> gone) {
        return new ChosenImages(listed, ids, Sets.union(missing, Set.copyOf(gone)), empty);
    }

    /** The images of a region. */
    public List<ImageId> ids(Region region) {
        return ids.getOrDefault(region, List.of());
    }

    /** The images of a region, each with the same accounts. */
    public Map<ImageId, Set<AccountId>> giving(Region region, Set<AccountId> accounts) {
        Map<ImageId, Set<AccountId>> giving = new LinkedHashMap<>();
        ids(region).forEach(image -> giving.put(image, accounts));
        return giving;
    }

    /** How many images these are. */
    public int size() {
        return ids.values().stream().mapToInt(List::size).sum();
    }

    /** Whether all that was asked for is there. */
    public boolean isComplete() {
        return missing.isEmpty() && empty.isEmpty();
    }

    /** The names of the images that were listed. */
    public Map<ImageId, String> names() {
        Map<ImageId, String> names = new LinkedHashMap<>();
        listed.values().forEach(images -> images.forEach(image -> names.put(image.id(), image.name())));
        return names;
    }

    /** Says what is not there. */
    public void sayWhatIsMissing(ImageOptions options, Screen err) {
        empty.forEach(region -> err.say("In %s %s", region, options.nothingThere()));
        missing.forEach(image -> err.say(
                "  @|red ✗|@ %s: there is no such custom image in %s",
                image, Joiner.on(", ").join(listed.keySet())));
    }
}
