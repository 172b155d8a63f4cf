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

/** What a user asks of the service, and the request it is about. Each checks that what it was told is the truth. */
enum Ask {
    SHARED_WITH("cvm", "DescribeImageSharePermission") {
        @Override
        void of(ImageSharingService sharing, Scene scene) {
            assertThat(sharing.sharedWith(scene.shared))
                    .extracting(SharedAccount::account)
                    .containsExactly(PARTNER);
        }
    },
    IMAGES("cvm", "DescribeImages") {
        @Override
        void of(ImageSharingService sharing, Scene scene) {
            assertThat(sharing.images(ImageQuery.byIds(List.of(scene.shared))))
                    .extracting(CvmImage::id)
                    .containsExactly(scene.shared);
        }
    },
    CHECK_LIGHTHOUSE("lighthouse", "DescribeImagesToShare") {
        @Override
        void of(ImageSharingService sharing, Scene scene) {
            assertThat(sharing.checkLighthouse(scene.fresh).isAllowed()).isTrue();
        }
    },
    BLUEPRINT_SHARED_WITH("lighthouse", "DescribeBlueprintsShareAcrossAccountInfos") {
        @Override
        void of(ImageSharingService sharing, Scene scene) {
            assertThat(sharing.blueprintSharedWith(scene.blueprint))
                    .extracting(SharedAccount::account)
                    .containsExactly(PARTNER);
        }
    },
    SHARE("cvm", "ModifyImageSharePermission") {
        @Override
        void of(ImageSharingService sharing, Scene scene) {
            assertThat(sharing.share(scene.fresh, List.of(PARTNER)).changed()).containsExactly(PARTNER);
            assertThat(scene.cloud.accountsOf(scene.fresh)).containsExactly(PARTNER);
        }
    },
    UNSHARE("cvm", "ModifyImageSharePermission") {
        @Override
        void of(ImageSharingService sharing, Scene scene) {
            assertThat(sharing.unshare(scene.shared, List.of(PARTNER)).changed())
                    .containsExactly(PARTNER);
            assertThat(scene.cloud.accountsOf(scene.shared)).isEmpty();
        }
    },
    INTO_LIGHTHOUSE("lighthouse", "ModifyImageSharePermission") {
        @Override
        void of(ImageSharingService sharing, Scene scene) {
            assertThat(sharing.shareToLighthouse(scene.fresh))
                    .isEqualTo(scene.cloud.blueprintOf(scene.fresh).orElseThrow());
        }
    },
    OUT_OF_LIGHTHOUSE("lighthouse", "ModifyImageSharePermission") {
        @Override
        void of(ImageSharingService sharing, Scene scene) {
            sharing.unshareFromLighthouse(scene.shared);
            assertThat(scene.cloud.blueprintOf(scene.shared)).isEmpty();
        }
    },
    HAND_ON("lighthouse", "ShareBlueprintAcrossAccounts") {
        @Override
        void of(ImageSharingService sharing, Scene scene) {
            assertThat(sharing.shareBlueprint(scene.blueprint, List.of(OTHER)).changed())
                    .containsExactly(OTHER);
            assertThat(scene.cloud.accountsOf(scene.blueprint)).containsExactly(PARTNER, OTHER);
        }
    },
    TAKE_BACK("lighthouse", "CancelShareBlueprintAcrossAccounts") {
        @Override
        void of(ImageSharingService sharing, Scene scene) {
            assertThat(sharing.unshareBlueprint(scene.blueprint, List.of(PARTNER))
                            .changed())
                    .containsExactly(PARTNER);
            assertThat(scene.cloud.accountsOf(scene.blueprint)).isEmpty();
        }
    };

    static final AccountId PARTNER = AccountId.of("1038493875");
    static final AccountId OTHER = AccountId.of("3205597606");

    private final String service;
    private final String action;

    Ask(String service, String action) {
        this.service = service;
        this.action = action;
    }

    /** An image nobody has, one that the partner has as an image and as a blueprint. */
    record Scene(FakeTencentCloud cloud, ImageId fresh, ImageId shared, BlueprintId blueprint) {

        static Scene in(FakeTencentCloud cloud) {
            ImageId shared = cloud.addImage(image -> image.sharedWith(PARTNER));
            BlueprintId blueprint = cloud.addBlueprint(shared);
            cloud.shareElsewhere(blueprint, PARTNER);
            return new Scene(cloud, cloud.addImage(), shared, blueprint);
        }

        String truth() {
            return cloud.accountsOf(fresh) + " " + cloud.blueprintOf(fresh) + " " + cloud.accountsOf(shared) + " "
                    + cloud.blueprintOf(shared) + " " + cloud.accountsOf(blueprint);
        }
    }

    abstract void of(ImageSharingService sharing, Scene scene);

    String service() {
        return service;
    }

    String action() {
        return action;
    }

    boolean changes() {
        return !action.startsWith("Describe");
    }

    /** Whether what fails carries a report. */
    boolean reports() {
        return changes() && this != INTO_LIGHTHOUSE && this != OUT_OF_LIGHTHOUSE;
    }
}
