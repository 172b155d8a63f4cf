package io.github.imagesharing.examples;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.List;

/** Says who would gain and who would lose access before anything is changed, and then changes it. */
public final class PlanAccess {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId SUBSIDIARY = AccountId.of("100000000018");
    private static final AccountId FORMER = AccountId.of("100000023775");

    private PlanAccess() {}

    /**
     * Runs on a fake cloud.
     *
     * @param args none
     */
    public static void main(String... args) {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(one -> one.sharedWith(SUBSIDIARY, FORMER));
            allowExactly(cloud.settings(Region.of("ap-guangzhou")), image, List.of(PARTNER, SUBSIDIARY));
        }
    }

    /** On the real cloud: {@code CloudSettings.builder().region(Region.of("ap-guangzhou")).build()}. */
    static void allowExactly(CloudSettings settings, ImageId image, List<AccountId> desired) {
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            SharePlan plan = sharing.plan(image, desired);
            System.out.print(plan.toText());

            ShareReport report =
                    sharing.apply(plan.maxRemovals(1)); // throws if more than one account would lose access
            System.out.println("changed: " + report.changed());
            sharing.sharedWith(image).forEach(one -> System.out.println(one.account() + " has access"));
        }
    }
}
