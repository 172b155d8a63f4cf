package io.github.imagesharing.cli.report;

import com.google.gson.JsonObject;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.cli.console.Screen;
import io.github.imagesharing.cli.sync.SyncPlan;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the plans that were carried out. Only the plan tells who was given access and who lost it.
 *
 * @param reports the report of each region that was to be changed
 * @param plans the plan of each region
 */
public record SyncResult(Map<Region, BatchReport> reports, Map<Region, SyncPlan> plans) implements Result {

    @Override
    public void text(Screen out) {
        batch().text(out);
    }

    private BatchResult batch() {
        return new BatchResult(
                reports,
                Map.of(),
                plans.values().stream()
                        .flatMap(plan -> plan.gone().keySet().stream())
                        .toList());
    }

    /** That of a batch, with the {@code plans} of each region. */
    @Override
    public String json() {
        return Json.text(batch().json((region, report) -> {
            JsonObject json = Json.of(report.toJson());
            json.add("plans", PlanResult.plans(plans.getOrDefault(region, SyncPlan.NONE)));
            return json;
        }));
    }

    @Override
    public String csv() {
        Csv csv = new Csv("region", "image_id", "account_id", "outcome", "reason");
        plans.forEach((region, plan) -> {
            BatchReport batch = reports.get(region);
            if (batch != null) {
                plan.changes()
                        .forEach(one -> rows(csv, region, one, batch.reports().get(one.image())));
            }
            plan.gone().forEach((image, why) -> csv.row(region, image, null, "failed", Screen.reason(why)));
        });
        return csv.toString();
    }

    private static void rows(Csv csv, Region region, SharePlan plan, @Nullable ShareReport report) {
        if (report != null) {
            BatchResult.rows(
                    csv,
                    region,
                    plan.image(),
                    report,
                    account -> plan.toShare().contains(account) ? "shared" : "unshared");
        }
    }
}
