package io.github.imagesharing.internal.change;

import static io.github.imagesharing.internal.change.AccessChangeTest.IMAGE;
import static io.github.imagesharing.internal.change.AccessChangeTest.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which images of a batch go at once, and which wait for the one that searches. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AccountSearchTest {

    private final AccountSearch search = new AccountSearch();
    private final VirtualTime time = new VirtualTime();
    private final Deadline deadline = Deadline.ofWork(Duration.ofSeconds(1), time, new Deadline.Ending());

    /** Work on a thread of its own. */
    private static final class Beside<T> {

        private final FutureTask<T> task;
        private final Thread thread;

        Beside(Callable<T> work) {
            task = new FutureTask<>(work);
            thread = new Thread(task);
            thread.start();
        }

        Beside<T> waits() {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            return this;
        }
    }

    private ShareReport image(int account, Outcome outcome) {
        return search.admit(
                IMAGE,
                Set.of(account(account)),
                deadline,
                () -> new ShareReport(IMAGE, Map.of(account(account), outcome), List.of()));
    }

    private ShareReport image(int account) {
        return image(account, new Outcome.Changed());
    }

    private boolean begins() {
        boolean begins = search.begins(IMAGE, deadline, () -> false);
        search.end();
        return begins;
    }

    @Test
    void anImageThatHasSentNothingWaitsWhileAnotherSearchesUnlessItsAccountsWereTried()
            throws ExecutionException, InterruptedException {
        var unused = image(1);
        search.known()
                .refused(
                        Permission.SHARE,
                        account(2),
                        new AccountNotFoundException(Details.client(IMAGE, "refused", null)));
        assertThat(search.begins(IMAGE, deadline, () -> false)).isTrue();

        Beside<ShareReport> untried = new Beside<>(() -> image(3)).waits();
        assertThat(new Beside<>(() -> image(1)).task.get().changed()).containsExactly(account(1));
        assertThat(new Beside<>(() -> image(2)).task.get().changed()).containsExactly(account(2));
        assertThat(untried.task).isNotDone();
        search.end();

        assertThat(untried.task.get().changed()).containsExactly(account(3));
    }

    @Test
    void tenGoAtOnceAndTheOthersWhenOneOfThemHasChangedSomething() throws ExecutionException, InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            var unused = new Beside<>(() -> search.admit(IMAGE, Set.of(account(1)), deadline, () -> {
                begun.countDown();
                await(go);
                return new ShareReport(IMAGE, Map.of(account(1), new Outcome.Unchanged()), List.of());
            }));
        }
        begun.await();

        Beside<ShareReport> eleventh = new Beside<>(() -> image(2)).waits();
        Beside<ShareReport> twelfth = new Beside<>(() -> image(3)).waits();
        time.pass(Duration.ofHours(1));
        go.countDown();

        assertThat(eleventh.task.get().changed()).containsExactly(account(2));
        assertThat(twelfth.task.get().changed()).containsExactly(account(3));
        assertThat(deadline.isOver()).as("the wait does not count").isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneImageSearchesAtATimeAndTheNextLooksFirst() throws ExecutionException, InterruptedException {
        assertThat(search.begins(IMAGE, deadline, () -> false)).isTrue();
        assertThat(search.begins(IMAGE, deadline, () -> true))
                .as("it goes on searching")
                .isTrue();
        Beside<Boolean> next = new Beside<>(() -> search.begins(IMAGE, deadline, () -> true)).waits();
        time.pass(Duration.ofHours(1));
        search.end();

        assertThat(next.task.get()).as("what it would search for is found").isFalse();
        assertThat(deadline.isOver()).as("the wait does not count").isFalse();
        assertThat(new Beside<>(this::begins).task.get())
                .as("and it gave the lock back")
                .isTrue();
    }

    @Test
    void afterThreeSearchesNoImageWaits() throws ExecutionException, InterruptedException {
        assertThat(begins()).isTrue();
        assertThat(begins()).isTrue();
        assertThat(search.begins(IMAGE, deadline, () -> false)).isTrue();
        Beside<Boolean> last = new Beside<>(() -> search.begins(IMAGE, deadline, () -> false)).waits();
        search.end();
        assertThat(last.task.get()).isTrue();

        assertThat(search.begins(IMAGE, deadline, () -> false)).isTrue();
        assertThat(new Beside<>(this::begins).task.get()).isTrue();
        assertThat(new Beside<>(() -> image(1)).task.get().changed()).containsExactly(account(1));
    }

    @Test
    void anInterruptionEndsEitherWait() throws ExecutionException, InterruptedException {
        assertThat(search.begins(IMAGE, deadline, () -> false)).isTrue();
        Beside<Throwable> toSearch =
                new Beside<>(() -> catchThrowable(() -> search.begins(IMAGE, deadline, () -> false))).waits();
        Beside<Throwable> toBegin = new Beside<>(() -> catchThrowable(() -> image(1))).waits();

        toSearch.thread.interrupt();
        toBegin.thread.interrupt();

        assertThat(toSearch.task.get()).isInstanceOf(CallInterruptedException.class);
        assertThat(toBegin.task.get())
                .isInstanceOf(CallInterruptedException.class)
                .hasMessageContaining("img-toy: interrupted while another image of the batch was tried");
        search.end();
    }
}
