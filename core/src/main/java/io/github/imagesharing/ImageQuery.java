package io.github.imagesharing;

import com.google.common.collect.ImmutableSet;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Which of the caller's custom images are meant. Immutable.
 *
 * @param ids the images by identifier; empty means not restricted
 * @param filters the service's own filters ({@code image-name}, {@code tag:key}) and the value of each
 */
public record ImageQuery(Set<ImageId> ids, Map<String, String> filters) {

    /**
     * Checks that identifiers and filters are not mixed, which the service refuses.
     *
     * @throws IllegalArgumentException if both are given, or anything is null
     */
    public ImageQuery {
        Arguments.given("ids", ids).forEach(Arguments::image);
        ids = ImmutableSet.copyOf(ids);
        filters = Arguments.all("filters", filters);
        if (!ids.isEmpty() && !filters.isEmpty()) {
            throw new IllegalArgumentException(
                    "ids " + ids + " and filters " + filters + ": the service takes one or the other, not both");
        }
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
        if (Arguments.given("ids", ids).isEmpty()) {
            throw new IllegalArgumentException("ids []: name at least one image");
        }
        ids.forEach(Arguments::image);
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
        if (Arguments.given("tag key", key).isBlank()) {
            throw new IllegalArgumentException("tag key \"" + key + "\": it must not be blank");
        }
        return filter("tag:" + key, value);
    }

    private static ImageQuery filter(String filter, String value) {
        if (Arguments.given(filter, value).isBlank()) {
            throw new IllegalArgumentException(filter + " \"" + value + "\": it must not be blank");
        }
        return new ImageQuery(Set.of(), Map.of(filter, value));
    }
}
