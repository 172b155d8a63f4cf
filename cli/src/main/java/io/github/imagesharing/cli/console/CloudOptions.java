package io.github.imagesharing.cli.console;

import com.google.common.base.Joiner;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Site;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.net.URI;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select the cloud: an embedded fake cloud, or with {@code --live} the real one. */
public final class CloudOptions {

    @Option(names = "--live", description = "talk to the real cloud, with the credential of the environment")
    private boolean live;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            split = ",",
            defaultValue = "ap-guangzhou",
            description = "the region, or several where the program takes them (${DEFAULT-VALUE})")
    private Set<Region> regions = Set.of();

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

    private final boolean rateLimited;
    private final @Nullable CloudSettings liveCloud;

    public CloudOptions() {
        this(true, null);
    }

    private CloudOptions(boolean rateLimited, @Nullable CloudSettings liveCloud) {
        this.rateLimited = rateLimited;
        this.liveCloud = liveCloud;
    }

    /** The same options, but neither the embedded cloud nor its client limits the rate, so that tests do not wait. */
    public static CloudOptions withoutRateLimits() {
        return new CloudOptions(false, null);
    }

    /** The same options, with settings that lead elsewhere than to the real cloud, so that a test needs no process for it. */
    public static CloudOptions withLiveCloud(CloudSettings settings) {
        return new CloudOptions(true, settings);
    }

    public boolean isLive() {
        return live;
    }

    /** The regions, in the order named; at least one. */
    public Set<Region> regions() {
        return regions;
    }

    /**
     * The region of a program that takes one.
     *
     * @throws IllegalArgumentException if several are named
     */
    public Region region() {
        if (regions.size() > 1) {
            throw new IllegalArgumentException("--region " + Joiner.on(',').join(regions) + ": one region at most");
        }
        return first();
    }

    private Region first() {
        return regions.iterator().next();
    }

    public CloudSettings liveSettings() {
        if (liveCloud != null) {
            return liveCloud.toBuilder().region(first()).build();
        }
        CloudSettings.Builder settings = CloudSettings.builder().region(first()).site(site);
        return (endpoint == null ? settings : settings.endpoint(endpoint)).build();
    }

    /** What a program does with the cloud; returns the exit code. */
    public interface Work {
        int run(ImageSharingService sharing) throws Exception;
    }

    /**
     * Runs the work of a program on the selected cloud, in the first region named.
     *
     * @param fill adds images and accounts to the embedded cloud
     * @param work the work
     * @return the exit code
     */
    public int run(Consumer<FakeTencentCloud> fill, Work work) throws Exception {
        if (live) {
            return run(liveSettings(), work);
        }
        if (endpoint != null) {
            throw new IllegalArgumentException("--endpoint is for --live; without it the embedded cloud is used");
        }
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            fill.accept(cloud);
            CloudSettings settings = cloud.settings(first());
            if (rateLimited) {
                return run(settings, work);
            }
            cloud.unlimitedRates();
            return run(settings.toBuilder().quota(RequestQuota.unlimited()).build(), work);
        }
    }

    private static int run(CloudSettings settings, Work work) throws Exception {
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            return work.run(sharing);
        }
    }
}
