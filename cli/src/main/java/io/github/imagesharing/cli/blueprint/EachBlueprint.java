package io.github.imagesharing.cli.blueprint;

import com.google.common.collect.Maps;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.options.OutputOptions;
import io.github.imagesharing.cli.report.BlueprintResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Changes blueprints one by one: what one is refused for holds up no other. Stateless. */
final class EachBlueprint {

    private EachBlueprint() {}

    /** Prints what became of each account, and gives the exit code. */
    static int change(
            Region region,
            Set<BlueprintId> blueprints,
            Set<AccountId> accounts,
            OutputOptions output,
            Function<BlueprintId, ShareReport> change) {
        List<ShareReport> reports = new ArrayList<>();
        for (BlueprintId blueprint : blueprints) {
            try {
                reports.add(change.apply(blueprint));
            } catch (ImageSharingException e) {
                reports.add(e.report()
                        .orElseGet(() -> new ShareReport(
                                blueprint, Maps.asMap(accounts, account -> new Outcome.Failed(e)), List.of())));
            }
        }
        output.print(new BlueprintResult(region, reports));
        return Exit.of(reports);
    }
}
