package io.github.imagesharing.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Retry;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One write follows the other, sooner than reads show the first; none is undone by it, and none is believed too early. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class WritesCloseTogetherTest extends FakeCloudFixture {

    private final ImageId image = cloud.addImage();

    @Test
    void anImageTakenBackAMomentAgoIsSharedAgain() {
        cloud.readLag(Duration.ofMillis(500));
        ImageSharingService service = patient();
        waitUntilReadsShow(service);
        service.shareToLighthouse(image);
        service.unshareFromLighthouse(image);

        BlueprintId again = service.shareToLighthouse(image);

        assertThat(cloud.blueprintOf(image)).hasValue(again);
    }

    @Test
    void theConditionsOfAnImageTakenBackAMomentAgoAreLookedAtAgain() {
        cloud.readLag(Duration.ofMillis(500));
        ImageSharingService service = patient();
        waitUntilReadsShow(service);
        service.shareToLighthouse(image);
        while (service.checkLighthouse(image).isAllowed()) {
            Thread.onSpinWait();
        }
        service.unshareFromLighthouse(image);

        assertThat(service.checkLighthouse(image).violations()).isEmpty();
    }

    @Test
    void whatIsSharedAlreadyByTheWordOfTheServiceIsAskedForAgainAfterTheLag() {
        ImageSharingService service = patient();
        service.shareToLighthouse(image);
        service.unshareFromLighthouse(image);
        cloud.failNext(WRITE, Fault.error("UnsupportedOperation.ImageAlreadyShared", "it is there"));

        assertThat(cloud.blueprintOf(image)).isEmpty();
        assertThat(service.shareToLighthouse(image))
                .isEqualTo(cloud.blueprintOf(image).orElseThrow());
    }

    @Test
    void whatIsNotSharedByTheWordOfTheServiceIsTakenBackAgainAfterTheLag() {
        ImageSharingService service = patient();
        service.shareToLighthouse(image);
        cloud.failNext(WRITE, Fault.error("UnsupportedOperation.BlueprintHasNotShared", "it is not there"));

        service.unshareFromLighthouse(image);

        assertThat(cloud.blueprintOf(image)).isEmpty();
    }

    @Test
    void withoutAWriteOfItsOwnTheServiceIsTakenAtItsWord() {
        cloud.failNext(WRITE, Fault.error("UnsupportedOperation.ImageAlreadyShared", "it is there"));

        assertThat(thrownBy(AlreadySharedException.class, () -> sharing.shareToLighthouse(image)))
                .isNotNull();
        assertThat(requests(WRITE)).isEqualTo(1);
    }

    @Test
    void aBlueprintTakenBackAMomentAgoIsSharedAgain() {
        BlueprintId blueprint = cloud.addBlueprint(image);
        cloud.shareElsewhere(blueprint, PARTNER);
        cloud.readLag(Duration.ofMillis(800));
        cloud.latency(Duration.ofMillis(300));
        ImageSharingService service = patient();
        while (service.blueprintSharedWith(blueprint).isEmpty()) {
            Thread.onSpinWait();
        }
        service.unshareBlueprint(blueprint, List.of(PARTNER));

        assertThat(service.shareBlueprint(blueprint, List.of(PARTNER)).changed())
                .containsExactly(PARTNER);
        assertThat(cloud.accountsOf(blueprint)).containsExactly(PARTNER);
    }

    /** The one whose answer was lost waits before it goes on; the other must not come between. */
    @Test
    void takingBackAgainAfterALostAnswerUndoesNoShareOfAnotherThread() {
        cloud.addBlueprint(image);
        cloud.failNext(WRITE, Fault.dropAfter());
        ImageSharingService service =
                service(settings().retry(Retry.defaults().backoff(Duration.ofMillis(300), Duration.ofMillis(600))));
        CompletableFuture<?> takesBack = CompletableFuture.runAsync(() -> service.unshareFromLighthouse(image));
        while (requests(WRITE) == 0) {
            Thread.onSpinWait();
        }

        BlueprintId shared = service.shareToLighthouse(image);

        takesBack.join();
        assertThat(cloud.blueprintOf(image)).hasValue(shared);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void takingBackWhoseAnswerWasLostIsNotSentAgainUnseen(int lost) {
        cloud.addBlueprint(image);
        cloud.refuse(LIST);
        cloud.failNext(WRITE, lost, Fault.dropAfter());

        CloudUnreachableException inDoubt =
                thrownBy(CloudUnreachableException.class, () -> sharing.unshareFromLighthouse(image));

        assertThat(inDoubt.outcomeUnknown()).isTrue();
        assertThat(requests(WRITE)).isEqualTo(1);
    }

    private void waitUntilReadsShow(ImageSharingService service) {
        while (!service.checkLighthouse(image).isAllowed()) {
            Thread.onSpinWait();
        }
    }
}
