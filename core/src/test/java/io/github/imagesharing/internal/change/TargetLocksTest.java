package io.github.imagesharing.internal.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.internal.change.TargetLocks.Held;
import io.github.imagesharing.internal.change.TargetLocks.Turn;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One change of a target at a time, and what was read before is carried over what others have written meanwhile. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TargetLocksTest {

    private static final ImageId IMAGE = ImageId.of("img-one");
    private static final ImageId OTHER = ImageId.of("img-other");

    private static final AccountId ANNA = AccountId.of("1000001");
    private static final AccountId BERT = AccountId.of("1000002");
    private static final AccountId CARL = AccountId.of("1000003");
    private static final AccessView READ = AccessView.ofCertain(Set.of(CARL));

    private final TargetLocks locks = new TargetLocks();

    private static Deadline in(Duration duration) {
        return Deadline.in(duration, TimeSource.system());
    }

    private static Deadline soon() {
        return in(Duration.ofSeconds(20));
    }

    private void write(ImageId image, Permission permission, AccountId... accounts) {
        locks.noting(image, permission, Set.of(accounts), () -> "request");
    }

    /** A write by another change, which ends with it. */
    private void change(Permission permission, AccountId... accounts) {
        Held held = locks.turn(IMAGE).await(soon());
        write(IMAGE, permission, accounts);
        held.close();
    }

    private void failingChange(RuntimeException failure, AccountId... accounts) {
        Held held = locks.turn(IMAGE).await(soon());
        assertThatThrownBy(() -> locks.noting(IMAGE, Permission.SHARE, Set.of(accounts), () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        held.close();
    }

    private static Optional<AccessView> carried(Turn turn, AccessView read) {
        try (Held held = turn.await(soon())) {
            return held.carried(read);
        }
    }

    @Test
    void whatWasReadIsFreshWhileNobodyElseChangedTheTarget() {
        Turn turn = locks.turn(IMAGE);
        Held other = locks.turn(OTHER).await(soon());
        write(OTHER, Permission.SHARE, ANNA);
        other.close();

        assertThat(carried(turn, READ)).contains(READ);
    }

    @Test
    void whatOthersWroteSinceTheTurnBeganIsCarriedInItsOrder() {
        Turn turn = locks.turn(IMAGE);
        change(Permission.SHARE, ANNA, BERT);
        change(Permission.CANCEL, ANNA, CARL);
        locks.turn(IMAGE).await(soon()).close();

        assertThat(carried(turn, READ)).contains(AccessView.ofCertain(Set.of(BERT)));
        assertThat(carried(locks.turn(IMAGE), READ)).as("a later turn reads it").contains(READ);
    }

    @Test
    void aChangeIsHeardOfWhenItHasEndedAlsoByATurnThatBeganAmidIt() {
        Held first = locks.turn(IMAGE).await(soon());
        Turn before = locks.turn(IMAGE);
        write(IMAGE, Permission.SHARE, ANNA);
        Turn after = locks.turn(IMAGE);
        first.close();

        assertThat(carried(before, READ)).contains(READ.after(Permission.SHARE, Set.of(ANNA)));
        assertThat(carried(after, READ))
                .as("older than the read, which does not show it")
                .isEmpty();
        AccessView shown = AccessView.ofCertain(Set.of(ANNA, CARL));
        assertThat(carried(after, shown)).as("and one that shows it").contains(shown);
    }

    @Test
    void whatMayHaveBeenAppliedIsReadAgain() {
        Turn turn = locks.turn(IMAGE);
        failingChange(new CloudUnreachableException(Details.client(null, "lost", null), true, true), ANNA);
        assertThat(carried(turn, READ)).isEmpty();

        Turn amongSeveral = locks.turn(IMAGE);
        failingChange(new AccountNotFoundException(Details.client(null, "one of two", null)), ANNA, BERT);
        assertThat(carried(amongSeveral, READ)).isEmpty();

        Turn thrown = locks.turn(IMAGE);
        failingChange(new IllegalStateException("on purpose"), ANNA);
        assertThat(carried(thrown, READ)).isEmpty();
    }

    @Test
    void whatCertainlyChangedNothingNeedsNoRead() {
        Turn turn = locks.turn(IMAGE);
        failingChange(new ThrottledException(Details.client(null, "busy", null)), ANNA);
        failingChange(new AccountNotFoundException(Details.client(null, "alone", null)), ANNA);

        assertThat(carried(turn, READ)).contains(READ);
    }

    @Test
    void aTurnThatIsFarBehindReadsAgain() {
        Turn turn = locks.turn(IMAGE);
        for (int i = 0; i < 64; i++) {
            change(Permission.SHARE, ANNA);
        }
        assertThat(carried(turn, READ)).isPresent();
        change(Permission.SHARE, ANNA);
        assertThat(carried(turn, READ)).isEmpty();
    }

    @Test
    void anotherCallerWaitsForTheEndOfTheChange() {
        Held first = locks.turn(IMAGE).await(soon());
        Turn waiting = locks.turn(IMAGE);
        CompletableFuture<Optional<AccessView>> second = CompletableFuture.supplyAsync(() -> carried(waiting, READ));
        Held other = locks.turn(OTHER).await(soon());
        write(IMAGE, Permission.CANCEL, CARL);
        assertThat(second).isNotDone();
        other.close();
        first.close();

        assertThat(second.join()).contains(AccessView.NOBODY);
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

        assertThat(second.join().carried(READ)).contains(READ);
        assertThat(ofWork.isOver()).isFalse();
    }
}
