package io.github.imagesharing.examples;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.Region;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.List;

/** Shares every image of the account with one other, at the rate that the service allows, and names what failed. */
public final class ShareManyImages {

    private ShareManyImages() {}

    /**
     * Runs on a fake cloud.
     *
     * @param args none
     */
    public static void main(String... args) {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            cloud.addImages(30);
            cloud.addImage(image -> image.name("own-key").license(LicenseType.BYOL));
            share(cloud.settings(Region.of("ap-guangzhou")), AccountId.of("1038493875"));
        }
    }

    /** On the real cloud: {@code CloudSettings.builder().region(Region.of("ap-guangzhou")).build()}. */
    static void share(CloudSettings settings, AccountId partner) {
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            List<ImageId> images =
                    sharing.images().stream().map(image -> image.id()).toList();
            if (images.isEmpty()) {
                System.out.println("no images");
                return;
            }
            BatchReport report = sharing.shareAll(images, List.of(partner), progress -> {
                if (progress.done() % 10 == 0) {
                    System.out.println(progress.done() + " images done, " + progress.left() + " left");
                }
            });
            long interrupted = report.reports().values().stream()
                    .flatMap(one -> one.failed().values().stream())
                    .filter(CallInterruptedException.class::isInstance)
                    .count();
            System.out.println(report.changed() + " shared, " + report.unchanged() + " were already, "
                    + (report.failed() - interrupted) + " failed, " + interrupted + " interrupted");
            report.reports()
                    .values()
                    .forEach(one -> one.failed().forEach((account, why) -> System.out.println(why.getMessage())));
        }
    }
}
