package io.github.imagesharing.cli;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.Distribution;
import io.github.imagesharing.DistributionProgress;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.cli.console.CloudOptions;
import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.cli.console.Questions;
import io.github.imagesharing.cli.console.SampleCloud;
import io.github.imagesharing.cli.console.Screen;
import io.github.imagesharing.cli.files.DigitGroups;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Copies an image to regions and shares it and every copy, with a line for each step of a region. */
@Command(
        name = "distribute",
        mixinStandardHelpOptions = true,
        description = {
            "Copies an image to regions, and shares it and every copy with the same accounts.",
            "Without --live it distributes an image of an embedded cloud, where a copy takes some seconds.",
            "Run it again after a failure or when time was up: only what is missing is copied and shared."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every region has its copy, and every account has access to it",
            "1:something was refused, could not be done, or is still being copied; the output says what and why",
            "2:wrong usage; nothing was changed"
        })
public final class Distribute implements Callable<Integer> {

    private static final Duration A_COPY_TAKES = Duration.ofSeconds(3);
    private static final Set<Region> SAMPLE_REGIONS =
            ImmutableSet.of(Region.of("ap-singapore"), Region.of("eu-frankfurt"));
    private static final List<AccountId> SAMPLE_PARTNERS =
            List.of(AccountId.of("1038493875"), AccountId.of("100000000018"));

    @Mixin
    private final CloudOptions cloud;

    @Option(
            names = "--image",
            paramLabel = "ID",
            description = "the image, in the region of --region; needed with --live")
    private @Nullable ImageId image;

    @Option(
            names = "--to",
            paramLabel = "REGION",
            split = ",",
            description = "the regions to copy to; needed with --live")
    private Set<Region> regions = Set.of();

    @Option(
            names = "--accounts",
            paramLabel = "UIN",
            split = Questions.SEPARATOR,
            splitSynopsisLabel = ",",
            description = "the root accounts to share with; none with --live: copies alone")
    private List<AccountId> accounts = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "the copies' name, the image's own by default")
    private @Nullable String name;

    @Option(
            names = "--within",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "how long to wait for the copies (${DEFAULT-VALUE})")
    private int minutes;

    @Spec
    private @Nullable CommandSpec spec;

    Distribute(CloudOptions cloud) {
        this.cloud = cloud;
    }

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String... args) {
        Launch.main(new Distribute(new CloudOptions()), args);
    }

    @Override
    public Integer call() throws Exception {
        Region home = cloud.region();
        if (cloud.isLive() && (image == null || regions.isEmpty())) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--live needs --image ID and --to REGION");
        }
        return cloud.run(fake -> fill(fake, home), sharing -> distribute(sharing, home));
    }

    /** Makes the embedded cloud, and what is distributed there where no option says it. */
    private void fill(FakeTencentCloud fake, Region home) {
        ImageId sample = SampleCloud.addImages(fake, Set.of(home), 1).get(0);
        fake.copying(A_COPY_TAKES);
        image = image == null ? sample : image;
        regions = regions.isEmpty() ? SAMPLE_REGIONS : regions;
        accounts = accounts.isEmpty() ? SAMPLE_PARTNERS : accounts;
    }

    private int distribute(ImageSharingService sharing, Region home) {
        Screen screen = new Screen(Objects.requireNonNull(spec).commandLine().getOut());
        Distribution wish = Distribution.of(Objects.requireNonNull(image))
                .to(regions)
                .sharedWith(DigitGroups.refuse(accounts))
                .within(Duration.ofMinutes(minutes));
        DistributionReport report = sharing.distribute(name == null ? wish : wish.named(name), one -> say(one, screen));
        screen.heading("Regions");
        screen.say("  %-16s %-14s %s", "region", "image", "accounts");
        Sets.union(Set.of(home), regions).forEach(region -> say(region, report, screen));
        return report.isComplete() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void say(DistributionProgress one, Screen screen) {
        screen.say(
                "%-16s %-8s %4s %s",
                one.region(),
                one.stage().name().toLowerCase(Locale.ROOT),
                one.percent() == null ? "" : one.percent() + "%",
                one.image() == null ? "" : one.image());
    }

    private static void say(Region region, DistributionReport report, Screen screen) {
        ImageId copy = report.copies().get(region);
        ShareReport shared = report.reports().get(region);
        ImageSharingException failed = report.failed().get(region);
        String still = report.copying().contains(region) ? ", still copying: run it again" : "";
        screen.say(
                "  %-16s %-14s %s%s",
                region,
                copy == null ? "-" : copy,
                shared == null
                        ? "none"
                        : "%s changed, %s unchanged, %s failed, %s nobody can say"
                                .formatted(
                                        shared.changed().size(),
                                        shared.unchanged().size(),
                                        shared.failed().size(),
                                        shared.unknown().size()),
                still);
        if (failed != null) {
            screen.refusal(region.value(), failed);
        }
    }
}
