package io.github.imagesharing.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Screen;
import io.github.imagesharing.cli.sync.SyncPlan;
import java.util.Collection;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * What would be changed, and which images could not be read.
 *
 * @param plans the plan of each region
 * @param missing the images that were named and are in none of the regions
 */
public record PlanResult(Map<Region, SyncPlan> plans, Collection<ImageId> missing) implements Result {

    /** The sum over all regions. */
    public int sum(ToIntFunction<SyncPlan> count) {
        return plans.values().stream().mapToInt(count).sum();
    }

    /** The exit code where nothing is carried out: whether anything is missing, pending, or neither. */
    public int exit() {
        if (!missing.isEmpty() || sum(plan -> plan.failed().size() + plan.gone().size()) > 0) {
            return Exit.FAILED;
        }
        return sum(plan -> plan.changes().size()) == 0 ? Exit.DONE : Exit.PENDING;
    }

    @Override
    public void text(Screen out) {
        plans.forEach((region, plan) -> {
            if (plan.images() > 0 || plans.size() == 1) {
                text(plan, plans.size() == 1 ? "" : " in " + region, out);
            }
        });
    }

    private static void text(SyncPlan plan, String where, Screen out) {
        out.heading("The plan for " + plan.images() + " images" + where);
        plan.changes().forEach(change -> out.lines(change.toText()));
        out.say(
                "%s images differ: %s accounts gain access, %s lose it",
                plan.changes().size(), plan.additions(), plan.removals());
        plan.sayWhatFailed(out);
    }

    @Override
    public String json() {
        JsonObject json = Json.byRegion(plans, (region, plan) -> json(plan));
        Stream<ImageId> gone = plans.values().stream().flatMap(plan -> plan.gone().keySet().stream());
        json.add("missing", Json.texts(Stream.concat(missing.stream(), gone).distinct()));
        return Json.text(json);
    }

    private static JsonObject json(SyncPlan plan) {
        JsonObject json = new JsonObject();
        json.addProperty("pending", !plan.changes().isEmpty());
        json.add("plans", plans(plan));
        json.add("gone", Json.failures(plan.gone()));
        json.add("failed", Json.failures(plan.failed()));
        json.addProperty("notAsked", plan.notAsked());
        return json;
    }

    /** The plans that change something. */
    static JsonArray plans(SyncPlan plan) {
        return Json.array(plan.changes().stream().map(change -> Json.of(change.toJson())));
    }

    @Override
    public String csv() {
        Csv csv = new Csv("region", "image_id", "account_id", "outcome", "reason");
        plans.forEach((region, plan) -> {
            plan.plans().forEach(one -> rows(csv, region, one));
            plan.gone().forEach((image, why) -> csv.row(region, image, null, "failed", Screen.reason(why)));
            plan.failed().forEach((image, why) -> csv.row(region, image, null, "failed", Screen.reason(why)));
        });
        missing.forEach(image -> csv.row(Missing.in(plans), image, null, "failed", Missing.WORDS));
        return csv.toString();
    }

    private static void rows(Csv csv, Region region, SharePlan plan) {
        rows(csv, region, plan.image(), plan.toShare(), "to_share");
        rows(csv, region, plan.image(), plan.toUnshare(), "to_unshare");
        rows(csv, region, plan.image(), plan.unchanged(), "unchanged");
    }

    private static void rows(Csv csv, Region region, ImageId image, Collection<AccountId> accounts, String outcome) {
        accounts.forEach(account -> csv.row(region, image, account, outcome, null));
    }
}
