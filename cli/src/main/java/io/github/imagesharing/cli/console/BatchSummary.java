package io.github.imagesharing.cli.console;

import com.google.common.collect.Maps;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareReport;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Prints the result of a batch: a table of the outcomes, and each reason of a refusal once. */
public final class BatchSummary {

    private final Screen screen;
    private final Map<ImageId, String> names;

    public BatchSummary(Screen screen, Map<ImageId, String> names) {
        this.screen = screen;
        this.names = names;
    }

    /**
     * Prints the result of a batch in each region; of several regions, each tells its refusals by itself.
     *
     * @param batches the results by region
     */
    public void print(Map<Region, BatchReport> batches) {
        Collection<ShareReport> reports = batches.values().stream()
                .flatMap(batch -> batch.reports().values().stream())
                .toList();
        screen.heading("Summary");
        screen.say("  %-18s %7s %9s", "", "images", "accounts");
        Count changed = Count.of(reports, ShareReport::changed);
        Count unchanged = Count.of(reports, ShareReport::unchanged);
        Count refused = Count.of(reports, one -> failed(one, false));
        Count notBegun = Count.of(reports, one -> failed(one, true));
        Count unknown = Count.of(reports, ShareReport::unknown);
        Count unplanned = Count.of(reports, ShareReport::unplanned);
        screen.say("  @|green ✓|@ changed          %7s %9s", changed.images, changed.accounts);
        screen.say("  @|green =|@ as asked already %7s %9s", unchanged.images, unchanged.accounts);
        screen.say("  @|red ✗|@ refused          %7s %9s", refused.images, refused.accounts);
        screen.say("  @|yellow ?|@ nobody can say   %7s %9s", unknown.images, unknown.accounts);
        if (notBegun.images > 0) {
            screen.say("  @|yellow -|@ not begun        %7s %9s", notBegun.images, notBegun.accounts);
        }
        if (unplanned.images > 0) {
            screen.say("  @|yellow !|@ got it elsewhere %7s %9s", unplanned.images, unplanned.accounts);
        }
        batches.forEach((region, batch) -> {
            List<FailureGroup> failures = FailureGroup.of(batch.reports().values());
            if (!failures.isEmpty()) {
                boolean anyRefused =
                        failures.stream().anyMatch(one -> !(one.cause() instanceof CallInterruptedException));
                screen.heading((anyRefused ? "Refused" : "Not done") + (batches.size() == 1 ? "" : " in " + region)
                        + ", and why");
                failures.forEach(one -> printFailure(one, batch.reports().size()));
            }
        });
    }

    /** The accounts that nothing was sent for because the batch was interrupted, or those that failed. */
    private static Set<AccountId> failed(ShareReport report, boolean interrupted) {
        return Maps.filterValues(report.failed(), why -> why instanceof CallInterruptedException == interrupted)
                .keySet();
    }

    /** How many images have accounts of some outcome, and how many accounts these are, those of each image counted. */
    private record Count(int images, int accounts) {

        static Count of(Collection<ShareReport> reports, Function<ShareReport, Set<AccountId>> which) {
            List<Integer> counts = reports.stream()
                    .map(report -> which.apply(report).size())
                    .filter(count -> count > 0)
                    .toList();
            return new Count(
                    counts.size(), counts.stream().mapToInt(Integer::intValue).sum());
        }
    }

    private void printFailure(FailureGroup failure, int asked) {
        int images = failure.images().size();
        if (failure.cause() instanceof CallInterruptedException) {
            screen.say("  @|red ✗|@ interrupted: %s images are not finished; run it again to complete them", images);
            return;
        }
        failure.reasons().forEach(reason -> screen.say("  @|red ✗|@ %s", reason));
        screen.say(
                "    for %s", failure.accounts().stream().map(AccountId::value).collect(Collectors.joining(", ")));
        if (images > 1 && images == asked) {
            screen.say("    on all %s images", images);
        } else {
            failure.images().forEach(image -> screen.say("    on %s %s", image, names.getOrDefault(image, "")));
        }
    }
}
