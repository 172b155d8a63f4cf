package io.github.imagesharing.cvm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waits for what is not ready. */
class AwaitNormalTest extends FakeCloudFixture {

    private static final Duration LONG = Duration.ofMinutes(1);

    /** Where time is short, the first look must not be late because it is the first call of its JVM. */
    @BeforeEach
    void loadTheClasses() {
        sharing.images();
        cloud.resetRequests();
    }

    private void awaitLooks(int looks) throws InterruptedException {
        while (cloud.requests("DescribeImages").size() < looks) {
            Thread.sleep(1);
        }
    }

    private <T> FutureTask<T> beside(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        new Thread(task).start();
        return task;
    }

    @Test
    void anImageThatIsNormalIsReturnedAtOnce() {
        ImageId image = cloud.addImage();

        assertThat(sharing.awaitNormal(image, LONG).id()).isEqualTo(image);
        assertThat(cloud.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATING", "SYNCING", "IMPORTING", "USING"})
    void waitsUntilItIsNormal(ImageState state) throws Exception {
        ImageId image = cloud.addImage(i -> i.state(state));
        var waiting = beside(() -> sharing.awaitNormal(image, LONG));
        awaitLooks(3);

        cloud.changeImage(image, i -> i.state(ImageState.NORMAL));

        assertThat(waiting.get(30, SECONDS).state()).isEqualTo(ImageState.NORMAL);
    }

    @Test
    void anImageNotListedYetIsWaitedFor() throws Exception {
        cloud.readLag(Duration.ofHours(1));
        ImageId image = cloud.addImage();
        var waiting = beside(() -> sharing.awaitNormal(image, LONG));
        awaitLooks(2);

        cloud.readLag(Duration.ZERO);

        assertThat(waiting.get(30, SECONDS).id()).isEqualTo(image);
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATEFAILED", "IMPORTFAILED"})
    void endsAtOnceWhereItNeverWillBe(ImageState state) {
        ImageId image = cloud.addImage(i -> i.state(state));

        ImageNotReadyException end = thrownBy(ImageNotReadyException.class, () -> sharing.awaitNormal(image, LONG));

        assertThat(end).hasMessageContaining(state.name()).hasMessageContaining(image.value());
        assertThat(end.isRetryable()).isFalse();
        assertThat(end.state()).contains(state);
        assertThat(cloud.requests()).hasSize(1);
    }

    @Test
    void saysTheLastStateOnTimeOut() {
        ImageId image = cloud.addImage(i -> i.state(ImageState.SYNCING));

        ImageNotReadyException end =
                thrownBy(ImageNotReadyException.class, () -> sharing.awaitNormal(image, Duration.ofMillis(500)));

        assertThat(end).hasMessageContaining("SYNCING").hasMessageContaining("PT0.5S");
        assertThat(end.state()).contains(ImageState.SYNCING);
        assertThat(end.isRetryable()).isTrue();
        assertThat(end.imageId()).contains(image);
    }

    @Test
    void saysOnTimeOutThatItWasNeverListed() {
        ImageId image = ImageId.of("img-00000000");

        ImageNotReadyException end =
                thrownBy(ImageNotReadyException.class, () -> sharing.awaitNormal(image, Duration.ofMillis(500)));

        assertThat(end).hasMessageContaining("not been listed");
        assertThat(end.state()).isEmpty();
    }

    @Test
    void pollsEverMoreRarely() {
        ImageId image = cloud.addImage(i -> i.state(ImageState.CREATING));

        thrownBy(ImageNotReadyException.class, () -> sharing.awaitNormal(image, Duration.ofMillis(600)));

        // 5 ms apart at first, a tenth of the time waited later: some 30 looks where every 5 ms were 120
        assertThat(cloud.requests("DescribeImages")).hasSizeBetween(2, 60);
    }

    @Test
    void aLookThatFailsForAWhileDoesNotEndTheWait() throws Exception {
        ImageId image = cloud.addImage(i -> i.state(ImageState.CREATING));
        cloud.failAlways("DescribeImages", Fault.error("InternalError", "try later"));
        var waiting = beside(() -> sharing.awaitNormal(image, LONG));
        awaitLooks(13);

        cloud.changeImage(image, i -> i.state(ImageState.NORMAL));
        cloud.heal();

        assertThat(waiting.get(30, SECONDS).state()).isEqualTo(ImageState.NORMAL);
    }

    @Test
    void aRefusalEndsIt() {
        cloud.refuse("DescribeImages");

        thrownBy(AccessDeniedException.class, () -> sharing.awaitNormal(cloud.addImage(), LONG));
    }

    @Test
    void answersToInterruption() throws Exception {
        ImageId image = cloud.addImage(i -> i.state(ImageState.CREATING));
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            CallInterruptedException end =
                    thrownBy(CallInterruptedException.class, () -> sharing.awaitNormal(image, LONG));
            assertThat(end.imageId()).contains(image);
            return Thread.interrupted();
        });
        Thread waiting = new Thread(task);
        waiting.start();
        awaitLooks(2);

        waiting.interrupt();

        assertThat(task.get(10, SECONDS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aTimeoutMustBePositive(Wrong wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharing.awaitNormal(ImageId.of("img-6pb6lrmy"), wrong.timeout))
                .withMessageContaining(wrong.timeout.toString());
    }

    enum Wrong {
        ZERO(Duration.ZERO),
        NEGATIVE(Duration.ofSeconds(-1));

        private final Duration timeout;

        Wrong(Duration timeout) {
            this.timeout = timeout;
        }
    }
}
