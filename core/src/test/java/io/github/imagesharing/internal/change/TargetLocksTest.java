package io.github.imagesharing.internal.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.internal.change.TargetLocks.Held;
import io.github.imagesharing.internal.change.TargetLocks.Turn;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One change of a target at a time, and who waited, or came late, knows that what was read before may be old. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TargetLocksTest {

    private static final ImageId IMAGE = ImageId.of("img-one");
    private static final ImageId OTHER = ImageId.of("img-other");

    private final TargetLocks locks = new TargetLocks();

    private static Deadline in(Duration duration) {
        return Deadline.in(duration, TimeSource.system());
    }

    private static Deadline soon() {
        return in(Duration.ofSeconds(20));
    }

    @Test
    void whatWasReadIsFreshWhileNobodyElseChangedTheTarget() {
        Turn turn = locks.turn(IMAGE);
        locks.turn(OTHER).await(soon()).close();

        Held held = turn.await(soon());

        assertThat(held.isStale()).isFalse();
        held.close();
    }

    @Test
    void whatWasReadIsOldWhenAnotherChangeHasEndedSinceAlthoughNobodyWaits() {
        Turn turn = locks.turn(IMAGE);
        locks.turn(IMAGE).await(soon()).close();

        Held held = turn.await(soon());

        assertThat(held.isStale()).isTrue();
        held.close();
        Held later = locks.turn(IMAGE).await(soon());
        assertThat(later.isStale()).isFalse();
        later.close();
    }

    @Test
    void anotherCallerWaitsForTheEndOfTheChange() {
        Held first = locks.turn(IMAGE).await(soon());
        Turn waiting = locks.turn(IMAGE);
        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> {
            Held held = waiting.await(soon());
            held.close();
            return held.isStale();
        });
        Held other = locks.turn(OTHER).await(soon());
        assertThat(second).isNotDone();
        other.close();
        first.close();

        assertThat(second.join()).isTrue();
    }

    @Test
    void whoCannotWaitAnyLongerSaysWhatTookTheTime() {
        Held first = locks.turn(IMAGE).await(soon());
        ThrottledException before = new ThrottledException(Details.client(null, "busy", null));
        Deadline over = in(Duration.ofMillis(1));
        over.failed(before);

        Throwable thrown = CompletableFuture.supplyAsync(
                        () -> catchThrowable(() -> locks.turn(IMAGE).await(over)))
                .join();

        assertThat(thrown)
                .isInstanceOf(ImageNotReadyException.class)
                .hasMessageContaining("img-one: other changes of it by this service took all the time")
                .hasCause(before);
        assertThat(((ImageSharingException) thrown).imageId()).hasValue(IMAGE);
        first.close();
    }

    @Test
    void anInterruptionEndsTheWait() {
        BlueprintId blueprint = BlueprintId.of("lhbp-su83x02a");
        Held first = locks.turn(blueprint).await(soon());

        Throwable thrown = CompletableFuture.supplyAsync(() -> {
                    Thread.currentThread().interrupt();
                    Throwable ended = catchThrowable(() -> locks.turn(blueprint).await(soon()));
                    assertThat(Thread.interrupted()).isTrue();
                    return ended;
                })
                .join();

        assertThat(thrown)
                .isInstanceOf(CallInterruptedException.class)
                .hasMessageContaining("lhbp-su83x02a: interrupted while another change of it ran");
        first.close();
    }

    @Test
    void waitingForOneOfManyImagesDoesNotCount() {
        Held first = locks.turn(IMAGE).await(soon());
        Deadline ofWork = Deadline.ofWork(Duration.ofMillis(50), TimeSource.system(), new Deadline.Ending());
        Turn waiting = locks.turn(IMAGE);
        CompletableFuture<Held> second =
                CompletableFuture.supplyAsync(() -> waiting.await(ofWork), task -> new Thread(task).start());
        Deadline real = in(Duration.ofMillis(120));
        while (!real.isOver()) {
            Thread.onSpinWait();
        }
        assertThat(second).isNotDone();

        first.close();

        assertThat(second.join().isStale()).isTrue();
        assertThat(ofWork.isOver()).isFalse();
    }
}
