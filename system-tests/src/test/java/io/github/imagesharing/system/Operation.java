package io.github.imagesharing.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.List;

/** An operation of the service and the request that it sends; each asserts that its result agrees with the cloud. */
enum Operation {
    SHARED_WITH("cvm", "DescribeImageSharePermission") {
        @Override
        void run(ImageSharingService sharing, Fixture fixture) {
            assertThat(sharing.sharedWith(fixture.shared))
                    .extracting(SharedAccount::account)
                    .containsExactly(PARTNER);
        }
    },
    IMAGES("cvm", "DescribeImages") {
        @Override
        void run(ImageSharingService sharing, Fixture fixture) {
            assertThat(sharing.images(ImageQuery.byIds(List.of(fixture.shared))))
                    .extracting(CvmImage::id)
                    .containsExactly(fixture.shared);
        }
    },
    CHECK_LIGHTHOUSE("lighthouse", "DescribeImagesToShare") {
        @Override
        void run(ImageSharingService sharing, Fixture fixture) {
            assertThat(sharing.checkLighthouse(fixture.fresh).isAllowed()).isTrue();
        }
    },
    BLUEPRINT_SHARED_WITH("lighthouse", "DescribeBlueprintsShareAcrossAccountInfos") {
        @Override
        void run(ImageSharingService sharing, Fixture fixture) {
            assertThat(sharing.blueprintSharedWith(fixture.blueprint))
                    .extracting(SharedAccount::account)
                    .containsExactly(PARTNER);
        }
    },
    SHARE("cvm", "ModifyImageSharePermission") {
        @Override
        void run(ImageSharingService sharing, Fixture fixture) {
            assertThat(sharing.share(fixture.fresh, List.of(PARTNER)).changed()).containsExactly(PARTNER);
            assertThat(fixture.cloud.accountsOf(fixture.fresh)).containsExactly(PARTNER);
        }
    },
    UNSHARE("cvm", "ModifyImageSharePermission") {
        @Override
        void run(ImageSharingService sharing, Fixture fixture) {
            assertThat(sharing.unshare(fixture.shared, List.of(PARTNER)).changed())
                    .containsExactly(PARTNER);
            assertThat(fixture.cloud.accountsOf(fixture.shared)).isEmpty();
        }
    },
    SHARE_TO_LIGHTHOUSE("lighthouse", "ModifyImageSharePermission") {
        @Override
        void run(ImageSharingService sharing, Fixture fixture) {
            assertThat(sharing.shareToLighthouse(fixture.fresh))
                    .isEqualTo(fixture.cloud.blueprintOf(fixture.fresh).orElseThrow());
        }
    },
    UNSHARE_FROM_LIGHTHOUSE("lighthouse", "ModifyImageSharePermission") {
        @Override
        void run(ImageSharingService sharing, Fixture fixture) {
            sharing.unshareFromLighthouse(fixture.shared);
            assertThat(fixture.cloud.blueprintOf(fixture.shared)).isEmpty();
        }
    },
    SHARE_BLUEPRINT("lighthouse", "ShareBlueprintAcrossAccounts") {
        @Override
        void run(ImageSharingService sharing, Fixture fixture) {
            assertThat(sharing.shareBlueprint(fixture.blueprint, List.of(OTHER)).changed())
                    .containsExactly(OTHER);
            assertThat(fixture.cloud.accountsOf(fixture.blueprint)).containsExactly(PARTNER, OTHER);
        }
    },
    UNSHARE_BLUEPRINT("lighthouse", "CancelShareBlueprintAcrossAccounts") {
        @Override
        void run(ImageSharingService sharing, Fixture fixture) {
            assertThat(sharing.unshareBlueprint(fixture.blueprint, List.of(PARTNER))
                            .changed())
                    .containsExactly(PARTNER);
            assertThat(fixture.cloud.accountsOf(fixture.blueprint)).isEmpty();
        }
    };

    static final AccountId PARTNER = AccountId.of("1038493875");
    static final AccountId OTHER = AccountId.of("3205597606");

    private final String service;
    private final String action;

    Operation(String service, String action) {
        this.service = service;
        this.action = action;
    }

    /** An image that nobody has access to, and one that the partner has as an image and as a blueprint. */
    record Fixture(FakeTencentCloud cloud, ImageId fresh, ImageId shared, BlueprintId blueprint) {

        static Fixture in(FakeTencentCloud cloud) {
            ImageId shared = cloud.addImage(image -> image.sharedWith(PARTNER));
            BlueprintId blueprint = cloud.addBlueprint(shared);
            cloud.shareElsewhere(blueprint, PARTNER);
            return new Fixture(cloud, cloud.addImage(), shared, blueprint);
        }

        String cloudState() {
            return cloud.accountsOf(fresh) + " " + cloud.blueprintOf(fresh) + " " + cloud.accountsOf(shared) + " "
                    + cloud.blueprintOf(shared) + " " + cloud.accountsOf(blueprint);
        }
    }

    abstract void run(ImageSharingService sharing, Fixture fixture);

    String service() {
        return service;
    }

    String action() {
        return action;
    }

    boolean changes() {
        return !action.startsWith("Describe");
    }

    /** Whether the exception of a failed operation carries a report. */
    boolean reports() {
        return changes() && this != SHARE_TO_LIGHTHOUSE && this != UNSHARE_FROM_LIGHTHOUSE;
    }
}
