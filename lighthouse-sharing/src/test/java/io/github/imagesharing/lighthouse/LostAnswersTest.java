package io.github.imagesharing.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A write whose answer is lost, wrong or refused in doubt: the truth is read, and the call ends as it should. */
@Execution(ExecutionMode.CONCURRENT)
class LostAnswersTest extends FakeCloudFixture {

    private static final Duration LAG = Duration.ofMillis(400);

    static List<Fault> landedUnheard() {
        return List.of(
                Fault.dropAfter(),
                Fault.errorAfter("InternalError", "An internal error has occurred."),
                Fault.errorAfter("InternalError.RequestError", "There was an error in the request."),
                Fault.errorAfter("FailedOperation.ImageOperationFailed", "Failed."),
                Fault.httpStatusAfter(502, "<html>bad gateway</html>"),
                Fault.answerAfter("{}"),
                Fault.answerAfter("{\"Response\":{\"BlueprintId\":7,\"RequestId\":"));
    }

    static List<Fault> neverArrived() {
        return List.of(
                Fault.dropBefore(),
                Fault.error("InternalError", "An internal error has occurred."),
                Fault.httpStatus(503, ""),
                Fault.throttled(),
                Fault.error("ResourceInUse.ImageInUse", "The image is in use."),
                Fault.error("UnsupportedOperation.ImageOccupied", "Try again later."));
    }

    @ParameterizedTest
    @MethodSource("landedUnheard")
    void aShareThatLandedUnheardReturnsItsBlueprint(Fault fault) {
        cloud.failNext(WRITE, fault);
        ImageId image = cloud.addImage();

        assertThat(sharing.shareToLighthouse(image))
                .isEqualTo(cloud.blueprintOf(image).orElseThrow());
        assertThat(requests(WRITE)).isOne();
    }

