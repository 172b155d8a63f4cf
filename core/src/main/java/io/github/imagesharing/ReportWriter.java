package io.github.imagesharing;

import com.google.common.collect.ImmutableSet;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes reports, plans and checks as JSON: what is alike in two of them has one name, and every member is there, null where
 * there is nothing to say.
 *
 * <p>It answers a report that is many times as large as what it says: accounts that failed alike stand beside one error, which
 * has no stack trace. Shown by {@code ReportJsonTest}.
 */
final class ReportWriter {

    private ReportWriter() {}

    static JsonObject json(BatchReport report) {
        JsonObject counts = new JsonObject();
        counts.addProperty("changed", report.changed());
        counts.addProperty("unchanged", report.unchanged());
        counts.addProperty("failed", report.failed());
        counts.addProperty("unknown", report.unknown());
        JsonObject json = new JsonObject();
        json.addProperty("complete", report.isComplete());
        json.add("counts", counts);
        json.add("images", array(report.reports().values().stream().map(ReportWriter::json)));
        return json;
    }

    static JsonObject json(SharePlan plan) {
        JsonObject json = new JsonObject();
        json.addProperty("imageId", plan.image().value());
        json.add("toShare", accounts(plan.toShare()));
        json.add("toUnshare", accounts(plan.toUnshare()));
        json.add("unchanged", accounts(plan.unchanged()));
        json.addProperty("narrowed", plan.narrowed());
        return json;
    }

    static JsonObject json(ShareCheck check) {
        JsonObject json = new JsonObject();
        json.addProperty("allowed", check.isAllowed());
        json.add("violations", array(check.violations().stream().map(ReportWriter::error)));
        json.add("unchecked", array(check.unchecked().stream().map(ReportWriter::unchecked)));
        return json;
    }

    static JsonObject json(DistributionReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("imageId", report.image().value());
        json.addProperty("complete", report.isComplete());
        Set<Region> all = ImmutableSet.<Region>builder()
                .addAll(report.copies().keySet())
                .addAll(report.copying())
                .addAll(report.failed().keySet())
                .build();
        json.add("regions", array(all.stream().map(region -> region(report, region))));
        return json;
    }

    static JsonObject json(DistributionPlan plan) {
        JsonObject json = new JsonObject();
        json.addProperty("imageId", plan.image().value());
        json.add("regions", array(plan.regions().stream().map(region -> region(plan, region))));
        return json;
    }

    static JsonObject json(ShareReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("imageId", report.target() instanceof ImageId image ? image.value() : null);
        json.addProperty("blueprintId", report.target() instanceof BlueprintId blueprint ? blueprint.value() : null);
        json.addProperty("complete", report.isComplete());
        addAccounts(json, report);
        return json;
    }

    /** What became of the accounts, the same in every report. */
    private static void addAccounts(JsonObject json, ShareReport report) {
        json.add("changed", accounts(report.changed()));
        json.add("unchanged", accounts(report.unchanged()));
        json.add("failed", accounts(report.failed().keySet()));
        json.add("unknown", accounts(report.unknown()));
        Map<JsonObject, JsonArray> byError = new LinkedHashMap<>();
        report.causes()
                .forEach((account, why) -> byError.computeIfAbsent(error(why), error -> new JsonArray())
                        .add(account.value()));
        JsonArray failures = new JsonArray();
        byError.forEach((error, accounts) -> {
            JsonObject failure = new JsonObject();
            failure.add("accountIds", accounts);
            failure.add("error", error);
            failures.add(failure);
        });
        json.add("failures", failures);
        json.add("unplanned", accounts(report.unplanned()));
        JsonArray requests = new JsonArray();
        report.requestIds().forEach(requests::add);
        json.add("requestIds", requests);
    }

    private static JsonObject region(DistributionReport report, Region region) {
        ImageId copy = report.copies().get(region);
        JsonObject json = new JsonObject();
        json.addProperty("region", region.value());
        json.addProperty("imageId", copy == null ? null : copy.value());
        json.addProperty("state", state(report, region));
        addAccounts(json, report.reports().getOrDefault(region, new ShareReport(report.image(), Map.of(), List.of())));
        ImageSharingException why = report.failed().get(region);
        json.add("error", why == null ? JsonNull.INSTANCE : error(why));
        return json;
    }

    private static JsonObject region(DistributionPlan plan, Region region) {
        ImageId copy = plan.copies().get(region);
        ImageSharingException violation = plan.violations().get(region);
        JsonObject json = new JsonObject();
        json.addProperty("region", region.value());
        json.addProperty("imageId", copy == null ? null : copy.value());
        json.addProperty("toCopy", plan.toCopy().contains(region));
        json.add("toShare", accounts(plan.toShare().getOrDefault(region, Set.of())));
        json.add("violation", violation == null ? JsonNull.INSTANCE : error(violation));
        return json;
    }

    private static String state(DistributionReport report, Region region) {
        if (report.failed().containsKey(region)) {
            return "failed";
        }
        return report.copying().contains(region) ? "copying" : "complete";
    }

    private static JsonObject unchecked(ShareCheck.Unchecked unchecked) {
        JsonObject json = new JsonObject();
        json.addProperty("precondition", unchecked.precondition().name());
        json.addProperty("message", unchecked.reason());
        return json;
    }

    private static JsonArray accounts(Collection<AccountId> accounts) {
        JsonArray array = new JsonArray();
        accounts.forEach(account -> array.add(account.value()));
        return array;
    }

    private static JsonArray array(Stream<? extends JsonElement> elements) {
        JsonArray array = new JsonArray();
        elements.forEach(array::add);
        return array;
    }

    private static JsonObject error(ImageSharingException why) {
        JsonObject json = new JsonObject();
        json.addProperty("type", why.getClass().getSimpleName());
        json.addProperty(
                "reason",
                why instanceof ImageNotShareableException refused
                        ? refused.reason().name()
                        : null);
        json.addProperty("code", why.errorCode().orElse(null));
        json.addProperty("requestId", why.requestId().orElse(null));
        json.addProperty("message", why.getMessage());
        json.addProperty("retryable", why.isRetryable());
        json.addProperty("detectedBy", why.detectedBy().name());
        return json;
    }
}
