package io.github.imagesharing.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntoLighthouseTest extends FakeCloudFixture {

    @Test
    void sharesAnImageAndNamesItsBlueprint() {
        ImageId image = cloud.addImage();

        BlueprintId blueprint = sharing.shareToLighthouse(image);

        assertThat(cloud.blueprintOf(image)).contains(blueprint);
        assertThat(requests(WRITE)).isOne();
    }

    @Test
    void anImageThatLighthouseTakesCostsOneReadAndOneWrite() {
        sharing.shareToLighthouse(cloud.addImage());

        assertThat(cloud.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVATE", "SHARED"})
    void anImageThatIsThereAlreadyNamesTheBlueprintItHas(String type) {
        cloud.blueprintType(type);
        ImageId image = cloud.addImage();
        BlueprintId there = cloud.addBlueprint(image);

        AlreadySharedException refused = thrownBy(AlreadySharedException.class, () -> sharing.shareToLighthouse(image));

        assertThat(refused.blueprintId()).contains(there);
        assertThat(refused.imageId()).contains(image);
        assertThat(refused.detectedBy()).isEqualTo(DetectedBy.PRECONDITION);
        assertThat(requests(WRITE)).isZero();
    }

    @Test
    void anImageSharedMeanwhileNamesItsBlueprintToo() {
        ImageId image = cloud.addImage();
        showImage(image, ",\"IsShareable\":true");
        BlueprintId there = cloud.addBlueprint(image);

        AlreadySharedException refused = thrownBy(AlreadySharedException.class, () -> sharing.shareToLighthouse(image));

        assertThat(refused.blueprintId()).contains(there);
        assertThat(refused.detectedBy()).isEqualTo(DetectedBy.SERVICE);
        assertThat(refused.errorCode()).contains("UnsupportedOperation.ImageAlreadyShared");
    }

    @Test
    void withoutTheRightToListBlueprintsAnImageSharedMeanwhileNamesNone() {
        cloud.refuse(LIST);
        ImageId image = cloud.addImage();
        showImage(image, ",\"IsShareable\":true");
        cloud.addBlueprint(image);

        AlreadySharedException refused = thrownBy(AlreadySharedException.class, () -> sharing.shareToLighthouse(image));

        assertThat(refused.blueprintId()).isEmpty();
    }

    @Test
    void findsABlueprintBeyondTheFirstPage() {
        cloud.addImages(230).forEach(cloud::addBlueprint);
        ImageId image = cloud.addImage();
        BlueprintId there = cloud.addBlueprint(image);

        assertThat(thrownBy(AlreadySharedException.class, () -> sharing.shareToLighthouse(image))
                        .blueprintId())
                .contains(there);
        assertThat(requests(LIST)).isEqualTo(3);
    }

    @Test
    void aBlueprintOnItsWayOutIsNotTheOneItHas() {
        ImageId image = cloud.addImage();
        cloud.blueprintState(cloud.addBlueprint(image), "DESTROYING");
        cloud.blueprintState(cloud.addBlueprint(image), "SYNCING");
        BlueprintId there = cloud.addBlueprint(image);

        assertThat(thrownBy(AlreadySharedException.class, () -> sharing.shareToLighthouse(image))
                        .blueprintId())
                .contains(there);
    }

    @Test
    void takesAnImageBack() {
        ImageId image = cloud.addImage();
        sharing.shareToLighthouse(image);

        sharing.unshareFromLighthouse(image);

        assertThat(cloud.blueprintOf(image)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageState.class,
            names = {"NORMAL", "UNKNOWN"},
            mode = EnumSource.Mode.EXCLUDE)
    void takesAnImageBackInWhateverStateItIs(ImageState state) {
        ImageId image = cloud.addImage(i -> i.state(state));
        cloud.addBlueprint(image);

        sharing.unshareFromLighthouse(image);

        assertThat(cloud.blueprintOf(image)).isEmpty();
    }

    @Test
    void takingBackWhatIsNotThereIsNoError() {
        assertThatCode(() -> sharing.unshareFromLighthouse(cloud.addImage())).doesNotThrowAnyException();
    }

    @Test
    void takingBackAnImageThatDoesNotExistIs() {
        assertThat(thrownBy(
                        ImageNotFoundException.class, () -> sharing.unshareFromLighthouse(ImageId.of("img-00000000"))))
                .isNotNull();
    }

    @Test
    void anImageCanBeSharedAgainAfterItWasTakenBack() {
        ImageId image = cloud.addImage();
        BlueprintId first = sharing.shareToLighthouse(image);
        sharing.unshareFromLighthouse(image);

        assertThat(sharing.shareToLighthouse(image)).isNotEqualTo(first);
    }
}
