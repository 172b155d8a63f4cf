package io.github.imagesharing.cli.report;

import com.google.common.collect.Sets;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.cli.console.Screen;
import java.util.Set;

/**
 * What a distribution left in each region.
 *
 * @param report the library's report
 * @param regions the regions that take part, the image's own first
 */
public record DistributionResult(DistributionReport report, Set<Region> regions) implements Result {

    public DistributionResult(DistributionReport report, Region home, Set<Region> others) {
        this(report, Sets.union(Set.of(home), others));
    }

    @Override
    public void text(Screen out) {
        out.heading("Regions");
        out.say("  %-16s %-14s %s", "region", "image", "accounts");
        regions.forEach(region -> text(region, out));
    }

    private void text(Region region, Screen out) {
        ImageId copy = report.copies().get(region);
        ShareReport shared = report.reports().get(region);
        ImageSharingException failed = report.failed().get(region);
        out.say(
                "  %-16s %-14s %s%s",
                region,
                copy == null ? "-" : copy,
                shared == null
                        ? "none"
                        : "%s changed, %s unchanged, %s failed, %s nobody can say"
                                .formatted(
                                        shared.changed().size(),
                                        shared.unchanged().size(),
                                        shared.failed().size(),
                                        shared.unknown().size()),
                report.copying().contains(region) ? ", still copying: run it again" : "");
        if (failed != null) {
            out.refusal(region.value(), failed);
        }
    }

    @Override
    public String json() {
        return report.toJson();
    }

    /** A row for each account; of a region where none was asked for, or that did not come so far, one without. */
    @Override
    public String csv() {
        Csv csv = new Csv("region", "image_id", "account_id", "outcome", "reason");
        for (Region region : regions) {
            ImageId copy = report.copies().get(region);
            ShareReport shared = report.reports().get(region);
            ImageSharingException failed = report.failed().get(region);
            if (shared != null && copy != null && !shared.outcomes().isEmpty()) {
                BatchResult.rows(csv, region, copy, shared);
            } else if (failed != null) {
                csv.row(region, copy, null, "failed", Screen.reason(failed));
            } else {
                csv.row(region, copy, null, report.copying().contains(region) ? "copying" : "copied", null);
            }
        }
        return csv.toString();
    }
}
