package io.github.imagesharing.cli.report;

import io.github.imagesharing.DistributionPlan;
import io.github.imagesharing.cli.console.Screen;

/**
 * What a distribution would do.
 *
 * @param plan the library's plan
 */
public record DistributionPlanResult(DistributionPlan plan) implements Result {

    @Override
    public void text(Screen out) {
        out.lines(plan.toText());
    }

    @Override
    public String json() {
        return plan.toJson();
    }

    @Override
    public String csv() {
        Csv csv = new Csv("region", "image_id", "account_id", "outcome", "reason");
        plan.toCopy().forEach(region -> csv.row(region, null, null, "to_copy", null));
        plan.toShare()
                .forEach((region, accounts) -> accounts.forEach(
                        account -> csv.row(region, plan.copies().get(region), account, "to_share", null)));
        plan.violations()
                .forEach((region, why) ->
                        csv.row(region, plan.copies().get(region), null, "failed", Screen.reason(why)));
        return csv.toString();
    }
}
