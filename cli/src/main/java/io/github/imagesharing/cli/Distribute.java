package io.github.imagesharing.cli;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.Distribution;
import io.github.imagesharing.DistributionPlan;
import io.github.imagesharing.DistributionProgress;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Screen;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.options.AccountOptions;
import io.github.imagesharing.cli.options.CloudOptions;
import io.github.imagesharing.cli.options.OutputOptions;
import io.github.imagesharing.cli.report.DistributionPlanResult;
import io.github.imagesharing.cli.report.DistributionResult;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies an image to regions and shares every copy, with a line for each step of a region. */
@Command(
        name = "distribute",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Copies an image to regions, and shares it and every copy with the same accounts.",
            "Run it again after a failure or when time was up: only what is missing is copied and shared."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every region has its copy, and every account has access to it",
            "1:something was refused, could not be done, or is still being copied; the output says what and why",
            "2:wrong usage or input; nothing was changed",
            "3:with --dry-run: something would be copied or shared",
            "130:interrupted; the output says what was done"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing distribute --fake --image img-n9eekbnt --to ap-singapore \\",
            "      --accounts 1038493875",
            "  image-sharing distribute --region ap-guangzhou --image img-6pb6lrmy \\",
            "      --to ap-singapore,eu-frankfurt --within 2h"
        })
final class Distribute implements Callable<Integer> {

    @Option(names = "--image", paramLabel = "ID", required = true, description = "the image, in the region of --region")
    private @Nullable ImageId image;

    @Option(names = "--to", paramLabel = "REGION", split = ",", required = true, description = "the regions to copy to")
    private Set<Region> regions = new LinkedHashSet<>();

    @Mixin
    private final AccountOptions accounts = new AccountOptions();

    @Option(names = "--name", paramLabel = "NAME", description = "the copies' name, the image's own by default")
    private @Nullable String name;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "60m",
            description = "how long to wait for the copies, like 90s, 30m or 2h (${DEFAULT-VALUE})")
    private Duration within = Duration.ofMinutes(60);

    @Option(names = "--dry-run", description = "say what would be copied and shared, and change nothing")
    private boolean dryRun;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    Distribute(Surroundings surroundings) {
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        Region home = cloud.region();
        Set<AccountId> named = accounts.named();
        return cloud.run(sharing -> distribute(sharing, home, named));
    }

    private int distribute(ImageSharingService sharing, Region home, Set<AccountId> named) {
        Distribution unnamed = Distribution.of(Objects.requireNonNull(image))
                .to(regions)
                .sharedWith(accounts.with(named, sharing))
                .within(within);
        Distribution wish = name == null ? unnamed : unnamed.named(name);
        if (dryRun) {
            DistributionPlan plan = sharing.planDistribution(wish);
            output.print(new DistributionPlanResult(plan));
            int pending = plan.isEmpty() ? Exit.DONE : Exit.PENDING;
            return plan.violations().isEmpty() ? pending : Exit.FAILED;
        }
        Screen err = output.err();
        DistributionReport report = sharing.distribute(wish, one -> say(one, err));
        output.print(new DistributionResult(report, home, regions));
        if (report.failed().values().stream().anyMatch(CallInterruptedException.class::isInstance)) {
            return Exit.INTERRUPTED;
        }
        return report.isComplete() ? Exit.DONE : Exit.FAILED;
    }

    private static void say(DistributionProgress one, Screen screen) {
        screen.say(
                "%-16s %-8s %4s %s",
                one.region(),
                one.stage().name().toLowerCase(Locale.ROOT),
                one.percent() == null ? "" : one.percent() + "%",
                one.image() == null ? "" : one.image());
    }
}
