package io.github.imagesharing;

import com.google.common.collect.ImmutableSet;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a {@link DistributionReport} and a {@link DistributionPlan}. Shown by {@code DistributionReportTest}. */
final class DistributionReportWriter {

    private DistributionReportWriter() {}

    static String json(DistributionReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("imageId", report.image().value());
        json.addProperty("complete", report.isComplete());
        JsonArray regions = new JsonArray();
        Set<Region> all = ImmutableSet.<Region>builder()
                .addAll(report.copies().keySet())
                .addAll(report.copying())
                .addAll(report.failed().keySet())
                .build();
        all.forEach(region -> regions.add(region(report, region)));
        json.add("regions", regions);
        return JsonText.of(json);
    }

    private static JsonObject region(DistributionReport report, Region region) {
        ShareReport shared =
                report.reports().getOrDefault(region, new ShareReport(report.image(), Map.of(), List.of()));
        ImageId copy = report.copies().get(region);
        JsonObject json = new JsonObject();
        json.addProperty("region", region.value());
        json.addProperty("imageId", copy == null ? null : copy.value());
        json.addProperty("state", state(report, region));
        json.add("changed", accounts(shared.changed()));
        json.add("unchanged", accounts(shared.unchanged()));
        json.add("unknown", accounts(shared.unknown()));
        JsonArray failed = new JsonArray();
        shared.failed().forEach((account, why) -> {
            JsonObject one = new JsonObject();
            one.addProperty("accountId", account.value());
            one.add("error", error(why));
            failed.add(one);
        });
        json.add("failedAccounts", failed);
        ImageSharingException why = report.failed().get(region);
        json.add("error", why == null ? JsonNull.INSTANCE : error(why));
        return json;
    }

    static String json(DistributionPlan plan) {
        JsonObject json = new JsonObject();
        json.addProperty("imageId", plan.image().value());
        JsonArray regions = new JsonArray();
        plan.regions().forEach(region -> regions.add(region(plan, region)));
        json.add("regions", regions);
        return JsonText.of(json);
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

    private static JsonArray accounts(Collection<AccountId> accounts) {
        JsonArray array = new JsonArray();
        accounts.forEach(account -> array.add(account.value()));
        return array;
    }

    private static JsonObject error(ImageSharingException why) {
        JsonObject json = new JsonObject();
        json.addProperty("type", why.getClass().getSimpleName());
        json.addProperty("code", why.errorCode().orElse(null));
        json.addProperty("requestId", why.requestId().orElse(null));
        json.addProperty("message", why.getMessage());
        return json;
    }
}
