package io.github.imagesharing.cli.report;

import com.google.gson.JsonObject;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.cli.console.Screen;
import java.util.List;

/**
 * What became of each blueprint and account.
 *
 * @param region where the blueprints are
 * @param reports the reports, in the order asked
 */
public record BlueprintResult(Region region, List<ShareReport> reports) implements Result {

    @Override
    public void text(Screen out) {
        reports.forEach(report -> {
            out.heading(report.target().value());
            out.report(report);
            report.failed().values().stream().distinct().forEach(why -> out.say("  %s", Screen.reason(why)));
        });
    }

    @Override
    public String json() {
        JsonObject json = new JsonObject();
        json.add("blueprints", Json.array(reports.stream().map(report -> Json.of(report.toJson()))));
        return Json.text(json);
    }

    @Override
    public String csv() {
        Csv csv = new Csv("region", "blueprint_id", "account_id", "outcome", "reason");
        reports.forEach(report -> BatchResult.rows(csv, region, report.target(), report));
        return csv.toString();
    }
}
