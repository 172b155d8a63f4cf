package io.github.imagesharing.examples.console;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Site;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cloud a program talks to: one of its own, or with {@code --live} the real one. */
public final class CloudOptions {

    @Option(names = "--live", description = "talk to the real cloud, with the credential of the environment")
    private boolean live;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = "ap-guangzhou",
            description = "the region (${DEFAULT-VALUE})")
    private Region region = Region.of("ap-guangzhou");

    @Option(
            names = "--site",
            paramLabel = "SITE",
            defaultValue = "CHINA",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Site site = Site.CHINA;

    @Option(
            names = "--endpoint",
            paramLabel = "URI",
            description = "live: another address than the cloud's own, such as a gateway")
    private @Nullable URI endpoint;

    private final boolean paced;

    public CloudOptions() {
        this(true);
    }

    private CloudOptions(boolean paced) {
        this.paced = paced;
    }

    /** The same where the own cloud and who calls it know no quota, so that no test waits for one. */
    public static CloudOptions unpaced() {
        return new CloudOptions(false);
    }

    public boolean isLive() {
        return live;
    }

    public Region region() {
        return region;
    }

    public CloudSettings liveSettings() {
        CloudSettings.Builder settings = CloudSettings.builder().region(region).site(site);
        return (endpoint == null ? settings : settings.endpoint(endpoint)).build();
    }

    /** What a program does with the cloud; gives the exit code. */
    public interface Work {
        int with(ImageSharingService sharing) throws Exception;
    }

    /**
     * Does a program's work on the cloud chosen.
     *
     * @param furnish says what there is in the program's own cloud
     * @param work the work
     * @return the exit code
     */
    public int with(Consumer<FakeTencentCloud> furnish, Work work) throws Exception {
        if (live) {
            return with(liveSettings(), work);
        }
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            furnish.accept(cloud);
            CloudSettings settings = cloud.settings(region);
            if (paced) {
                return with(settings, work);
            }
            cloud.unlimitedRates();
            return with(settings.toBuilder().quota(RequestQuota.unlimited()).build(), work);
        }
    }

    private static int with(CloudSettings settings, Work work) throws Exception {
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            return work.with(sharing);
        }
    }
}
