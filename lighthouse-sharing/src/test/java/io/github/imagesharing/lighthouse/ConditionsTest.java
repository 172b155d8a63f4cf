package io.github.imagesharing.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSource;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.Precondition;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.testkit.FakeImage;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lighthouse's six conditions, from what its DescribeImagesToShare and DescribeBlueprints say. */
@Execution(ExecutionMode.CONCURRENT)
class ConditionsTest extends FakeCloudFixture {

    /** All that the service tells of an image that meets the five conditions that are fields. */
    private static final String MEETS_FIVE =
            ",\"ImageSource\":\"CREATE_IMAGE\",\"ImageClass\":\"SystemImage\",\"ImageState\":\"NORMAL\","
                    + "\"IsSupportCloudinit\":true,\"IsShareable\":false,\"UnshareableReason\":\"因为\"";

    static Stream<Arguments> conditions() {
        return Stream.of(
                condition(
                        i -> i.source(ImageSource.EXTERNAL_IMPORT),
                        "ImageNotShareableException:EXTERNALLY_IMPORTED",
                        "Images imported from external sources are not supported."),
                condition(
                        i -> i.wholeInstance(true),
                        "ImageNotShareableException:WHOLE_INSTANCE",
                        "Full-instance images are not supported."),
                condition(
                        i -> i.cloudInit(false),
                        "ImageNotShareableException:NO_CLOUD_INIT",
                        "The image does not support Cloudinit."),
                condition(
                        i -> i.platform("FreeBSD"),
                        "ImageNotShareableException:UNSUPPORTED_PLATFORM",
                        "The Platform or OsName of the image is not supported."),
                condition(
                        i -> i.state(ImageState.CREATING),
                        "ImageNotReadyException",
                        "The image is not in the NORMAL status."));
    }

