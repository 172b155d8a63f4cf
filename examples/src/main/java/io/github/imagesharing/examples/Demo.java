package io.github.imagesharing.examples;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.Site;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the library at work: on an embedded fake cloud, or with {@code --live} on the real one. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shares images on an embedded fake cloud and shows what is refused and why.",
            "With --live it talks to the real cloud, with the credential of the environment",
            "(TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY), and changes nothing without --yes."
        })
public final class Demo implements Callable<Integer> {

    @Option(names = "--live", description = "talk to the real cloud")
    private boolean live;

    @Option(names = "--region", defaultValue = "ap-guangzhou", description = "the region (${DEFAULT-VALUE})")
    private String region = "";

    @Option(names = "--site", defaultValue = "CHINA", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Site site = Site.CHINA;

    @Option(names = "--endpoint", description = "live: another address than the cloud's own, such as a gateway")
    private @Nullable URI endpoint;

    @Option(names = "--image", description = "live: the image to check and share")
    private @Nullable String image;

    @Option(names = "--accounts", split = ",", description = "live: the root accounts to share it with")
    private List<String> accounts = List.of();

    @Option(names = "--yes", description = "live: really share, and take access back at the end")
    private boolean yes;

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Runs it.
     *
     * @param args see {@code --help}
     */
    public static void main(String... args) {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        System.exit(new CommandLine(new Demo()).setOut(out).execute(args));
    }

    @Override
    public Integer call() {
        Screen screen = new Screen(Objects.requireNonNull(spec).commandLine().getOut());
        if (!live) {
            try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
                new Tour(cloud, Region.of(region), screen).run();
            }
            return 0;
        }
        try {
            ImageId id = image == null ? null : ImageId.of(image);
            new LiveTour(settings(), screen)
                    .run(id, accounts.stream().map(AccountId::of).toList(), yes);
            return 0;
        } catch (ImageSharingException | IllegalArgumentException e) {
            screen.failed(e);
            return 1;
        }
    }

    private CloudSettings settings() {
        CloudSettings.Builder settings =
                CloudSettings.builder().region(Region.of(region)).site(site);
        return (endpoint == null ? settings : settings.endpoint(endpoint)).build();
    }
}
