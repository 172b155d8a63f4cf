package io.github.imagesharing.cli;

import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Progress;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.options.AccountOptions;
import io.github.imagesharing.cli.options.ChosenImages;
import io.github.imagesharing.cli.options.CloudOptions;
import io.github.imagesharing.cli.options.ImageOptions;
import io.github.imagesharing.cli.options.OutputOptions;
import io.github.imagesharing.cli.report.BatchResult;
import io.github.imagesharing.cli.report.PlanResult;
import io.github.imagesharing.cli.sync.SyncPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes access to images away from accounts; from whom or of what is not named one by one only with {@code --yes}. */
@Command(
        name = "unshare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Takes access to custom images away from root accounts.",
            "With --everyone, --all, --name or --tag it only says what it would do; --yes does it.",
            "Run it again after a failure or an interruption: only what is missing is sent."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:none of the accounts has access",
            "1:something was refused or could not be done; the output says what and why. Also: an image that was named, or"
                    + " any image of a region, is not there",
            "2:wrong usage or input; nothing was changed",
            "3:without --yes, or with --dry-run: accounts would lose access",
            "130:interrupted; the output says what was done and what was not begun"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing unshare --fake --all --everyone",
            "  image-sharing unshare --region ap-guangzhou --image img-6pb6lrmy \\",
            "      --accounts 1038493875",
            "  image-sharing unshare --region ap-guangzhou --image img-6pb6lrmy \\",
            "      --everyone --yes"
        })
final class Unshare implements Callable<Integer> {

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Mixin
    private final AccountOptions accounts = new AccountOptions();

    @Option(names = "--everyone", description = "whoever has access, instead of the accounts")
    private boolean everyone;

    @Option(names = "--yes", description = "do it, where images or accounts are not named one by one")
    private boolean yes;

    @Option(names = "--dry-run", description = "say what would be changed, and change nothing, whatever else is said")
    private boolean dryRun;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    Unshare(Surroundings surroundings) {
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        if (!images.isGiven()) {
            throw output.wrong("Which images? Name them with --image, --name, --tag or --all");
        }
        if (accounts.isGiven() && everyone) {
            throw output.wrong("Whose access? Accounts that are named and --everyone exclude each other");
        }
        if (!accounts.isGiven() && !everyone) {
            throw output.wrong("Whose access? Name accounts with --accounts, --accounts-file or --organization, or say"
                    + " --everyone");
        }
        cloud.regions();
        Set<AccountId> named = accounts.named();
        return cloud.run(sharing -> unshare(sharing, named));
    }

    private int unshare(ImageSharingService sharing, Set<AccountId> named) throws Exception {
        ChosenImages chosen = ChosenImages.of(images, cloud.regions(), sharing);
        chosen.sayWhatIsMissing(images, output.err());
        if (chosen.size() == 0) {
            return Exit.FAILED;
        }
        Set<AccountId> losing = accounts.with(named, sharing);
        boolean isPlain = !images.ids().isEmpty() && !everyone;
        if (isPlain && !dryRun) {
            return print(
                    chosen,
                    change(
                            sharing,
                            chosen,
                            (region, progress) -> sharing.in(region).unshareAll(chosen.ids(region), losing, progress)));
        }
        PlanResult plan = new PlanResult(plans(sharing, chosen, losing), chosen.missing());
        int exit = chosen.isComplete() ? plan.exit() : Exit.FAILED;
        if (dryRun || !yes || plan.sum(one -> one.changes().size()) == 0) {
            output.print(plan);
            if (exit == Exit.PENDING) {
                output.err().say(dryRun ? "nothing was changed" : "nothing was changed; --yes does it");
            }
            return exit;
        }
        int done = print(
                chosen.without(plan.plans().values().stream()
                        .flatMap(one -> one.gone().keySet().stream())
                        .toList()),
                change(
                        sharing,
                        chosen,
                        (region, progress) -> sharing.in(region)
                                .applyAll(
                                        plan.plans()
                                                .getOrDefault(region, SyncPlan.NONE)
                                                .changes(),
                                        progress)));
        plan.plans().values().forEach(one -> one.sayWhatFailed(output.err()));
        return done == Exit.DONE && exit == Exit.FAILED ? Exit.FAILED : done;
    }

    /** Changes the images of a region. */
    private interface Change {
        BatchReport in(Region region, Progress progress);
    }

    private Map<Region, BatchReport> change(ImageSharingService sharing, ChosenImages chosen, Change change) {
        Map<Region, BatchReport> reports = new LinkedHashMap<>();
        for (Region region : cloud.regions()) {
            int images = chosen.ids(region).size();
            if (images == 0) {
                reports.put(region, sharing.in(region).applyAll(List.of()));
                continue;
            }
            String task = chosen.ids().size() == 1 ? "Unsharing" : "Unsharing in " + region;
            try (Progress progress = new Progress(task, images, output.command())) {
                reports.put(region, change.in(region, progress));
            }
        }
        return reports;
    }

    private int print(ChosenImages chosen, Map<Region, BatchReport> reports) {
        output.print(new BatchResult(reports, chosen.names(), chosen.missing()));
        int exit = Exit.ofBatches(reports.values());
        return exit == Exit.DONE && !chosen.isComplete() ? Exit.FAILED : exit;
    }

    /** What takes access from the accounts, or from everyone, and gives it to nobody. */
    private Map<Region, SyncPlan> plans(ImageSharingService sharing, ChosenImages chosen, Set<AccountId> losing)
            throws Exception {
        Map<Region, SyncPlan> plans = new LinkedHashMap<>();
        for (Region region : cloud.regions()) {
            SyncPlan nobody = SyncPlan.make(sharing.in(region), chosen.giving(region, Set.of()));
            plans.put(
                    region,
                    everyone ? nobody : nobody.with(plan -> plan.keeping(Sets.difference(plan.toUnshare(), losing))));
        }
        return plans;
    }
}
