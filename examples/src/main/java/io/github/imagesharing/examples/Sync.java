package io.github.imagesharing.examples;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.examples.console.BatchSummary;
import io.github.imagesharing.examples.console.CloudOptions;
import io.github.imagesharing.examples.console.Launch;
import io.github.imagesharing.examples.console.Progress;
import io.github.imagesharing.examples.console.SampleCloudOptions;
import io.github.imagesharing.examples.console.Screen;
import io.github.imagesharing.examples.sync.DesiredAccess;
import io.github.imagesharing.examples.sync.SyncPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets who has access to images to what a file says: shows the plan, and carries it out only with {@code --yes}. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description = {
            "Brings who has access to each image that a file names to what the file says. Other images are left alone.",
            "Shows what would change and changes nothing; --yes changes it.",
            "YAML: a line like 'img-6pb6lrmy: [1038493875, 100000000018]' for each image, [] for nobody.",
            "CSV: a header with the columns image_id and account_id, as the program audit prints it with --csv where nothing narrows it.",
            "Without --live it runs on the embedded cloud of the program audit."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the cloud is as the file says, or now is",
            "1:something could not be read or not be changed; the output says what and why",
            "2:wrong usage, or the file cannot be read; nothing was changed",
            "3:they differ: without --yes changes are pending; with it an account got access elsewhere meanwhile",
            "4:access would be taken away more often than --max-removals allows; nothing was changed"
        })
public final class Sync implements Callable<Integer> {

    private static final int DIFFERENT = 3;
    private static final int TOO_MANY_REMOVALS = 4;

    @Mixin
    private final CloudOptions cloud;

    @Mixin
    private final SampleCloudOptions sampleCloud = new SampleCloudOptions();

    @Parameters(paramLabel = "FILE", description = "who is to have access to each image: .yaml, .yml or .csv")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "change nothing, whatever else is said; so it is without --yes, too")
    private boolean dryRun;

    @Option(names = "--yes", description = "carry the plan out")
    private boolean yes;

    @Option(names = "--without-removals", description = "take access away from nobody")
    private boolean withoutRemovals;

    @Option(
            names = "--max-removals",
            paramLabel = "N",
            description = "do nothing if access would be taken away more often, all images counted")
    private int maxRemovals = Integer.MAX_VALUE;

    @Spec
    private @Nullable CommandSpec spec;

    Sync(CloudOptions cloud) {
        this.cloud = cloud;
    }

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String... args) {
        Launch.main(new Sync(new CloudOptions()), args);
    }

    @Override
    public Integer call() throws Exception {
        if (maxRemovals < 0) {
            throw new IllegalArgumentException("--max-removals " + maxRemovals + ": 0 or more");
        }
        Map<ImageId, Set<AccountId>> desired = DesiredAccess.of(file);
        return cloud.run(sampleCloud::fill, sharing -> sync(sharing, desired));
    }

    private int sync(ImageSharingService sharing, Map<ImageId, Set<AccountId>> desired) throws Exception {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        Screen screen = new Screen(command.getOut());
        SyncPlan all = SyncPlan.make(sharing, desired);
        SyncPlan plan = withoutRemovals ? all.withoutRemovals() : all;
        List<SharePlan> changes = plan.changes();
        screen.heading("The plan for " + desired.size() + " images");
        changes.forEach(command.getOut()::println);
        screen.say(
                "%d images differ: %d accounts gain access, %d lose it",
                changes.size(), plan.additions(), plan.removals());
        plan.failed().forEach((image, why) -> screen.refusal(image.value(), why));
        if (!plan.failed().isEmpty()) {
            screen.say(
                    "%d images could not be read; nothing was changed",
                    plan.failed().size());
            return ExitCode.SOFTWARE;
        }
        if (plan.removals() > maxRemovals) {
            screen.say("allowed are %d removals; nothing was changed", maxRemovals);
            return TOO_MANY_REMOVALS;
        }
        if (changes.isEmpty()) {
            return ExitCode.OK;
        }
        if (dryRun || !yes) {
            screen.say("nothing was changed; --yes does it");
            return DIFFERENT;
        }
        BatchReport report;
        try (Progress progress = new Progress("Syncing", changes.size(), command)) {
            report = sharing.applyAll(changes, progress);
        }
        new BatchSummary(screen, Map.of()).print(report);
        boolean asPlanned = report.reports().values().stream()
                .allMatch(one -> one.unplanned().isEmpty());
        return report.isComplete() ? asPlanned ? ExitCode.OK : DIFFERENT : ExitCode.SOFTWARE;
    }
}
