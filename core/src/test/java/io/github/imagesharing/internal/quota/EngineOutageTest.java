package io.github.imagesharing.internal.quota;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.BucketConfiguration;
import io.github.imagesharing.DistributedQuota;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.RequestQuota.Permit;
import io.github.imagesharing.spi.Api;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine that fails, hangs and comes back. */
class EngineOutageTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Api FORTY = new Api("cvm", "Any", 40);

    private final MemoryEngine engine = new MemoryEngine();
    private final DistributedQuota quota =
            RequestQuota.distributed(engine.machine()).machines(2);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void end() {
        System.setErr(err);
        engine.comeBack();
        threads.shutdownNow();
    }

    private static Duration timeFor(RequestQuota quota, int turns) throws InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < turns; i++) {
            assertThat(Sends.one(quota, FORTY, "host", LONG)).isTrue();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private List<String> logged(String level) {
        return printed.toString(UTF_8)
                .lines()
                .filter(line -> line.contains(level + " io.github.imagesharing.DistributedQuota"))
                .toList();
    }

    private void awaitTheEngine() throws InterruptedException {
        while (logged("INFO").isEmpty()) {
            Sends.one(quota, FORTY, "host", LONG);
        }
        int before = engine.commands.get();
        Sends.one(quota, FORTY, "host", LONG);
        assertThat(engine.commands.get()).isGreaterThan(before);
    }

    @Test
    void anEngineThatFailsIsStoodInForByAShareOfTheRatesAndLoggedOnce() throws InterruptedException {
        timeFor(quota, 1);
        engine.fail();

        assertThat(timeFor(quota, 20)).as("twenty turns a second").isBetween(Duration.ofMillis(900), LONG);

        assertThat(logged("WARN"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("the engine of the distributed quota does not answer, going on with 1/2 of the rates");
        assertThat(printed.toString(UTF_8)).contains("connection refused");
    }

    @Test
    void whatTheShareDoesNotGiveInTimeIsRefused() throws InterruptedException {
        engine.fail();
        timeFor(quota, 1);
        assertThat(Sends.one(quota, FORTY, "host", Duration.ZERO)).isFalse();
    }

    @Test
    void whatGotReadyBeforeTheOutageLeavesAtTheShareOfTheRates() throws InterruptedException {
        List<Permit> ready = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ready.add(Sends.permit(quota, FORTY));
        }
        engine.fail();
        long begin = System.nanoTime();
        for (Permit permit : ready) {
            assertThat(permit.awaitSend(LONG)).isTrue();
            permit.sent();
            permit.close();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(250), LONG);
    }

    @Test
    void aPermitOfTheShareIsEnoughToSend() throws InterruptedException {
        engine.fail();
        Permit permit = Sends.permit(quota, FORTY);
        assertThat(permit.awaitSend(Duration.ZERO)).isTrue();
        assertThat(quota.permitsWithoutEngine()).isOne();
    }

    @Test
    void theEngineIsReachableButDuringAnOutage() throws InterruptedException {
        assertThat(quota.isEngineReachable()).isTrue();
        engine.fail();
        timeFor(quota, 1);
        assertThat(quota.isEngineReachable()).isFalse();
        engine.comeBack();

        awaitTheEngine();

        assertThat(quota.isEngineReachable()).isTrue();
    }

    @Test
    void anEngineThatNeverWasThereIsNoObstacle() throws InterruptedException {
        engine.fail();

        assertThat(timeFor(quota, 3)).isLessThan(LONG);
    }

    @Test
    void theEngineIsUsedAgainWhenItIsBackAndASecondOutageIsLoggedAgain() throws InterruptedException {
        engine.fail();
        timeFor(quota, 1);
        engine.comeBack();
        awaitTheEngine();

        engine.fail();
        timeFor(quota, 2);

        assertThat(logged("WARN")).hasSize(2);
    }

    @Test
    void rowQU4TheNewestRateStaysAfterAnOutageWhicheverMachineProbesFirst() throws InterruptedException {
        DistributedQuota newest = RequestQuota.distributed(engine.machine()).perSecond(Map.of("Any", 1000));
        timeFor(quota, 1);
        timeFor(newest, 1);
        BucketConfiguration ofTheNewest = configuration();
        engine.fail();
        timeFor(quota, 1);
        timeFor(newest, 1);
        engine.comeBack();

        awaitTheEngine();

        assertThat(configuration()).isEqualTo(ofTheNewest);
        timeFor(newest, 1);
        timeFor(quota, 1);
        assertThat(configuration()).isEqualTo(ofTheNewest);
    }

    private BucketConfiguration configuration() {
        return engine.machine().getProxyConfiguration("image-sharing/host/Any").orElseThrow();
    }

    @Test
    void anEngineThatHangsHoldsNobodyForLongAndFewThreads() throws Exception {
        timeFor(quota, 1);
        engine.hang();
        List<Future<Duration>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(threads.submit(() -> timeFor(quota, 3)));
        }
        for (Future<Duration> one : waiting) {
            assertThat(one.get()).isLessThan(LONG);
        }
        assertThat(Thread.getAllStackTraces().values())
                .filteredOn(stack -> Arrays.stream(stack).anyMatch(frame -> "passGate".equals(frame.getMethodName())))
                .as("two that asked, and a probe or two")
                .hasSizeBetween(2, 4);
        assertThat(logged("WARN")).hasSize(1);
        assertThat(printed.toString(UTF_8)).contains("no answer within 2 s");

        engine.comeBack();
        awaitTheEngine();
    }

    @Test
    void bySettingItFailsAndSaysWhyAndGoesOnWhenTheEngineIsBack() throws InterruptedException {
        DistributedQuota failing = quota.failWhenUnreachable();
        engine.fail();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> Sends.one(failing, FORTY, "host", LONG))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the engine of the distributed quota does not answer:"
                            + " java.lang.IllegalStateException: connection refused")
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
        assertThat(logged("WARN")).hasSize(1).first().asString().endsWith("going on with no requests at all");
        engine.comeBack();
        boolean back = false;
        while (!back) {
            try {
                back = Sends.one(failing, FORTY, "host", LONG);
            } catch (IllegalStateException stillOut) {
                Thread.onSpinWait();
            }
        }
        assertThat(logged("INFO")).hasSize(1);
    }

    @Test
    void beingThrottledInAnOutageSlowsDownTheShare() throws InterruptedException {
        engine.fail();
        for (int i = 0; i < 8; i++) {
            Sends.refused(quota, FORTY, "host");
        }

        assertThat(timeFor(quota, 1)).as("not a twentieth of a second").isBetween(Duration.ofMillis(100), LONG);
    }

    @Test
    void interruptionFreesWhoeverWaitsForTheEngineForATurnOrInLine() throws Exception {
        Api slow = new Api("cvm", "Slow", 1);
        Sends.one(quota, slow, "host", LONG);
        Sends.one(quota, slow, "host", LONG);
        frees(slow, 6);
        engine.hang();
        frees(FORTY, 3);
    }

    private void frees(Api api, int waiting) throws InterruptedException {
        List<Thread> waiters = new ArrayList<>();
        List<AtomicReference<Throwable>> ends = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            AtomicReference<Throwable> end = new AtomicReference<>();
            Thread waiter = new Thread(() -> {
                try {
                    while (Sends.one(quota, api, "host", LONG)) {
                        Thread.onSpinWait();
                    }
                } catch (InterruptedException | RuntimeException e) {
                    end.set(e);
                }
            });
            waiter.start();
            waiters.add(waiter);
            ends.add(end);
        }
        for (Thread waiter : waiters) {
            while (waiter.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
        long begin = System.nanoTime();
        waiters.forEach(Thread::interrupt);
        for (Thread waiter : waiters) {
            waiter.join();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("sooner than the 2 s that an engine has")
                .isLessThan(Duration.ofMillis(1500));
        assertThat(ends).allSatisfy(end -> assertThat(end.get()).isInstanceOf(InterruptedException.class));
    }
}
