package io.github.imagesharing.cli.report;

import com.google.gson.JsonObject;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.cli.console.BatchSummary;
import io.github.imagesharing.cli.console.Screen;
import java.util.Collection;
import java.util.Map;

/**
 * What became of each image and account of a batch.
 *
 * @param reports the report of each region
 * @param names the names of the images, as far as they are known
 * @param missing the images that were named and are in none of the regions
 */
public record BatchResult(Map<Region, BatchReport> reports, Map<ImageId, String> names, Collection<ImageId> missing)
        implements Result {

    @Override
    public void text(Screen out) {
        new BatchSummary(out, names).print(reports);
    }

    /** The library's report, and {@code missing}. */
    @Override
    public String json() {
        JsonObject json = Json.byRegion(reports, (region, report) -> Json.of(report.toJson()));
        json.add("missing", Json.texts(missing.stream()));
        return Json.text(json);
    }

    @Override
    public String csv() {
        Csv csv = new Csv("region", "image_id", "account_id", "outcome", "reason");
        reports.forEach(
                (region, batch) -> batch.reports().forEach((image, report) -> rows(csv, region, image, report)));
        missing.forEach(image -> csv.row(null, image, null, "failed", "there is no such custom image"));
        return csv.toString();
    }

    /** A row for each account. */
    static void rows(Csv csv, Region region, Object target, ShareReport report) {
        report.outcomes().forEach((account, outcome) -> row(csv, region, target, account, outcome));
        report.unplanned().forEach(account -> csv.row(region, target, account, "unplanned", null));
    }

    private static void row(Csv csv, Region region, Object target, AccountId account, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            csv.row(region, target, account, failed(failed.cause()), Screen.reason(failed.cause()));
        } else if (outcome instanceof Outcome.Unknown unknown) {
            csv.row(region, target, account, "unknown", Screen.reason(unknown.cause()));
        } else {
            csv.row(region, target, account, outcome instanceof Outcome.Changed ? "changed" : "unchanged", null);
        }
    }

    private static String failed(ImageSharingException cause) {
        return cause instanceof CallInterruptedException ? "not_begun" : "failed";
    }
}