    private static Arguments condition(Consumer<FakeImage> image, String expected, String servicesWords) {
        return Arguments.of(image, expected, servicesWords);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("conditions")
    void eachConditionRefusesAloneWithTheServicesWords(
            Consumer<FakeImage> description, String expected, String servicesWords) {
        ImageId image = cloud.addImage(description);

        ShareCheck check = sharing.checkLighthouse(image);
        ImageSharingException thrown = thrownBy(ImageSharingException.class, () -> sharing.shareToLighthouse(image));

        assertThat(check.violations()).singleElement().satisfies(violation -> {
            assertThat(typeAndReason(violation)).isEqualTo(expected);
            assertThat(violation.detectedBy()).isEqualTo(DetectedBy.PRECONDITION);
            assertThat(violation).hasMessageContaining(servicesWords).hasMessageContaining(image.value());
        });
        assertThat(check.unchecked()).isEmpty();
        assertThat(typeAndReason(thrown)).isEqualTo(expected);
        assertThat(thrown).hasNoSuppressedExceptions();
        assertThat(requests(WRITE)).isZero();
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("conditions")
    void withoutTheRightToListBlueprintsFieldsStillTellAndThePlatformIsWhatRemains(
            Consumer<FakeImage> description, String expected, String servicesWords) {
        cloud.refuse(LIST);
        ImageId image = cloud.addImage(description);

        ShareCheck check = sharing.checkLighthouse(image);

        assertThat(check.violations()).singleElement().satisfies(violation -> {
            assertThat(typeAndReason(violation))
                    .isEqualTo(expected.replace("UNSUPPORTED_PLATFORM", "LIGHTHOUSE_CONDITIONS"));
            assertThat(violation).hasMessageContaining(servicesWords);
        });
        assertThat(check.unchecked()).singleElement().satisfies(unchecked -> {
            assertThat(unchecked.precondition()).isEqualTo(Precondition.NOT_IN_LIGHTHOUSE);
            assertThat(unchecked.reason()).contains("lighthouse:DescribeBlueprints");
        });
    }

    @Test
    void withoutTheRightToListBlueprintsAnImageThatIsThereIsOneConditionOfSeveral() {
        cloud.refuse(LIST);
        ImageId image = cloud.addImage();
        cloud.addBlueprint(image);

        assertThat(sharing.checkLighthouse(image).violations())
                .singleElement()
                .satisfies(violation -> assertThat(typeAndReason(violation))
                        .isEqualTo("ImageNotShareableException:LIGHTHOUSE_CONDITIONS"));
    }

    @Test
    void withoutTheRightToListBlueprintsAnImageIsSharedAllTheSame() {
        cloud.refuse(LIST);
        ImageId image = cloud.addImage();

        assertThat(sharing.checkLighthouse(image).isAllowed()).isTrue();
        assertThat(cloud.blueprintOf(image)).isEmpty();
        assertThat(sharing.shareToLighthouse(image))
                .isEqualTo(cloud.blueprintOf(image).orElseThrow());
    }

    @Test
    void anImageThatIsThereAlreadyViolatesThatAlone() {
        ImageId image = cloud.addImage();
        cloud.addBlueprint(image);

        assertThat(sharing.checkLighthouse(image).violations())
                .singleElement()
                .isInstanceOfSatisfying(
                        AlreadySharedException.class,
                        already -> assertThat(already.blueprintId()).isEqualTo(cloud.blueprintOf(image)));
    }

    @Test
    void reportsAllViolationsAtOnceThatWhichEndsTheMatterFirst() {
        ImageId image = cloud.addImage(i -> i.source(ImageSource.EXTERNAL_IMPORT)
                .wholeInstance(true)
                .cloudInit(false)
                .platform("FreeBSD")
                .state(ImageState.CREATING));
        cloud.addBlueprint(image);

        ShareCheck check = sharing.checkLighthouse(image);
        ImageSharingException thrown = thrownBy(ImageSharingException.class, () -> sharing.shareToLighthouse(image));

        assertThat(check.violations())
                .extracting(FakeCloudFixture::typeAndReason)
                .containsExactly(
                        "AlreadySharedException",
                        "ImageNotShareableException:EXTERNALLY_IMPORTED",
                        "ImageNotShareableException:WHOLE_INSTANCE",
                        "ImageNotShareableException:NO_CLOUD_INIT",
                        "ImageNotReadyException");
        assertThat(thrown).isInstanceOf(AlreadySharedException.class);
        assertThat(thrown.getSuppressed()).hasSize(4);
        assertThat(requests(WRITE)).isZero();
    }

    @Test
    void anImageThatLighthouseDoesNotListIsAViolationLikeAnyOther() {
        ImageId gone = ImageId.of("img-00000000");
        ImageId elsewhere = cloud.addImage(i -> i.region(Region.of("ap-tokyo")));

        assertThat(sharing.checkLighthouse(gone).violations())
                .singleElement()
                .isInstanceOf(ImageNotFoundException.class);
        assertThat(thrownBy(ImageNotFoundException.class, () -> sharing.shareToLighthouse(elsewhere)))
                .hasMessageContaining("region");
    }

    @Test
    void aMalformedIdIsAViolationLikeAnyOther() {
        assertThat(sharing.checkLighthouse(ImageId.of("img-Z")).violations())
                .extracting(FakeCloudFixture::typeAndReason)
                .containsExactly("InvalidImageIdException");
    }

    @Test
    void theServiceDecidesWhateverTheFieldsSay() {
        ImageId image = cloud.addImage();
        showImage(image, MEETS_FIVE.replace("SystemImage", "InstanceImage").replace("false", "true"));

        assertThat(sharing.checkLighthouse(image).isAllowed()).isTrue();
    }

    @Test
    void itsWordsArePassedThroughInWhateverLanguage() {
        ImageId image = cloud.addImage();
        showImage(image, MEETS_FIVE);

        assertThat(sharing.checkLighthouse(image).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation).hasMessageContaining("因为"));
    }

    @ParameterizedTest
    @CsvSource({
        "ImageSource, NOT_IMPORTED",
        "ImageClass, NO_WHOLE_INSTANCE",
        "ImageState, IMAGE_NORMAL",
        "IsSupportCloudinit, HAS_CLOUD_INIT"
    })
    void aConditionThatIsNotToldMayBeTheOneThatIsNotMet(String member, Precondition precondition) {
        ImageId image = cloud.addImage();
        showImage(image, MEETS_FIVE.replaceFirst(",\"" + member + "\":[^,]*", ""));

        ShareCheck check = sharing.checkLighthouse(image);

        assertThat(check.violations())
                .extracting(FakeCloudFixture::typeAndReason)
                .containsExactly("ImageNotShareableException:LIGHTHOUSE_CONDITIONS");
        assertThat(check.unchecked())
                .extracting(ShareCheck.Unchecked::precondition)
                .containsExactly(precondition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"ImageSource\":null,\"ImageClass\":null,\"ImageState\":null,\"IsSupportCloudinit\":null,"
                        + "\"OsName\":null,\"Platform\":null,\"IsShareable\":null,\"UnshareableReason\":null"
            })
    void anImageOfWhichNothingIsToldIsLeftToTheService(String members) {
        ImageId image = cloud.addImage();
        showImage(image, members);

        ShareCheck check = sharing.checkLighthouse(image);

        assertThat(check.isAllowed()).isTrue();
        assertThat(check.unchecked())
                .extracting(ShareCheck.Unchecked::precondition)
                .containsExactly(
                        Precondition.NOT_IMPORTED,
                        Precondition.NO_WHOLE_INSTANCE,
                        Precondition.HAS_CLOUD_INIT,
                        Precondition.IMAGE_NORMAL,
                        Precondition.LIGHTHOUSE_PLATFORM);
        assertThat(sharing.shareToLighthouse(image)).isNotNull();
    }

    @Test
    void aStateNobodyKnowsKeepsTheServicesWord() {
        ImageId image = cloud.addImage(i -> i.state("REBUILDING"));

        assertThat(sharing.checkLighthouse(image).violations())
                .singleElement()
                .isInstanceOfSatisfying(ImageNotReadyException.class, refused -> {
                    assertThat(refused.state()).contains(ImageState.UNKNOWN);
                    assertThat(refused).hasMessageContaining("REBUILDING");
                });
    }

    /** That it is there already is an answer and no optional check, so it keeps its time and is asked each time. */
    @Test
    void aSlowListOfBlueprintsOnceIsNotHeldAgainstTheNextImage() {
        ImageId first = cloud.addImage();
        ImageId second = cloud.addImage();
        List.of(first, second).forEach(cloud::addBlueprint);
        cloud.failNext(LIST, Fault.silent(Duration.ofSeconds(4)));

        for (ImageId image : List.of(first, second)) {
            assertThat(thrownBy(AlreadySharedException.class, () -> sharing.shareToLighthouse(image)))
                    .isNotNull();
        }
    }
}
