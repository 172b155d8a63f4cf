package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.testkit.EmptySet;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SharingTest extends FakeCloudFixture {

    @Test
    void sharesAnImageWithAccountsInOneRequest() {
        ImageId image = cloud.addImage();

        ShareReport report = sharing.share(image, List.of(PARTNER, OTHER));

        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER, OTHER);
        assertThat(report.target()).isEqualTo(image);
        assertThat(report.changed()).containsExactly(PARTNER, OTHER);
        assertThat(report.isComplete()).isTrue();
        assertThat(report.requestIds()).hasSize(1);
        assertThat(writes()).isOne();
    }

    @Test
    void aSecondCallSendsNothing() {
        ImageId image = cloud.addImage();
        sharing.share(image, List.of(PARTNER));

        ShareReport again = sharing.share(image, List.of(PARTNER));

        assertThat(again.unchanged()).containsExactly(PARTNER);
        assertThat(again.requestIds()).isEmpty();
        assertThat(writes()).isOne();
    }

    @Test
    void sendsOnlyTheDifferenceAndNoAccountTwice() {
        ImageId image = cloud.addImage(i -> i.sharedWith(PARTNER));

        ShareReport report = sharing.share(image, List.of(PARTNER, OTHER, OTHER, PARTNER));

        assertThat(report.outcomes()).containsOnlyKeys(PARTNER, OTHER);
        assertThat(report.unchanged()).containsExactly(PARTNER);
        assertThat(report.changed()).containsExactly(OTHER);
        assertThat(cloud.requests("ModifyImageSharePermission").get(0).body())
                .contains(OTHER.value())
                .doesNotContain(PARTNER.value());
    }

    @Test
    void takesAccessAwayAndLeavesOthersTheirs() {
        ImageId image = cloud.addImage(i -> i.sharedWith(PARTNER, OTHER));

        ShareReport report = sharing.unshare(image, List.of(PARTNER));

        assertThat(report.changed()).containsExactly(PARTNER);
        assertThat(cloud.accountsOf(image)).containsExactly(OTHER);
    }

    @Test
    void takingAwayWhatIsNotThereSendsNothing() {
        ImageId image = cloud.addImage();

        assertThat(sharing.unshare(image, List.of(PARTNER)).unchanged()).containsExactly(PARTNER);
        assertThat(writes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageState.class,
            names = {"NORMAL", "UNKNOWN"},
            mode = EnumSource.Mode.EXCLUDE)
    void takesAccessAwayInWhateverStateTheImageIs(ImageState state) {
        ImageId image = cloud.addImage(i -> i.sharedWith(PARTNER).state(state));

        sharing.unshare(image, List.of(PARTNER));

        assertThat(cloud.accountsOf(image)).isEmpty();
    }

    @Test
    void saysWhoHasAccessSinceWhen() {
        ImageId image = cloud.addImage(i -> i.sharedWith(PARTNER));

        List<SharedAccount> shared = sharing.sharedWith(image);

        assertThat(shared).extracting(SharedAccount::account).containsExactly(PARTNER);
        assertThat(shared.get(0).sharedAt()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(EmptySet.class)
    void nobodyHasAccessHoweverTheServiceWritesIt(EmptySet style) {
        cloud.emptySharePermissionSet(style);
        ImageId image = cloud.addImage();

        assertThat(sharing.sharedWith(image)).isEmpty();
        assertThat(sharing.share(image, List.of(PARTNER)).changed()).containsExactly(PARTNER);
    }

    @Test
    void listsAllPagesOfTheCallersOwnImages() {
        List<ImageId> own = cloud.addImages(230);
        cloud.addImage(i -> i.type(ImageType.PUBLIC_IMAGE));

        assertThat(sharing.images()).extracting(CvmImage::id).containsExactlyInAnyOrderElementsOf(own);
        assertThat(cloud.requests("DescribeImages")).hasSize(3);
    }

    @Test
    void listsImagesByIdNameAndTag() {
        ImageId web = cloud.addImage(i -> i.name("golden-web").tag("team", "red"));
        ImageId db = cloud.addImage(i -> i.name("golden-db").tag("team", "blue"));
        ImageId publicImage = cloud.addImage(i -> i.type(ImageType.PUBLIC_IMAGE));
        ImageId gone = ImageId.of("img-00000000");

        assertThat(sharing.images(ImageQuery.byIds(List.of(web, gone, publicImage))))
                .extracting(CvmImage::id)
                .containsExactly(web);
        assertThat(sharing.images(ImageQuery.byName("golden"))).hasSize(2);
        assertThat(sharing.images(ImageQuery.byName("-db")))
                .extracting(CvmImage::id)
                .containsExactly(db);
        assertThat(sharing.images(ImageQuery.byTag("team", "red")))
                .extracting(CvmImage::id)
                .containsExactly(web);
    }

    @Test
    void listsMoreImagesByIdThanOneRequestMayName() {
        List<ImageId> own = cloud.addImages(130);

        assertThat(sharing.images(ImageQuery.byIds(own))).hasSize(130);
    }

    @Test
    void keepsTheRawTextOfAStateItDoesNotKnow() {
        ImageId image = cloud.addImage(i -> i.state("REBUILDING"));

        CvmImage shown = sharing.images(ImageQuery.byIds(List.of(image))).get(0);

        assertThat(shown.state()).isEqualTo(ImageState.UNKNOWN);
        assertThat(shown.unrecognized()).containsEntry("ImageState", "REBUILDING");
    }

    @Test
    void sharesWithAsManyAccountsAsOneImageMayHave() {
        ImageId image = cloud.addImage();
        List<AccountId> many = accounts(500);

        assertThat(sharing.share(image, many).changed()).hasSize(500);
        assertThat(cloud.accountsOf(image)).containsExactlyElementsOf(many);
    }

    @Test
    void aServiceWithoutCvmNamesTheArtifactToAdd() {
        try (ImageSharingService empty = ImageSharingService.builder().build()) {
            assertThatThrownBy(() -> empty.share(ImageId.of("img-6pb6lrmy"), List.of(PARTNER)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("image-sharing-cvm");
        }
    }

    @Test
    void aServiceWithCvmAloneNamesTheArtifactToAddForLighthouse() {
        ImageId image = ImageId.of("img-6pb6lrmy");
        BlueprintId blueprint = BlueprintId.of("lhbp-su83x02a");
        List<ThrowingCallable> calls = List.of(
                () -> sharing.shareToLighthouse(image),
                () -> sharing.unshareFromLighthouse(image),
                () -> sharing.checkLighthouse(image),
                () -> sharing.shareBlueprint(blueprint, List.of(PARTNER)),
                () -> sharing.unshareBlueprint(blueprint, List.of(PARTNER)),
                () -> sharing.blueprintSharedWith(blueprint));

        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("io.github.imagesharing:image-sharing-lighthouse"));
    }
}
