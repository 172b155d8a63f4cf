package io.github.imagesharing.cli;

import com.google.common.base.Joiner;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.BatchSummary;
import io.github.imagesharing.cli.console.CloudOptions;
import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.cli.console.Progress;
import io.github.imagesharing.cli.console.Questions;
import io.github.imagesharing.cli.console.SampleCloud;
import io.github.imagesharing.cli.console.Screen;
import io.github.imagesharing.cli.files.DigitGroups;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shares many images with some accounts, which it asks for like the official how-to's script or takes from options. */
@Command(
        name = "batch-share",
        mixinStandardHelpOptions = true,
        description = {
            "Shares custom images with other root accounts, all of them or those you choose.",
            "Asks for what the options leave open. Without --live it runs on an embedded cloud, where account"
                    + " 909619400 is closed and 700000164995 is a sub-account, so that a refusal can be seen.",
            "Run it again after a failure: only what is missing is sent."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every image is shared with every account",
            "1:something was refused or could not be done; the output says what and why. With --all also: a region has no image",
            "2:wrong usage, or the input ended before all was answered or held more than that; nothing was changed"
        })
public final class BatchShare implements Callable<Integer> {

    private final BufferedReader in;
    private final boolean typed;

    @Mixin
    private final CloudOptions cloud;

    @ArgGroup
    private @Nullable ImageSelection selection;

    @Option(
            names = "--accounts",
            paramLabel = "UIN",
            split = Questions.SEPARATOR,
            splitSynopsisLabel = ",",
            description = "the root accounts to share with")
    private List<AccountId> accounts = List.of();

    @Option(
            names = "--images",
            defaultValue = "5",
            paramLabel = "N",
            description = "without --live: how many images the embedded cloud has (${DEFAULT-VALUE})")
    private int images;

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Makes the program.
     *
     * @param in where answers come from
     * @param typed whether a person types them, who is asked once more before every image is shared: the end of a list that is
     *     pasted into a terminal comes with the next answer
     * @param cloud the options that select the cloud
     */
    BatchShare(BufferedReader in, boolean typed, CloudOptions cloud) {
        this.in = in;
        this.typed = typed;
        this.cloud = cloud;
    }

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String... args) {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Launch.main(new BatchShare(in, Questions.areTyped(), new CloudOptions()), args);
    }

    @Override
    public Integer call() throws Exception {
        return cloud.run(fake -> SampleCloud.addImages(fake, cloud.regions(), images), this::share);
    }

    private int share(ImageSharingService sharing) {
        var command = Objects.requireNonNull(spec).commandLine();
        Screen screen = new Screen(command.getOut());
        Map<Region, List<CvmImage>> all = list(sharing, screen);
        boolean anyEmpty = all.values().stream().anyMatch(List::isEmpty);
        if (all.values().stream().allMatch(List::isEmpty) && (selection == null || selection.all)) {
            return selection == null ? ExitCode.OK : ExitCode.SOFTWARE;
        }
        Questions questions = new Questions(in, command.getOut());
        screen.heading("Share");
        boolean each = selection == null && !questions.all();
        List<AccountId> partners = accounts.isEmpty() ? questions.accounts() : DigitGroups.refuse(accounts);
        Map<Region, List<ImageId>> chosen = new LinkedHashMap<>();
        all.forEach((region, images) -> {
            List<ImageId> ids = selection != null && !selection.all
                    // Of one region the service says what is not there; of several, none is asked for another's image.
                    ? all.size() == 1 ? selection.ids : selection.of(images)
                    : images.stream()
                            .filter(image -> !each || questions.yes(named(image, region) + ": share it?"))
                            .map(CvmImage::id)
                            .toList();
            if (!ids.isEmpty()) {
                chosen.put(region, ids);
            }
        });
        Set<ImageId> missing = new LinkedHashSet<>(selection == null ? List.of() : selection.ids);
        chosen.values().forEach(missing::removeAll);
        missing.forEach(id -> screen.say(
                "  @|red ✗|@ %s: there is no such custom image in %s",
                id, Joiner.on(", ").join(all.keySet())));
        if (chosen.isEmpty()) {
            screen.note("no image chosen, nothing was changed");
            return missing.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
        if (typed && accounts.isEmpty() && !each && !confirmed(questions, chosen.values(), partners)) {
            screen.note("nothing was changed");
            return ExitCode.OK;
        }
        // Who was asked nothing may have an input that is not for this program.
        if (selection == null || accounts.isEmpty()) {
            questions.requireNothingLeft();
        }
        Map<Region, BatchReport> reports = new LinkedHashMap<>();
        chosen.forEach((region, ids) -> {
            String task = all.size() == 1 ? "Sharing" : "Sharing in " + region;
            try (Progress progress = new Progress(task, ids.size(), command)) {
                reports.put(region, sharing.in(region).shareAll(ids, partners, progress));
            }
        });
        Map<ImageId, String> names = all.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(CvmImage::id, CvmImage::name, (name, same) -> name));
        new BatchSummary(screen, names).print(reports);
        boolean missed = !missing.isEmpty() || (selection != null && selection.all && anyEmpty);
        return !missed && reports.values().stream().allMatch(BatchReport::isComplete) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Reads and prints the images of each region. */
    private Map<Region, List<CvmImage>> list(ImageSharingService sharing, Screen screen) {
        Map<Region, List<CvmImage>> all = new LinkedHashMap<>();
        for (Region region : cloud.regions()) {
            List<CvmImage> images = sharing.in(region).images();
            screen.heading(images.size() + " custom images in " + region);
            images.forEach(screen::image);
            if (images.isEmpty() && (selection == null || selection.all)) {
                screen.note("there is no image to share; is it the right region?");
            }
            all.put(region, images);
        }
        return all;
    }

    private String named(CvmImage image, Region region) {
        return image.name() + " (" + image.id() + (cloud.regions().size() == 1 ? "" : " in " + region) + ")";
    }

    private static boolean confirmed(Questions questions, Collection<List<ImageId>> images, List<AccountId> partners) {
        String with = partners.stream().map(AccountId::value).collect(Collectors.joining(", "));
        return questions.yes("Share " + images.stream().mapToInt(List::size).sum() + " images with " + with + "?");
    }

    /** With either of these options, the program does not ask which images to share. */
    private static final class ImageSelection {

        @Option(names = "--all", required = true, description = "share every image")
        private boolean all;

        @Option(
                names = "--image",
                required = true,
                paramLabel = "ID",
                split = ",",
                description = "share only these images")
        private List<ImageId> ids = List.of();

        private List<ImageId> of(List<CvmImage> images) {
            return ids.stream()
                    .filter(id -> images.stream().anyMatch(image -> image.id().equals(id)))
                    .toList();
        }
    }
}
