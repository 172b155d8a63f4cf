package io.github.imagesharing.cli.audit;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.github.imagesharing.AccessReport;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say which images an audit reads and which of their shares it shows. */
public final class AuditFilter {

    @ArgGroup
    private @Nullable ImageSelection selection;

    @Option(
            names = "--older-than",
            paramLabel = "DAYS",
            description = "show only shares older than this, for example 90d")
    private @Nullable Duration age;

    @Option(
            names = "--allow-list",
            paramLabel = "FILE",
            description = "show only shares with accounts that this file does not name (an id a line, # comments)")
    private @Nullable Path allowList;

    /** Whether the audit searches for shares that should not exist. */
    public boolean isSearch() {
        return age != null || allowList != null;
    }

    public ImageQuery query() {
        return selection == null ? ImageQuery.all() : selection.query();
    }

    /** The images that the options name and no region has. */
    public Set<ImageId> missing(RegionalAccess access) {
        Set<ImageId> missing = selection == null ? new LinkedHashSet<>() : new LinkedHashSet<>(selection.ids);
        access.reports().values().stream()
                .flatMap(AuditFilter::read)
                .map(CvmImage::id)
                .forEach(missing::remove);
        return missing;
    }

    /** The regions in which the audit read no image although it was to look at some. An image that is named is in one. */
    public Set<Region> emptyRegions(RegionalAccess access) {
        Set<Region> empty = access.reports().entrySet().stream()
                .filter(one -> read(one.getValue()).findAny().isEmpty())
                .map(Map.Entry::getKey)
                .collect(ImmutableSet.toImmutableSet());
        boolean named = selection != null && !selection.ids.isEmpty();
        return named && empty.size() < access.reports().size() ? Set.of() : empty;
    }

    /** Why the audit read no image in a region. */
    public String nothingRead() {
        return "there is no custom image" + (selection == null ? "" : selection.words()) + "; is it the right region?";
    }

    /** Whether an audit that read no image has missed what it was run for. */
    public boolean mustReadSomething() {
        return isSearch() || selection != null;
    }

    /** Also an image that was deleted meanwhile was there. */
    private static Stream<CvmImage> read(AccessReport report) {
        return Stream.concat(report.images().stream(), report.skipped().stream());
    }

    /** Which shares to show. Reads the allow-list now, so that a bad file is refused before the audit begins. */
    public ShareFilter shareFilter() throws IOException {
        return new ShareFilter(age, allowList == null ? null : AllowList.read(allowList));
    }

    /** Keeps only shares above an age and with accounts that are not allowed, as far as the options say so. */
    public record ShareFilter(
            @Nullable Duration age, @Nullable List<AccountId> allowed) {

        public RegionalAccess apply(RegionalAccess access) {
            return new RegionalAccess(Maps.transformValues(access.reports(), this::apply), access.names());
        }

        private AccessReport apply(AccessReport report) {
            AccessReport old = age == null ? report : report.olderThan(age);
            return allowed == null ? old : old.outside(allowed);
        }
    }

    /** At most one of these options; without any, all custom images are read. */
    private static final class ImageSelection {

        @Option(names = "--image", required = true, paramLabel = "ID", split = ",", description = "only these images")
        private Set<ImageId> ids = Set.of();

        @Option(
                names = "--name",
                required = true,
                paramLabel = "TEXT",
                description = "only images with this in their name")
        private @Nullable String name;

        @Option(names = "--tag", required = true, paramLabel = "KEY=VALUE", description = "only images with this tag")
        private Map<String, String> tag = Map.of();

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
