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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

    /** The library's report, {@code missing} and {@code notBegun}. */
    @Override
    public String json() {
        return Json.text(json((region, report) -> Json.of(report.toJson())));
    }

    JsonObject json(BiFunction<Region, BatchReport, JsonObject> one) {
        JsonObject json = Json.byRegion(reports, one);
        json.add(
                "missing",
                Json.texts(Stream.concat(missing.stream(), images(BatchResult::isMissing))
                        .distinct()));
        json.add("notBegun", Json.texts(images(BatchResult::isNotBegun)));
        return json;
    }

    private Stream<ImageId> images(Predicate<ShareReport> which) {
        return reports.values().stream()
                .flatMap(batch -> batch.reports().entrySet().stream())
                .filter(one -> which.test(one.getValue()))
                .map(Map.Entry::getKey);
    }

    private static boolean isMissing(ShareReport report) {
        return report.failed().values().stream().anyMatch(Missing::isSaidBy);
    }

    /** Whether the run was interrupted before anything was sent for any account. */
    private static boolean isNotBegun(ShareReport report) {
        return !report.outcomes().isEmpty()
                && report.failed().size() == report.outcomes().size()
                && report.failed().values().stream().allMatch(CallInterruptedException.class::isInstance);
    }

    @Override
    public String csv() {
        Csv csv = new Csv("region", "image_id", "account_id", "outcome", "reason");
        reports.forEach(
                (region, batch) -> batch.reports().forEach((image, report) -> rows(csv, region, image, report)));
        missing.forEach(image -> csv.row(Missing.in(reports), image, null, "failed", Missing.WORDS));
        return csv.toString();
    }

    /** A row for each account. */
    static void rows(Csv csv, Region region, Object target, ShareReport report) {
        rows(csv, region, target, report, account -> "changed");
    }

    /** The same where it is known how the access of an account changed. */
    static void rows(Csv csv, Region region, Object target, ShareReport report, Function<AccountId, String> changed) {
        report.outcomes()
                .forEach((account, outcome) -> row(csv, region, target, account, outcome, changed.apply(account)));
        report.unplanned().forEach(account -> csv.row(region, target, account, "unplanned", null));
    }

    private static void row(Csv csv, Region region, Object target, AccountId account, Outcome outcome, String changed) {
        if (outcome instanceof Outcome.Failed failed) {
            csv.row(region, target, account, failed(failed.cause()), Screen.reason(failed.cause()));
        } else if (outcome instanceof Outcome.Unknown unknown) {
            csv.row(region, target, account, "unknown", Screen.reason(unknown.cause()));
        } else {
            csv.row(region, target, account, outcome instanceof Outcome.Changed ? changed : "unchanged", null);
        }
    }

    private static String failed(ImageSharingException cause) {
        return cause instanceof CallInterruptedException ? "not_begun" : "failed";
    }
}
