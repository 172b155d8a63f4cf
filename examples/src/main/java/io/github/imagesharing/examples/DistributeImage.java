package io.github.imagesharing.examples;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.Distribution;
import io.github.imagesharing.DistributionProgress;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Duration;
import java.util.List;

/** Copies an image to two regions, and shares it and each copy with one account. */
public final class DistributeImage {

    private static final Region HOME = Region.of("ap-guangzhou");

    private DistributeImage() {}

    /**
     * Runs on a fake cloud, where a copy takes two seconds.
     *
     * @param args none
     */
    public static void main(String... args) {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(one -> one.name("golden-web").region(HOME));
            cloud.copying(Duration.ofSeconds(2));
            distribute(cloud.settings(HOME), image, List.of(Region.of("ap-singapore"), Region.of("eu-frankfurt")));
        }
    }

    /** On the real cloud: {@code CloudSettings.builder().region(Region.of("ap-guangzhou")).build()}. */
    static void distribute(CloudSettings settings, ImageId image, List<Region> regions) {
        Distribution wish = Distribution.of(image).to(regions).sharedWith(List.of(AccountId.of("1038493875")));
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            System.out.print(sharing.planDistribution(wish).toText());
            DistributionReport report = sharing.distribute(wish, DistributeImage::print);
            report.copies().forEach((region, copy) -> System.out.println(region + " has " + copy));
            report.orThrow(); // names the region that is not as asked
        }
    }

    private static void print(DistributionProgress progress) {
        String percent = progress.percent() == null ? "" : " " + progress.percent() + "%";
        System.out.println(progress.region() + ": " + progress.stage() + percent);
    }
}
