package io.github.imagesharing.examples;

import io.github.imagesharing.BatchReport;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.examples.console.BatchSummary;
import io.github.imagesharing.examples.console.CloudOptions;
import io.github.imagesharing.examples.console.Launch;
import io.github.imagesharing.examples.console.Progress;
import io.github.imagesharing.examples.console.SampleCloudOptions;
import io.github.imagesharing.examples.console.Screen;
import io.github.imagesharing.examples.sync.AccessFormat;
import io.github.imagesharing.examples.sync.DesiredAccess;
import io.github.imagesharing.examples.sync.SyncPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            "A file that was cut off, or an audit that was narrowed, is refused.",
            "Without --live it runs on the embedded cloud of the program audit."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the cloud is as the file says, or now is",
            "1:something could not be read or not be changed, or an image is gone; the output says what and why",
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

    @Parameters(paramLabel = "FILE", description = "who is to have access to each image, - for standard input")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}, where the content of the file does not tell")
    private @Nullable AccessFormat format;

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
        DesiredAccess desired = DesiredAccess.read(file, format);
        return cloud.run(sampleCloud::fill, sharing -> sync(sharing, desired));
    }

    private int sync(ImageSharingService sharing, DesiredAccess desired) throws Exception {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        Screen screen = new Screen(command.getOut());
        SyncPlan all = SyncPlan.make(sharing, desired.accounts());
        SyncPlan plan = withoutRemovals ? all.withoutRemovals() : all;
        show(plan, desired, screen);
        if (!plan.failed().isEmpty()) {
            screen.say(
                    "%s images could not be read; nothing was changed",
                    plan.failed().size());
            return ExitCode.SOFTWARE;
        }
        if (plan.removals() > maxRemovals) {
            screen.say("allowed are %s removals; nothing was changed", maxRemovals);
            return TOO_MANY_REMOVALS;
        }
        int exit = carryOut(sharing, plan.changes(), screen);
        return plan.gone().isEmpty() ? exit : ExitCode.SOFTWARE;
    }

    private void show(SyncPlan plan, DesiredAccess desired, Screen screen) {
        screen.heading("The plan for " + desired.accounts().size() + " images");
        plan.changes().forEach(Objects.requireNonNull(spec).commandLine().getOut()::println);
        screen.say(
                "%s images differ: %s accounts gain access, %s lose it",
                plan.changes().size(), plan.additions(), plan.removals());
        desired.deleted().forEach(image -> screen.say("%s was deleted when the audit ran: passed over", image));
        plan.missing().forEach(some -> screen.refusal(some.subject(), some.why()));
        if (!plan.gone().isEmpty()) {
            screen.say(
                    "%s images are gone; the others are not held up by that",
                    plan.gone().size());
        }
        plan.unread().forEach(some -> screen.refusal(some.subject(), some.why()));
        if (plan.notAsked() > 0) {
            screen.say("%s more images were not asked for, because so many failed alike", plan.notAsked());
        }
    }

    private int carryOut(ImageSharingService sharing, List<SharePlan> changes, Screen screen) {
        if (changes.isEmpty()) {
            return ExitCode.OK;
        }
        if (dryRun || !yes) {
            screen.say("nothing was changed; --yes does it");
            return DIFFERENT;
        }
        BatchReport report;
        try (Progress progress = new Progress(
                "Syncing", changes.size(), Objects.requireNonNull(spec).commandLine())) {
            report = sharing.applyAll(changes, progress);
        }
        new BatchSummary(screen, Map.of()).print(report);
        boolean asPlanned = report.reports().values().stream()
                .allMatch(one -> one.unplanned().isEmpty());
        return report.isComplete() ? asPlanned ? ExitCode.OK : DIFFERENT : ExitCode.SOFTWARE;
    }
}