    @ParameterizedTest
    @MethodSource("landedUnheard")
    void soItDoesWithTheLastAttempt(Fault fault) {
        cloud.failNext(WRITE, fault);
        ImageId image = cloud.addImage();

        assertThat(once().shareToLighthouse(image))
                .isEqualTo(cloud.blueprintOf(image).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("landedUnheard")
    void soItDoesWhereReadsLag(Fault fault) {
        cloud.readLag(LAG);
        cloud.failNext(WRITE, fault);
        ImageId image = cloud.addImage();

        assertThat(patient().shareToLighthouse(settledImage(image)))
                .isEqualTo(cloud.blueprintOf(image).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("neverArrived")
    void aShareThatNeverArrivedIsSentAgain(Fault fault) {
        cloud.failNext(WRITE, 2, fault);
        ImageId image = cloud.addImage();

        assertThat(sharing.shareToLighthouse(image))
                .isEqualTo(cloud.blueprintOf(image).orElseThrow());
        assertThat(requests(WRITE)).isEqualTo(3);
    }

    @Test
    void withoutTheRightToListBlueprintsASecondSendingFindsOutThatTheFirstLanded() {
        cloud.refuse(LIST);
        cloud.failNext(WRITE, Fault.dropAfter());
        ImageId image = cloud.addImage();

        AlreadySharedException thrown = thrownBy(AlreadySharedException.class, () -> sharing.shareToLighthouse(image));

        assertThat(thrown.blueprintId()).isEmpty();
        assertThat(cloud.blueprintOf(image)).isPresent();
    }

    @Test
    void aRefusalOfWhateverKindAfterAnOwnLostShareIsLookedInto() {
        cloud.failNext(WRITE, Fault.dropAfter());
        cloud.failNext(WRITE, Fault.error("UnsupportedOperation.ImageUnableToShare", "Not supported."));
        cloud.failNext(LIST, Fault.error("FailedOperation", "Operation failed."));
        ImageId image = cloud.addImage();

        assertThat(sharing.shareToLighthouse(image))
                .isEqualTo(cloud.blueprintOf(image).orElseThrow());
        assertThat(requests(WRITE)).isEqualTo(2);
    }

    @Test
    void aShareThatNeverGetsThroughSaysSo() {
        cloud.failAlways(WRITE, Fault.dropBefore());
        ImageId image = cloud.addImage();

        CloudUnreachableException thrown =
                thrownBy(CloudUnreachableException.class, () -> sharing.shareToLighthouse(image));

        assertThat(thrown.outcomeUnknown()).isTrue();
        assertThat(thrown.isRetryable()).isTrue();
        assertThat(requests(WRITE)).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Response\":{\"BlueprintId\":null,\"RequestId\":\"r\"}}",
                "{\"Response\":{\"RequestId\":\"r\"}}",
                "{\"Response\":{\"BlueprintId\":\"\",\"RequestId\":\"r\"}}",
                "{\"Response\":{\"BlueprintId\":\"img-12345678\",\"RequestId\":\"r\"}}"
            })
    void aSuccessWithoutABlueprintIsLookedUp(String answer) {
        cloud.failNext(WRITE, Fault.answerAfter(answer));
        ImageId image = cloud.addImage();

        assertThat(sharing.shareToLighthouse(image))
                .isEqualTo(cloud.blueprintOf(image).orElseThrow());
        assertThat(requests(WRITE)).isOne();
    }

    @Test
    void aSuccessWhoseBlueprintNobodyTellsIsNotSentAgain() {
        cloud.refuse(LIST);
        cloud.failNext(WRITE, Fault.answerAfter("{\"Response\":{\"BlueprintId\":null,\"RequestId\":\"r\"}}"));

        assertThat(thrownBy(ServiceFailureException.class, () -> sharing.shareToLighthouse(cloud.addImage())))
                .hasMessageContaining("is in Lighthouse now");
        assertThat(requests(WRITE)).isOne();
    }

    @ParameterizedTest
    @MethodSource({"landedUnheard", "neverArrived"})
    void takingBackComesThrough(Fault fault) {
        cloud.failNext(WRITE, fault);
        ImageId image = cloud.addImage();
        cloud.addBlueprint(image);

        sharing.unshareFromLighthouse(image);

        assertThat(cloud.blueprintOf(image)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("landedUnheard")
    void takingBackThatLandedUnheardIsSeenWithTheLastAttempt(Fault fault) {
        cloud.failNext(WRITE, fault);
        ImageId image = cloud.addImage();
        cloud.addBlueprint(image);

        assertThatCode(() -> once().unshareFromLighthouse(image)).doesNotThrowAnyException();
    }

    @Test
    void takingBackAnImageSharedAMomentAgoIsNotTakenForDoneByAReadThatLags() {
        ImageId image = cloud.addImage();
        cloud.readLag(Duration.ofMillis(500));
        cloud.addBlueprint(image);
        cloud.failNext(WRITE, 2, Fault.dropBefore());

        patient().unshareFromLighthouse(image);

        assertThat(cloud.blueprintOf(image)).isEmpty();
    }

    @Test
    void takingBackThatNeverGetsThroughSaysSo() {
        cloud.failAlways(WRITE, Fault.dropBefore());
        ImageId image = cloud.addImage();
        cloud.addBlueprint(image);

        assertThat(thrownBy(CloudUnreachableException.class, () -> sharing.unshareFromLighthouse(image)))
                .isNotNull();
    }

    @Test
    void takingBackThatNobodyCanSettleSaysSo() {
        cloud.refuse(LIST);
        cloud.failAlways(WRITE, Fault.dropAfter());
        ImageId image = cloud.addImage();
        cloud.addBlueprint(image);

        assertThat(thrownBy(CloudUnreachableException.class, () -> sharing.unshareFromLighthouse(image))
                        .outcomeUnknown())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UnsupportedOperation.BlueprintHasNotShared",
                "UnsupportedOperation.ImageUnableToShare",
                "UnsupportedOperation.ImageNotShared"
            })
    void takingBackWhatIsNotThereIsNoErrorHoweverTheServiceAnswers(String code) {
        cloud.failAlways(WRITE, Fault.error(code, "The image has not been shared."));

        assertThatCode(() -> sharing.unshareFromLighthouse(cloud.addImage())).doesNotThrowAnyException();
    }

    @Test
    void takingBackThatIsRefusedWhileItIsThereIsAnError() {
        cloud.failAlways(WRITE, Fault.error("Some.New.Code", "No."));
        ImageId image = cloud.addImage();
        cloud.addBlueprint(image);

        assertThat(thrownBy(ImageSharingException.class, () -> sharing.unshareFromLighthouse(image)))
                .hasMessageContaining("Some.New.Code");
    }

    static Stream<String> busyCodes() {
        return Stream.of("ResourceInUse.ImageInUse", "UnsupportedOperation.ImageOccupied");
    }

    @ParameterizedTest
    @MethodSource("busyCodes")
    void anImageThatStaysBusyEndsAfterTheAttemptsOfRetry(String code) {
        cloud.failAlways(WRITE, Fault.error(code, "Busy."));
        ImageId image = cloud.addImage();

        ImageNotReadyException sharingIt =
                thrownBy(ImageNotReadyException.class, () -> sharing.shareToLighthouse(image));
        int sent = requests(WRITE);
        cloud.addBlueprint(image);
        ImageNotReadyException takingItBack =
                thrownBy(ImageNotReadyException.class, () -> sharing.unshareFromLighthouse(image));

        assertThat(sharingIt.isRetryable()).isTrue();
        assertThat(takingItBack.isRetryable()).isTrue();
        assertThat(sent).isEqualTo(6);
        assertThat(requests(WRITE)).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anInterruptEndsTheCall(boolean share) {
        ImageId image = cloud.addImage();
        Thread.currentThread().interrupt();

        CallInterruptedException thrown = thrownBy(CallInterruptedException.class, () -> {
            if (share) {
                sharing.shareToLighthouse(image);
            } else {
                sharing.unshareFromLighthouse(image);
            }
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isNotNull();
        assertThat(requests(WRITE)).isZero();
    }

    /** Waits until reads show the image. */
    private ImageId settledImage(ImageId image) {
        while (!sharing.checkLighthouse(image).isAllowed()) {
            Thread.onSpinWait();
        }
        return image;
    }
}
