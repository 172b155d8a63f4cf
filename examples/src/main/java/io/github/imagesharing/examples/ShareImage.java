package io.github.imagesharing.examples;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.List;

/** Shares an image with two accounts, one of which was closed, and says what holds for each of them. */
public final class ShareImage {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId CLOSED = AccountId.of("909619400");

    private ShareImage() {}

    /**
     * Runs on a fake cloud.
     *
     * @param args none
     */
    public static void main(String... args) {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();
            cloud.closeAccount(CLOSED);
            share(cloud.settings(Region.of("ap-guangzhou")), image, List.of(PARTNER, CLOSED));
        }
    }

    /** On the real cloud: {@code CloudSettings.builder().region(Region.of("ap-guangzhou")).build()}. */
    static void share(CloudSettings settings, ImageId image, List<AccountId> accounts) {
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            ShareReport report = sharing.share(image, accounts);
            System.out.println(image + " is shared with " + report.changed() + "; had access: " + report.unchanged());
        } catch (ImageSharingException e) {
            System.out.println(image + " is not shared with every account:");
            e.report().ifPresent(ShareImage::print);
        }
    }

    private static void print(ShareReport report) {
        report.changed().forEach(account -> System.out.println(account + " got access"));
        report.unchanged().forEach(account -> System.out.println(account + " had access"));
        report.failed().forEach((account, why) -> System.out.println(account + " did not: " + why.getMessage()));
        report.unknown().forEach(account -> System.out.println(account + " may have access; run it again"));
    }
}
