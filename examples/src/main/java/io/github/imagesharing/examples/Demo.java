package io.github.imagesharing.examples;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.examples.console.CloudOptions;
import io.github.imagesharing.examples.console.Launch;
import io.github.imagesharing.examples.console.Screen;
import io.github.imagesharing.examples.demo.FakeCloudDemo;
import io.github.imagesharing.examples.demo.LiveCloudDemo;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the library does, on an embedded fake cloud or with {@code --live} on the real one. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shares images on an embedded fake cloud and shows what is refused and why.",
            "With --live it talks to the real cloud, with the credential of the environment",
            "(TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY), and changes nothing without --yes."
        })
public final class Demo implements Callable<Integer> {

    @Mixin
    private final CloudOptions cloud;

    @Option(names = "--image", description = "live: the image to check and share")
    private @Nullable ImageId image;

    @Option(names = "--accounts", split = ",", description = "live: the root accounts to share it with")
    private List<AccountId> accounts = List.of();

    @Option(names = "--yes", description = "live: really share, and take access back at the end")
    private boolean yes;

    @Spec
    private @Nullable CommandSpec spec;

    Demo(CloudOptions cloud) {
        this.cloud = cloud;
    }

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String... args) {
        Launch.main(new Demo(new CloudOptions()), args);
    }

    @Override
    public Integer call() {
        Screen screen = new Screen(Objects.requireNonNull(spec).commandLine().getOut());
        Region region = cloud.region();
        if (cloud.isLive()) {
            new LiveCloudDemo(cloud.liveSettings(), screen).run(image, accounts, yes);
            return 0;
        }
        try (FakeTencentCloud fake = FakeTencentCloud.start()) {
            new FakeCloudDemo(fake, region, screen).run();
        }
        return 0;
    }
}
