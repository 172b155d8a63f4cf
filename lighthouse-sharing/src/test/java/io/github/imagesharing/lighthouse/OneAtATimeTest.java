package io.github.imagesharing.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The service refuses a second change to a blueprint while one runs; the library does not make one. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class OneAtATimeTest extends FakeCloudFixture {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void changesToOneBlueprintTakeTurns() throws ExecutionException, InterruptedException {
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());
        cloud.latency(Duration.ofMillis(20));
        List<AccountId> asked = accounts(12);

        List<Future<?>> running = new ArrayList<>();
        for (AccountId account : asked) {
            running.add(threads.submit(() -> sharing.shareBlueprint(blueprint, List.of(account))));
        }
        for (Future<?> one : running) {
            one.get();
        }

        assertThat(cloud.accountsOf(blueprint)).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(cloud.requests(HAND_ON))
                .extracting(RecordedRequest::errorCode)
                .containsOnly("");
    }

    @Test
    void changesToSeveralBlueprintsGoSideBySide() {
        BlueprintId first = cloud.addBlueprint(cloud.addImage());
        BlueprintId second = cloud.addBlueprint(cloud.addImage());
        cloud.failNext(HAND_ON, Fault.silent(Duration.ofSeconds(3)));

        CompletableFuture<?> running =
                CompletableFuture.runAsync(() -> sharing.shareBlueprint(first, List.of(PARTNER)), threads);
        while (requests(HAND_ON) == 0) {
            Thread.onSpinWait();
        }
        int sent = cloud.requests().size();
        CompletableFuture<?> beside =
                CompletableFuture.runAsync(() -> sharing.shareBlueprint(second, List.of(PARTNER)), threads);
        while (cloud.requests().size() == sent) {
            Thread.onSpinWait();
        }

        assertThat(running).isNotDone();
        CompletableFuture.allOf(running, beside).join();
    }

    @Test
    void waitingForOnesTurnAnswersToInterruption() throws InterruptedException {
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());
        cloud.latency(Duration.ofSeconds(1));
        CompletableFuture<?> running =
                CompletableFuture.runAsync(() -> sharing.shareBlueprint(blueprint, List.of(PARTNER)), threads);
        while (requests(ACCESS) == 0) {
            Thread.onSpinWait();
        }
        AtomicReference<CallInterruptedException> ended = new AtomicReference<>();
        Thread waiting = new Thread(() -> ended.set(
                thrownBy(CallInterruptedException.class, () -> sharing.unshareBlueprint(blueprint, List.of(OTHER)))));
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        waiting.interrupt();
        waiting.join();

        assertThat(ended.get()).isNotNull();
        running.join();
        assertThat(requests(ACCESS)).isOne();
    }
}
