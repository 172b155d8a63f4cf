package io.github.imagesharing.cli;

import io.github.imagesharing.BatchReport;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Progress;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.options.CloudOptions;
import io.github.imagesharing.cli.options.OutputOptions;
import io.github.imagesharing.cli.report.PlanResult;
import io.github.imagesharing.cli.report.SyncResult;
import io.github.imagesharing.cli.sync.AccessFormat;
import io.github.imagesharing.cli.sync.DesiredAccess;
import io.github.imagesharing.cli.sync.SyncPlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets who has access to images to what a file says: shows the plan, and carries it out only with {@code --yes}. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Brings who has access to each image that a file names to what the file says. Other images are left alone.",
            "Shows what would change and changes nothing; --yes changes it.",
            "YAML: a line like 'img-6pb6lrmy: [1038493875, 100000000018]' for each image, [] for nobody.",
            "CSV: a header with the columns image_id and account_id, as audit writes it with --csv where nothing narrows it.",
            "With several regions: a column region, or in YAML the region above its images. What names no region is for the"
                    + " one of --region.",
            "A file that was cut off, or an audit that was narrowed, is refused."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the cloud is as the file says, or now is",
            "1:something could not be read or not be changed, or an image is gone; the output says what and why",
            "2:wrong usage, or the file cannot be read; nothing was changed",
            "3:they differ: without --yes changes are pending; with it an account got access elsewhere meanwhile",
            "4:access would be taken away more often than --max-removals allows; nothing was changed",
            "130:interrupted; the output says what was done and what was not begun"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing sync --region ap-guangzhou access.yaml",
            "  image-sharing sync --region ap-guangzhou --yes --max-removals 5 access.yaml",
            "  generate | image-sharing sync --region ap-guangzhou --output json -"
        })
final class Sync implements Callable<Integer> {

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

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    Sync(Surroundings surroundings) {
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        if (maxRemovals < 0) {
            throw new IllegalArgumentException("--max-removals " + maxRemovals + ": 0 or more");
        }
        Map<Region, DesiredAccess> desired = DesiredAccess.read(file, format, cloud.regions());
        return cloud.run(sharing -> sync(sharing, desired));
    }

    private int sync(ImageSharingService sharing, Map<Region, DesiredAccess> desired) throws Exception {
        Map<Region, SyncPlan> plans = new LinkedHashMap<>();
        cloud.regions().forEach(region -> plans.put(region, SyncPlan.NONE));
        for (Map.Entry<Region, DesiredAccess> one : desired.entrySet()) {
            SyncPlan all =
                    SyncPlan.make(sharing.in(one.getKey()), one.getValue().accounts());
            plans.put(one.getKey(), withoutRemovals ? all.withoutRemovals() : all);
            one.getValue()
                    .deleted()
                    .forEach(image -> output.err().say("%s was deleted when the audit ran: passed over", image));
        }
        PlanResult plan = new PlanResult(plans, List.of());
        int refused = refused(plan);
        boolean changes = plan.sum(one -> one.changes().size()) > 0;
        boolean carriedOut = refused == Exit.DONE && changes && yes && !dryRun;
        if (output.isText() || !carriedOut) {
            output.print(plan);
        } else {
            plans.values().forEach(one -> one.sayWhatFailed(output.err()));
        }
        if (refused != Exit.DONE) {
            return refused;
        }
        if (changes && !carriedOut) {
            output.err().say("nothing was changed; --yes does it");
        }
        int exit = carriedOut ? carryOut(sharing, plans) : plan.exit();
        return exit != Exit.INTERRUPTED && plan.sum(one -> one.gone().size()) > 0 ? Exit.FAILED : exit;
    }

    /** Why no plan is carried out, or {@link Exit#DONE}. */
    private int refused(PlanResult plan) {
        int failed = plan.sum(one -> one.failed().size());
        if (failed > 0) {
            output.err().say("%s images could not be read; nothing was changed", failed);
            return Exit.FAILED;
        }
        int removals = plan.sum(SyncPlan::removals);
        if (removals > maxRemovals) {
            String all = plan.plans().size() == 1 ? "" : "in all, " + removals + " accounts lose access; ";
            output.err().say("%sallowed are %s removals; nothing was changed", all, maxRemovals);
            return Exit.TOO_MANY_REMOVALS;
        }
        return Exit.DONE;
    }

    private int carryOut(ImageSharingService sharing, Map<Region, SyncPlan> plans) {
        Map<Region, BatchReport> reports = new LinkedHashMap<>();
        plans.forEach((region, plan) -> {
            List<SharePlan> changes = plan.changes();
            if (changes.isEmpty()) {
                reports.put(region, sharing.in(region).applyAll(changes));
                return;
            }
            String task = plans.size() == 1 ? "Syncing" : "Syncing in " + region;
            try (Progress progress = new Progress(task, changes.size(), output.command())) {
                reports.put(region, sharing.in(region).applyAll(changes, progress));
            }
        });
        output.print(new SyncResult(reports, plans));
        boolean asPlanned = reports.values().stream()
                .flatMap(report -> report.reports().values().stream())
                .allMatch(one -> one.unplanned().isEmpty());
        int exit = Exit.ofBatches(reports.values());
        return exit == Exit.DONE && !asPlanned ? Exit.PENDING : exit;
    }
}
