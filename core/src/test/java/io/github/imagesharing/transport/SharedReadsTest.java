package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.WireCalls.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.transport.SharedReads.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that ask the same at the same time. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedReadsTest {

    private static final Question QUESTION = new Question(new Api("cvm", "Any", 10), IMAGE);

    private final SharedReads reads = new SharedReads();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger made = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static Deadline in(Duration duration) {
        return Deadline.in(duration, TimeSource.system());
    }

    private Future<Integer> asking(Question question, Deadline deadline, Function<Runnable, Integer> read) {
        return threads.submit(() -> reads.read(question, deadline, read));
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw CallInterruptedException.keepingFlag(IMAGE, "interrupted", e);
        }
    }

    /** A read that is held up before it leaves. */
    private Integer heldBefore(Runnable leaves) {
        int number = made.incrementAndGet();
        begun.countDown();
        pass(gate);
        leaves.run();
        return number;
    }

    private List<Future<Integer>> fourMore() {
        List<Future<Integer>> others = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            others.add(asking(QUESTION, in(Duration.ofSeconds(20)), this::heldBefore));
        }
        return others;
    }

    /** Nobody else can see that a thread waits for the answer of another. */
    private static void awaitWaiting(int howMany) {
        while (Thread.getAllStackTraces().entrySet().stream()
                        .filter(thread -> thread.getKey().getState() == Thread.State.TIMED_WAITING)
                        .filter(thread -> List.of(thread.getValue()).stream()
                                .anyMatch(frame -> frame.getClassName().equals(SharedReads.class.getName())))
                        .count()
                < howMany) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoAsksBeforeTheRequestOfAnotherHasLeftHasItsAnswer() throws Exception {
        Future<Integer> first = asking(QUESTION, in(Duration.ofSeconds(20)), this::heldBefore);
        begun.await();
        List<Future<Integer>> others = fourMore();
        awaitWaiting(4);
        gate.countDown();
        assertThat(first.get()).isOne();
        for (Future<Integer> other : others) {
            assertThat(other.get()).isOne();
        }
    }

    @Test
    void whoAsksAfterItHasLeftAsksAnew() throws Exception {
        Future<Integer> first = asking(QUESTION, in(Duration.ofSeconds(20)), leaves -> {
            leaves.run();
            return heldBefore(leaves);
        });
        begun.await();
        assertThat(reads.<Integer>read(QUESTION, in(Duration.ofSeconds(20)), leaves -> 7))
                .isEqualTo(7);
        gate.countDown();
        assertThat(first.get()).isOne();
    }

    @Test
    void whatIsAskedOfSomethingElseIsAskedApart() throws Exception {
        Future<Integer> first = asking(QUESTION, in(Duration.ofSeconds(20)), this::heldBefore);
        begun.await();
        Question other = new Question(QUESTION.api(), "another");
        assertThat(reads.<Integer>read(other, in(Duration.ofSeconds(20)), leaves -> 7))
                .isEqualTo(7);
        gate.countDown();
        assertThat(first.get()).isOne();
    }

    @Test
    void aRefusalIsEverybodysInAnExceptionOfItsOwn() throws Exception {
        AccessDeniedException refusal = new AccessDeniedException(Details.client(IMAGE, "no rights", null));
        Future<Integer> first = asking(QUESTION, in(Duration.ofSeconds(20)), leaves -> {
            heldBefore(leaves);
            throw refusal;
        });
        begun.await();
        List<Future<Integer>> others = fourMore();
        awaitWaiting(4);
        gate.countDown();
        assertThatThrownBy(first::get).cause().isSameAs(refusal);
        for (Future<Integer> other : others) {
            assertThatThrownBy(other::get)
                    .cause()
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("no rights")
                    .isNotSameAs(refusal);
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void anInterruptionEndsNobodyElsesCall() throws Exception {
        Future<Integer> first = asking(QUESTION, in(Duration.ofSeconds(20)), this::heldBefore);
        begun.await();
        List<Future<Integer>> others = fourMore();
        awaitWaiting(4);
        first.cancel(true);
        gate.countDown();
        for (Future<Integer> other : others) {
            assertThat(other.get()).as("a read of its own").isGreaterThan(1);
        }
    }

    /** A short deadline makes fewer attempts with shorter waits, and ends before it is over. */
    @Test
    void aFailureThatMayPassIsNobodyElses() throws Exception {
        Future<Integer> first = asking(QUESTION, in(Duration.ofMillis(600)), leaves -> {
            heldBefore(leaves);
            throw new ServiceFailureException(Details.client(IMAGE, "for a moment", null));
        });
        begun.await();
        List<Future<Integer>> others = fourMore();
        awaitWaiting(4);
        gate.countDown();
        assertThatThrownBy(first::get).hasMessageContaining("for a moment");
        for (Future<Integer> other : others) {
            assertThat(other.get()).isGreaterThan(1);
        }
    }

    @Test
    void whoeverWaitedKnowsWhatTheServiceKeptAnswering() throws Exception {
        Deadline owner = in(Duration.ofSeconds(20));
        owner.failed(new ServiceFailureException(Details.client(IMAGE, "again and again", null)));
        Future<Integer> first = asking(QUESTION, owner, this::heldBefore);
        begun.await();
        Deadline own = in(Duration.ofMillis(5));
        assertThat(reads.<Integer>read(QUESTION, own, leaves -> 7)).isEqualTo(7);
        assertThat(own.lastFailure().orElseThrow()).hasMessageContaining("again and again");
        gate.countDown();
        assertThat(first.get()).isOne();
    }

    @Test
    void theDeadlineOfOneEndsNobodyElsesCall() throws Exception {
        Deadline over = in(Duration.ofMillis(1));
        Future<Integer> first = asking(QUESTION, over, leaves -> {
            heldBefore(leaves);
            throw new ServiceFailureException(Details.client(IMAGE, "its time was up", null));
        });
        begun.await();
        List<Future<Integer>> others = fourMore();
        awaitWaiting(4);
        while (!over.isOver()) {
            Thread.onSpinWait();
        }
        gate.countDown();
        assertThatThrownBy(first::get).hasMessageContaining("its time was up");
        for (Future<Integer> other : others) {
            assertThat(other.get()).isGreaterThan(1);
        }
    }

    @Test
    void whoCannotWaitThatLongAsksByItselfAndHearsWhatItsOwnTimeSays() throws Exception {
        Future<Integer> first = asking(QUESTION, in(Duration.ofSeconds(20)), this::heldBefore);
        begun.await();
        assertThat(reads.<Integer>read(QUESTION, in(Duration.ofMillis(5)), leaves -> 7))
                .isEqualTo(7);
        gate.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isOne();
    }

    @Test
    void whoeverWaitsCanBeInterrupted() throws Exception {
        Future<Integer> first = asking(QUESTION, in(Duration.ofSeconds(20)), this::heldBefore);
        begun.await();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> reads.read(QUESTION, in(Duration.ofSeconds(20)), leaves -> 7))
                .isInstanceOf(InterruptedException.class);
        gate.countDown();
        assertThat(first.get()).isOne();
    }

    @Test
    void anErrorOfOneLeavesNobodyWaiting() throws Exception {
        Future<Integer> first = asking(QUESTION, in(Duration.ofSeconds(20)), leaves -> {
            heldBefore(leaves);
            throw new StackOverflowError("on purpose");
        });
        begun.await();
        List<Future<Integer>> others = fourMore();
        awaitWaiting(4);
        gate.countDown();
        assertThatThrownBy(first::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
        for (Future<Integer> other : others) {
            assertThat(other.get()).isGreaterThan(1);
        }
    }
}
