package io.github.imagesharing.cli.audit;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.github.imagesharing.AccessReport;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.files.AccountList;
import io.github.imagesharing.cli.options.ImageOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which shares an audit shows. */
public final class AuditFilter {

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = "show only shares older than this: a number and its unit, like 90d")
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

    /** The images that the options name and no region has. */
    public static Set<ImageId> missing(ImageOptions images, RegionalAccess access) {
        Set<ImageId> missing = new LinkedHashSet<>(images.ids());
        access.reports().values().stream()
                .flatMap(AuditFilter::read)
                .map(CvmImage::id)
                .forEach(missing::remove);
        return missing;
    }

    /** The regions in which the audit read no image although it was to look at some. An image that is named is in one. */
    public static Set<Region> emptyRegions(ImageOptions images, RegionalAccess access) {
        Set<Region> empty = access.reports().entrySet().stream()
                .filter(one -> read(one.getValue()).findAny().isEmpty())
                .map(Map.Entry::getKey)
                .collect(ImmutableSet.toImmutableSet());
        return !images.ids().isEmpty() && empty.size() < access.reports().size() ? Set.of() : empty;
    }

    /** Also an image that was deleted meanwhile was there. */
    private static Stream<CvmImage> read(AccessReport report) {
        return Stream.concat(report.images().stream(), report.skipped().stream());
    }

    /** Which shares to show. Reads the allow-list now, so that a bad file is refused before the audit begins. */
    public ShareFilter shareFilter() throws IOException {
        return new ShareFilter(age, allowList == null ? null : AccountList.read(allowList));
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
}
