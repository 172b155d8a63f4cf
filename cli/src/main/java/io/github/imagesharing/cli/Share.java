package io.github.imagesharing.cli;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Progress;
import io.github.imagesharing.cli.console.Questions;
import io.github.imagesharing.cli.console.Screen;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shares images with accounts; on a terminal it asks for what the options leave open, like the official how-to's script. */
@Command(
        name = "share",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shares custom images with other root accounts.",
            "On a terminal it asks for what the options leave open; elsewhere images and accounts must be named.",
            "Run it again after a failure or an interruption: only what is missing is sent."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every image is shared with every account",
            "1:something was refused or could not be done; the output says what and why. Also: an image that was named, or"
                    + " any image of a region, is not there",
            "2:wrong usage or input; nothing was changed",
            "3:with --dry-run: accounts would gain access",
            "130:interrupted; the output says what was done and what was not begun"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing share --fake --all --accounts 1038493875",
            "  image-sharing share --region ap-guangzhou --image img-6pb6lrmy \\",
            "      --accounts-file partners.txt",
            "  image-sharing share --region ap-guangzhou,ap-singapore --tag team=web \\",
            "      --organization --dry-run"
        })
final class Share implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Mixin
    private final AccountOptions accounts = new AccountOptions();

    @Option(names = "--dry-run", description = "say what would be changed, and change nothing")
    private boolean dryRun;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    Share(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        if ((!images.isGiven() || !accounts.isGiven()) && !surroundings.asks().getAsBoolean()) {
            throw output.wrong(
                    "Share what with whom? Name images with --image, --name, --tag or --all, and accounts with"
                            + " --accounts, --accounts-file or --organization: there is no terminal to ask on");
        }
        cloud.regions();
        Set<AccountId> named = accounts.named();
        return cloud.run(sharing -> share(sharing, named));
    }

    private int share(ImageSharingService sharing, Set<AccountId> named) throws Exception {
        Screen err = output.err();
        ChosenImages listed = ChosenImages.of(images, cloud.regions(), sharing);
        if (!images.isGiven()) {
            show(listed, err);
        }
        listed.sayWhatIsMissing(images, err);
        if (listed.size() == 0 && images.ids().isEmpty()) {
            return images.isGiven() ? Exit.FAILED : Exit.DONE;
        }
        Questions questions = new Questions(surroundings.in(), output.command().getErr());
        boolean each = !images.isGiven() && !questions.all();
        Set<AccountId> partners =
                accounts.isGiven() ? accounts.with(named, sharing) : new LinkedHashSet<>(questions.accounts());
        ChosenImages chosen =
                each ? listed.only((image, region) -> questions.yes(named(image, region) + ": share it?")) : listed;
        if (chosen.size() == 0) {
            err.note("no image chosen, nothing was changed");
            return chosen.missing().isEmpty() ? Exit.DONE : Exit.FAILED;
        }
        if (!accounts.isGiven() && !each && !confirmed(questions, chosen.size(), partners)) {
            err.note("nothing was changed");
            return Exit.DONE;
        }
        // Who was asked nothing may have an input that is not for this program.
        if (!images.isGiven() || !accounts.isGiven()) {
            questions.requireNothingLeft();
        }
        return dryRun ? plan(sharing, chosen, partners) : share(sharing, chosen, partners);
    }

    private int share(ImageSharingService sharing, ChosenImages chosen, Set<AccountId> partners) {
        Map<Region, BatchReport> reports = new LinkedHashMap<>();
        for (Region region : cloud.regions()) {
            List<ImageId> ids = chosen.ids(region);
            if (ids.isEmpty()) {
                reports.put(region, sharing.in(region).applyAll(List.of()));
                continue;
            }
            String task = chosen.ids().size() == 1 ? "Sharing" : "Sharing in " + region;
            try (Progress progress = new Progress(task, ids.size(), output.command())) {
                reports.put(region, sharing.in(region).shareAll(ids, partners, progress));
            }
        }
        output.print(new BatchResult(reports, chosen.names(), chosen.missing()));
        int exit = Exit.ofBatches(reports.values());
        return exit == Exit.DONE && !chosen.isComplete() ? Exit.FAILED : exit;
    }

    private int plan(ImageSharingService sharing, ChosenImages chosen, Set<AccountId> partners) throws Exception {
        Map<Region, SyncPlan> plans = new LinkedHashMap<>();
        for (Region region : cloud.regions()) {
            plans.put(
                    region,
                    SyncPlan.make(sharing.in(region), chosen.giving(region, partners))
                            .withoutRemovals());
        }
        PlanResult plan = new PlanResult(plans, chosen.missing());
        output.print(plan);
        return chosen.isComplete() ? plan.exit() : Exit.FAILED;
    }

    /** Prints the images of each region. */
    private static void show(ChosenImages listed, Screen err) {
        listed.listed().forEach((region, images) -> {
            err.heading(images.size() + " custom images in " + region);
            images.forEach(err::image);
        });
        err.heading("Share");
    }

    private String named(CvmImage image, Region region) {
        return image.name() + " (" + image.id() + (cloud.regions().size() == 1 ? "" : " in " + region) + ")";
    }

    private static boolean confirmed(Questions questions, int images, Set<AccountId> partners) {
        String with = partners.stream().map(AccountId::value).collect(Collectors.joining(", "));
        return questions.yes("Share " + images + " images with " + with + "?");
    }
}
