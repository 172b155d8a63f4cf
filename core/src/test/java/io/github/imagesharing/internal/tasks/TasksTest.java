package io.github.imagesharing.internal.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.CallInterruptedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class TasksTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void workGoesOnBesideTheCaller() {
        CountDownLatch met = new CountDownLatch(2);
        try (Tasks tasks = new Tasks(threads, 1)) {
            Tasks.Task<String> one = tasks.start(() -> meet(met, "one"));
            Tasks.Task<String> two = tasks.start(() -> meet(met, "two"));
            assertThat(one.join() + two.join()).isEqualTo("onetwo");
        }
    }

    private static String meet(CountDownLatch met, String who) throws InterruptedException {
        met.countDown();
        met.await();
        return who;
    }

    @Test
    void whatWorkThrowsIsThrownByJoin() {
        try (Tasks tasks = new Tasks(threads, 1)) {
            Tasks.Task<String> work = tasks.start(() -> {
                throw new IllegalArgumentException("no");
            });
            assertThatThrownBy(work::join)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no");
        }
    }

    @Test
    void workThatAClosedExecutorDroppedIsDoneByWhoWaitsForIt() {
        try (Tasks tasks = new Tasks(dropped -> {}, 1)) {
            assertThat(tasks.start(() -> "done").join()).isEqualTo("done");
        }
    }

    @Test
    void closingBreaksOffWhatIsUnfinished() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Tasks tasks = new Tasks(threads, 1)) {
            var unused = tasks.start(() -> {
                begun.countDown();
                try {
                    return new CountDownLatch(1).await(9, java.util.concurrent.TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
            });
            begun.await();
            assertThat(unused).isNotNull();
        }
        interrupted.await();
    }

    @Test
    void nothingMoreIsRunOnAThreadThatWasInterrupted() throws InterruptedException {
        AtomicInteger run = new AtomicInteger();
        try (Tasks tasks = new Tasks(dropped -> {}, 2)) {
            for (int i = 0; i < 2; i++) {
                tasks.submit(() -> {
                    run.incrementAndGet();
                    Thread.currentThread().interrupt();
                });
            }
            assertThatThrownBy(tasks::finish).isInstanceOf(InterruptedException.class);
        }
        assertThat(run).hasValue(1);
    }

    @Test
    void waitingAnswersToInterruption() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        try (Tasks tasks = new Tasks(threads, 1)) {
            Tasks.Task<Boolean> slow = tasks.start(() -> {
                begun.countDown();
                return new CountDownLatch(1).await(9, java.util.concurrent.TimeUnit.SECONDS);
            });
            begun.await();
            Thread.currentThread().interrupt();
            assertThatThrownBy(slow::join).isInstanceOf(CallInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
