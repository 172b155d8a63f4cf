package io.github.imagesharing.cli;

import io.github.imagesharing.BatchReport;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.cli.console.BatchSummary;
import io.github.imagesharing.cli.console.CloudOptions;
import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.cli.console.Progress;
import io.github.imagesharing.cli.console.SampleCloudOptions;
import io.github.imagesharing.cli.console.Screen;
import io.github.imagesharing.cli.sync.AccessFormat;
import io.github.imagesharing.cli.sync.DesiredAccess;
import io.github.imagesharing.cli.sync.SyncPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
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
            "With several regions: a column region, or in YAML the region above its images. What names no region is for the"
                    + " one of --region.",
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
        Map<Region, DesiredAccess> desired = DesiredAccess.read(file, format, cloud.regions());
        return cloud.run(fake -> sampleCloud.fill(fake, cloud.regions()), sharing -> sync(sharing, desired));
    }

    private int sync(ImageSharingService sharing, Map<Region, DesiredAccess> desired) throws Exception {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        Screen screen = new Screen(command.getOut());
        Map<Region, SyncPlan> plans = new LinkedHashMap<>();
        for (Map.Entry<Region, DesiredAccess> one : desired.entrySet()) {
            SyncPlan all =
                    SyncPlan.make(sharing.in(one.getKey()), one.getValue().accounts());
            SyncPlan plan = withoutRemovals ? all.withoutRemovals() : all;
            plans.put(one.getKey(), plan);
            show(plan, one.getValue(), in(one.getKey()), screen);
        }
        int failed = sum(plans, plan -> plan.failed().size());
        if (failed > 0) {
            screen.say("%s images could not be read; nothing was changed", failed);
            return ExitCode.SOFTWARE;
        }
        int removals = sum(plans, SyncPlan::removals);
        if (removals > maxRemovals) {
            String all = plans.size() == 1 ? "" : "in all, " + removals + " accounts lose access; ";
            screen.say("%sallowed are %s removals; nothing was changed", all, maxRemovals);
            return TOO_MANY_REMOVALS;
        }
        int exit = carryOut(sharing, plans, screen);
        return sum(plans, plan -> plan.gone().size()) == 0 ? exit : ExitCode.SOFTWARE;
    }

    private static int sum(Map<Region, SyncPlan> plans, ToIntFunction<SyncPlan> count) {
        return plans.values().stream().mapToInt(count).sum();
    }

    /** Of several regions, the name of one. */
    private String in(Region region) {
        return cloud.regions().size() == 1 ? "" : " in " + region;
    }

    private void show(SyncPlan plan, DesiredAccess desired, String where, Screen screen) {
        screen.heading("The plan for " + desired.accounts().size() + " images" + where);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        plan.changes().forEach(change -> out.print(change.toText()));
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

    private int carryOut(ImageSharingService sharing, Map<Region, SyncPlan> plans, Screen screen) {
        if (sum(plans, plan -> plan.changes().size()) == 0) {
            return ExitCode.OK;
        }
        if (dryRun || !yes) {
            screen.say("nothing was changed; --yes does it");
            return DIFFERENT;
        }
        Map<Region, BatchReport> reports = new LinkedHashMap<>();
        plans.forEach((region, plan) -> {
            List<SharePlan> changes = plan.changes();
            if (!changes.isEmpty()) {
                try (Progress progress = new Progress(
                        "Syncing" + in(region),
                        changes.size(),
                        Objects.requireNonNull(spec).commandLine())) {
                    reports.put(region, sharing.in(region).applyAll(changes, progress));
                }
            }
        });
        new BatchSummary(screen, Map.of()).print(reports);
        if (!reports.values().stream().allMatch(BatchReport::isComplete)) {
            return ExitCode.SOFTWARE;
        }
        boolean asPlanned = reports.values().stream()
                .flatMap(report -> report.reports().values().stream())
                .allMatch(one -> one.unplanned().isEmpty());
        return asPlanned ? ExitCode.OK : DIFFERENT;
    }
}
