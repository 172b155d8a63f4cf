package io.github.imagesharing.cli.options;

import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say which images are meant: by identifier, by name, by tag, or all of them. */
public final class ImageOptions {

    @ArgGroup
    private @Nullable Selection selection;

    /** Whether one of the options is given. */
    public boolean isGiven() {
        return selection != null;
    }

    /** The images that are named by their identifiers, in the order named; none where another option says which. */
    public Set<ImageId> ids() {
        return selection == null ? Set.of() : selection.ids;
    }

    /** What the cloud is asked for: all images without any of the options. */
    public ImageQuery query() {
        return selection == null || selection.all ? ImageQuery.all() : selection.query();
    }

    /** Whether some of the images are meant, and not all. */
    public boolean isNarrowed() {
        return selection != null && !selection.all;
    }

    /** Why there is no image in a region. */
    public String nothingThere() {
        return "there is no custom image" + (isNarrowed() && selection != null ? selection.words() : "")
                + "; is it the right region?";
    }

    /** At most one of these options. */
    private static final class Selection {

        @Option(
                names = "--image",
                required = true,
                paramLabel = "ID",
                split = ",",
                description = "the images with these ids; no other is looked at")
        private Set<ImageId> ids = new LinkedHashSet<>();

        @Option(names = "--name", required = true, paramLabel = "TEXT", description = "images with this in their name")
        private @Nullable String name;

        @Option(names = "--tag", required = true, paramLabel = "KEY=VALUE", description = "images with this tag")
        private Map<String, String> tag = Map.of();

        @Option(names = "--all", required = true, description = "every custom image of the region")
        private boolean all;

        private String words() {
            if (name != null) {
                return " with \"" + name + "\" in its name";
            }
            return tag.isEmpty() ? " of those named" : " with the tag " + tag;
        }

        private ImageQuery query() {
            if (name != null) {
                return ImageQuery.byName(name);
            }
            if (tag.size() > 1) {
                throw new IllegalArgumentException("--tag " + tag + ": one tag at most");
            }
            for (Map.Entry<String, String> only : tag.entrySet()) {
                return ImageQuery.byTag(only.getKey(), only.getValue());
            }
            return ImageQuery.byIds(ids);
        }
    }
}
