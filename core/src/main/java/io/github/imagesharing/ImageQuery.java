package io.github.imagesharing;

import com.google.common.collect.ImmutableSet;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Which of the caller's custom images are meant, or which of those that others share with it. Immutable.
 *
 * @param ids the images by identifier; empty means not restricted
 * @param filters the service's own filters ({@code image-name}, {@code tag:key}) and the value of each
 * @param family the image family, compared here because the service has no filter for it; empty means not restricted
 * @param type whose the images are: {@link ImageType#PRIVATE_IMAGE} are the caller's own, {@link ImageType#SHARED_IMAGE}
 *     are shared with it
 */
public record ImageQuery(Set<ImageId> ids, Map<String, String> filters, String family, ImageType type) {

    /**
     * Checks that identifiers and filters are not mixed, which the service refuses.
     *
     * @throws IllegalArgumentException if both are given, or the type is another one, or anything is null
     */
    public ImageQuery {
        ArgumentChecks.given("family", family);
        if (ArgumentChecks.given("type", type) != ImageType.PRIVATE_IMAGE && type != ImageType.SHARED_IMAGE) {
            throw new IllegalArgumentException("type " + type + ": PRIVATE_IMAGE, your own, or SHARED_IMAGE");
        }
        ArgumentChecks.given("ids", ids).forEach(ArgumentChecks::image);
        ids = ImmutableSet.copyOf(ids);
        filters = ArgumentChecks.all("filters", filters);
        if (!ids.isEmpty() && !filters.isEmpty()) {
            throw new IllegalArgumentException(
                    "ids " + ids + " and filters " + filters + ": the service takes one or the other, not both");
        }
    }

    /**
     * The caller's own images of any family.
     *
     * @param ids the images by identifier; empty means not restricted
     * @param filters the service's own filters and the value of each
     * @throws IllegalArgumentException if both are given, or anything is null
     */
    public ImageQuery(Set<ImageId> ids, Map<String, String> filters) {
        this(ids, filters, "", ImageType.PRIVATE_IMAGE);
    }

    /**
     * All custom images.
     *
     * @return the query
     */
    public static ImageQuery all() {
        return new ImageQuery(Set.of(), Map.of());
    }

    /**
     * Certain images; those that do not exist or are not the caller's own are left out of the answer.
     *
     * @param ids the images, at least one
     * @return the query
     * @throws IllegalArgumentException if there is none or one is null
     */
    public static ImageQuery byIds(Collection<ImageId> ids) {
        if (ArgumentChecks.given("ids", ids).isEmpty()) {
            throw new IllegalArgumentException("ids []: name at least one image");
        }
        ids.forEach(ArgumentChecks::image);
        return new ImageQuery(ImmutableSet.copyOf(ids), Map.of());
    }

    /**
     * Images whose name contains a text.
     *
     * @param name a part of the name; the service matches it fuzzily
     * @return the query
     * @throws IllegalArgumentException if it is null or blank
     */
    public static ImageQuery byName(String name) {
        return filter("image-name", name);
    }

    /**
     * Images that carry a tag.
     *
     * @param key the tag's key
     * @param value the tag's value
     * @return the query
     * @throws IllegalArgumentException if one of them is null or blank
     */
    public static ImageQuery byTag(String key, String value) {
        return filter("tag:" + notBlank("tag key", key), value);
    }

    /**
     * Images of a family, as {@link CvmImage#family()} names it. The service has no filter for it: all images are listed,
     * and the family is compared here.
     *
     * @param family the family's exact name
     * @return the query
     * @throws IllegalArgumentException if it is null or blank
     */
    public static ImageQuery family(String family) {
        return new ImageQuery(Set.of(), Map.of(), notBlank("family", family), ImageType.PRIVATE_IMAGE);
    }

    /**
     * What other accounts share with the caller in the region. Only their owner can say who else has access, and change it.
     *
     * @return the query
     */
    public static ImageQuery sharedWithMe() {
        return new ImageQuery(Set.of(), Map.of(), "", ImageType.SHARED_IMAGE);
    }

    private static ImageQuery filter(String filter, String value) {
        return new ImageQuery(Set.of(), Map.of(filter, notBlank(filter, value)));
    }

    private static String notBlank(String name, String value) {
        if (ArgumentChecks.given(name, value).isBlank()) {
            throw new IllegalArgumentException(name + " \"" + value + "\": it must not be blank");
        }
        return value;
    }
}
