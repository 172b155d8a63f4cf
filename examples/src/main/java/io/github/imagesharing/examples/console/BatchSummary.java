package io.github.imagesharing.examples.console;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
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

    public void print(BatchReport report) {
        Collection<ShareReport> reports = report.reports().values();
        screen.heading("Summary");
        screen.say("  %-18s %7s %9s", "", "images", "accounts");
        row("@|green ✓|@ changed         ", reports, ShareReport::changed);
        row("@|green =|@ as asked already", reports, ShareReport::unchanged);
        row("@|red ✗|@ refused         ", reports, one -> one.failed().keySet());
        row("@|yellow ?|@ nobody can say  ", reports, ShareReport::unknown);
        if (reports.stream().anyMatch(one -> !one.unplanned().isEmpty())) {
            row("@|yellow !|@ got it elsewhere", reports, ShareReport::unplanned);
        }
        List<FailureGroup> failures = FailureGroup.of(reports);
        if (!failures.isEmpty()) {
            screen.heading("Refused, and why");
            failures.forEach(one -> printFailure(one, reports.size()));
        }
    }

    private void row(String title, Collection<ShareReport> reports, Function<ShareReport, Set<AccountId>> which) {
        List<Integer> counts = reports.stream()
                .map(report -> which.apply(report).size())
                .filter(count -> count > 0)
                .toList();
        int all = counts.stream().mapToInt(Integer::intValue).sum();
        screen.say("  %s %7d %9d", title, counts.size(), all);
    }

    private void printFailure(FailureGroup failure, int asked) {
        int images = failure.images().size();
        if (failure.cause() instanceof CallInterruptedException) {
            screen.say("  @|red ✗|@ interrupted: %d images are not finished; run it again to complete them", images);
            return;
        }
        failure.reasons().forEach(reason -> screen.say("  @|red ✗|@ %s", reason));
        screen.say(
                "    for %s", failure.accounts().stream().map(AccountId::value).collect(Collectors.joining(", ")));
        if (images > 1 && images == asked) {
            screen.say("    on all %d images", images);
        } else {
            failure.images().forEach(image -> screen.say("    on %s %s", image, names.getOrDefault(image, "")));
        }
    }
}
