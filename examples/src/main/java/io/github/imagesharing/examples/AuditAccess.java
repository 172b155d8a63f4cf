package io.github.imagesharing.examples;

import io.github.imagesharing.AccessReport;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Instant;
import java.util.Set;

/** Shows who has access to which image, and takes it from those who should not have it. */
public final class AuditAccess {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId STRANGER = AccountId.of("100000023775");

    private AuditAccess() {}

    /**
     * Runs on a fake cloud.
     *
     * @param args none
     */
    public static void main(String... args) {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            Instant since = Instant.parse("2026-03-01T08:00:00Z");
            cloud.addImage(image -> image.name("web").sharedAt(since, PARTNER));
            cloud.addImage(image -> image.name("database").sharedAt(since, PARTNER, STRANGER));
            cloud.addImage(image -> image.name("bastion"));
            audit(cloud.settings(Region.of("ap-guangzhou")), Set.of(PARTNER));
        }
    }

    /** On the real cloud: {@code CloudSettings.builder().region(Region.of("ap-guangzhou")).build()}. */
    static void audit(CloudSettings settings, Set<AccountId> allowed) {
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            AccessReport all = sharing.audit(ImageQuery.all());
            System.out.print(all.toText());
            AccessReport strangers = all.outside(allowed);
            for (AccountId account : strangers.accounts()) {
                System.out.println(account + " should have no access, and has it to " + strangers.imagesOf(account));
            }
            System.out.println(
                    "ended: " + sharing.applyAll(strangers.toUnshare()).changed());
        }
    }
}
