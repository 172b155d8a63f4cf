package io.github.imagesharing.engines;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Two machines share images at the same time under one quota, which Hazelcast keeps, and none of them is refused. */
public final class SharedQuota {

    private SharedQuota() {}

    /** Runs on a fake cloud, with a Hazelcast cluster of one member; the two machines are two services. */
    public static void main(String... args) {
        Config alone = new Config()
                .setProperty("hazelcast.logging.type", "none")
                .setProperty("hazelcast.phone.home.enabled", "false");
        alone.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(alone);
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            CloudSettings settings = cloud.settings(Region.of("ap-guangzhou"));
            List<ImageId> images = cloud.addImages(24);
            CompletableFuture<Void> other =
                    CompletableFuture.runAsync(() -> share(settings, hazelcast, images.subList(12, 24)));
            share(settings, hazelcast, images.subList(0, 12));
            other.join();
            System.out.println(cloud.throttled() + " requests were refused as one too many");
        } finally {
            hazelcast.shutdown();
        }
    }

    /** What each machine does, with a cluster that all of them reach. */
    static void share(CloudSettings settings, HazelcastInstance hazelcast, List<ImageId> images) {
        ProxyManager<String> engine = Bucket4jHazelcast.entryProcessorBasedBuilder(
                        hazelcast.<String, byte[]>getMap("quota"))
                .build();
        CloudSettings shared =
                settings.toBuilder().quota(RequestQuota.distributed(engine)).build();
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(shared)).build()) {
            System.out.println("this machine: " + sharing.shareAll(images, List.of(AccountId.of("1038493875"))));
        }
    }
}
