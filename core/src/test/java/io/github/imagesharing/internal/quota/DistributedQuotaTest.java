package io.github.imagesharing.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.DistributedQuota;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.RequestQuota.Permit;
import io.github.imagesharing.spi.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many machines on one engine that is well. */
@Execution(ExecutionMode.CONCURRENT)
class DistributedQuotaTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Api FORTY = new Api("cvm", "Any", 40);

    private final MemoryEngine engine = new MemoryEngine();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private RequestQuota machine() {
        return RequestQuota.distributed(engine.machine());
    }

    private static List<Long> take(RequestQuota quota, Api api, int turns) throws InterruptedException {
        List<Long> at = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            assertThat(Sends.one(quota, api, "host", LONG)).isTrue();
            at.add(System.nanoTime());
        }
        return at;
    }

    /** However late a thread of a busy machine notes its permit, it errs to the safe side. */
    @Test
    void machinesAndTheirThreadsShareOnePace() throws Exception {
        List<Future<List<Long>>> takers = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            RequestQuota quota = machine();
            for (int thread = 0; thread < 4; thread++) {
                takers.add(threads.submit(() -> take(quota, FORTY, 5)));
            }
        }
        List<Long> at = new ArrayList<>();
        for (Future<List<Long>> taker : takers) {
            at.addAll(taker.get());
        }
        at.sort(null);
        for (int i = 0; i < at.size(); i++) {
            assertThat(Duration.ofNanos(at.get(i) - begin))
                    .as("turn %d", i)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(i * 1000L / 40));
        }
    }

    @Test
    void whatGotReadyLateLeavesAtThePaceOfAllMachines() throws InterruptedException {
        List<RequestQuota> machines = List.of(machine(), machine(), machine());
        List<Permit> ready = new ArrayList<>();
        List<Long> left = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            ready.add(Sends.permit(machines.get(i % 3), FORTY));
        }
        for (Permit permit : ready.subList(0, 12)) {
            assertThat(permit.awaitSend(LONG)).isTrue();
            left.add(System.nanoTime());
        }
        assertThat(Duration.ofNanos(left.get(11) - left.get(0))).isGreaterThan(Duration.ofMillis(10 * 27));
        assertThat(ready.get(12).awaitSend(Duration.ZERO)).isFalse();
    }

    /** As after a stall of one machine: so many are more than its queue in the engine may ever be. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void rowQU2ThirtyThatAreReadyAtOnceOnEachMachineKeepThePaceAndNothingBeginsAnew(int machines) throws Exception {
        List<RequestQuota> quotas = machines(machines);
        Queue<Permit> ready = new ConcurrentLinkedQueue<>();
        for (RequestQuota quota : quotas) {
            for (int i = 0; i < 30; i++) {
                ready.add(Sends.permit(quota, FORTY));
            }
        }

        List<Duration> left = all(quotas, 30, quota -> ready.remove().awaitSend(LONG));

        assertThat(left).hasSize(30 * machines);
        for (int i = 0; i < left.size(); i++) {
            assertThat(left.get(i)).as("send %d", i).isGreaterThanOrEqualTo(Duration.ofMillis(i * 1000L / 40));
        }
        assertThat(engine.buckets).containsOnlyKeys("image-sharing/host/Any", "image-sharing/host/Any/sends");
    }

    @Test
    void rowQU3ThreeMachinesThatFindAClockThatWasAheadAtOnceDoNotBurst() throws Exception {
        List<RequestQuota> quotas = machines(3);
        leaveBehindAClockFarAhead(quotas.get(0), FORTY);

        List<Duration> taken = all(quotas, 20, quota -> Sends.one(quota, FORTY, "host", LONG));

        assertThat(taken).hasSize(60);
        for (int i = 0; i < taken.size(); i++) {
            assertThat(taken.get(i)).as("permit %d", i).isGreaterThanOrEqualTo(Duration.ofMillis((i + 1) * 1000L / 40));
        }
        assertThat(taken.get(59)).isLessThan(LONG);
    }

    @Test
    void whoIsNotAmongTheTwoThatMayAskInTimeIsRefused() throws Exception {
        Api slow = new Api("cvm", "Any", 1);
        RequestQuota quota = machine();
        take(quota, slow, 1);
        for (int i = 0; i < 2; i++) {
            threads.execute(() -> {
                try {
                    Sends.one(quota, slow, "host", LONG);
                } catch (InterruptedException theTestIsOver) {
                    Thread.currentThread().interrupt();
                }
            });
            while (engine.commands.get() < 3 + i) {
                Thread.onSpinWait();
            }
        }
        int before = engine.commands.get();
        assertThat(Sends.one(quota, slow, "host", Duration.ZERO)).isFalse();
        assertThat(engine.commands.get()).as("it has not asked").isEqualTo(before);
    }

    private List<RequestQuota> machines(int howMany) {
        List<RequestQuota> machines = new ArrayList<>();
        for (int i = 0; i < howMany; i++) {
            machines.add(RequestQuota.distributed(engine.machine()).machines(howMany));
        }
        return machines;
    }

    private interface Waiting {
        boolean await(RequestQuota quota) throws InterruptedException;
    }

    /** When each of so many threads on each machine had what it waits for, all beginning at once. */
    private List<Duration> all(List<RequestQuota> machines, int each, Waiting waiting) throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        AtomicLong begun = new AtomicLong();
        List<Future<Duration>> waiters = new ArrayList<>();
        for (RequestQuota quota : machines) {
            for (int i = 0; i < each; i++) {
                waiters.add(threads.submit(() -> {
                    begin.await();
                    assertThat(waiting.await(quota)).isTrue();
                    return Duration.ofNanos(System.nanoTime() - begun.get());
                }));
            }
        }
        begun.set(System.nanoTime());
        begin.countDown();
        List<Duration> had = new ArrayList<>();
        for (Future<Duration> waiter : waiters) {
            had.add(waiter.get());
        }
        had.sort(null);
        return had;
    }

    @Test
    void aMachineWithOneRequestDoesNotWaitForAnothersBatch() throws Exception {
        RequestQuota batch = machine();
        RequestQuota single = machine();
        AtomicInteger ofTheBatch = new AtomicInteger();
        for (int i = 0; i < 30; i++) {
            threads.execute(() -> {
                try {
                    while (Sends.one(batch, FORTY, "host", LONG)) {
                        ofTheBatch.incrementAndGet();
                    }
                } catch (InterruptedException theTestIsOver) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        while (ofTheBatch.get() < 2) {
            Thread.onSpinWait();
        }
        int before = ofTheBatch.get();
        take(single, FORTY, 10);
        assertThat(ofTheBatch.get() - before).isBetween(5, 40);
    }

    @Test
    void eachApiAndHostHasAPaceOfItsOwnUnderKeysThatSayWhose() throws InterruptedException {
        for (String host : List.of("one", "two")) {
            for (String action : List.of("A", "B")) {
                assertThat(Sends.one(machine(), new Api("cvm", action, 1), host, Duration.ZERO))
                        .isTrue();
            }
        }
        assertThat(Sends.one(machine(), new Api("cvm", "A", 1), "one", Duration.ofMillis(10)))
                .isFalse();
        assertThat(engine.buckets)
                .containsOnlyKeys(
                        "image-sharing/one/A", "image-sharing/one/B", "image-sharing/two/A", "image-sharing/two/B");
    }

    @Test
    void accountsWithKeysOfTheirOwnDoNotShare() throws InterruptedException {
        for (String account : List.of("a/", "b/")) {
            RequestQuota quota = RequestQuota.distributed(engine.machine().withMapper(key -> account + key));
            assertThat(Sends.one(quota, new Api("cvm", "A", 1), "host", Duration.ZERO))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-5_000, -1, 0, 1})
    void noTurnInTimeIsFalseAndTakesNone(long millis) throws InterruptedException {
        RequestQuota quota = machine();
        // As slow as can be: a busy machine too asks for all of them before the next turn comes.
        Api one = new Api("cvm", "Any", 1);
        assertThat(Sends.one(quota, one, "host", Duration.ofMillis(millis)))
                .as("the first turn is there")
                .isTrue();
        long begin = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertThat(Sends.one(quota, one, "host", Duration.ofMillis(millis))).isFalse();
        }
        assertThat(Sends.one(quota, one, "host", LONG)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("the second turn, and not behind twenty others")
                .isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void otherRatesHoldForAllAndTheMachineThatCameLastDecides() throws InterruptedException {
        Api published = new Api("cvm", "Any", 1);
        take(machine(), published, 1);
        RequestQuota faster = RequestQuota.distributed(engine.machine()).perSecond(Map.of("cvm:Any", 1000));
        long begin = System.nanoTime();
        take(faster, published, 20);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aMachineThatWasMadeEarlierDoesNotBringItsRateBack() throws InterruptedException {
        Api published = new Api("cvm", "Any", 1);
        RequestQuota older = machine();
        RequestQuota newest = RequestQuota.distributed(engine.machine()).perSecond(Map.of("cvm:Any", 20));
        take(newest, published, 1);
        take(older, published, 1);
        long begin = System.nanoTime();
        take(newest, published, 5);
        take(older, published, 5);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }

    /** Eight turns are skipped once, and not for each of fifteen refusals. */
    @Test
    void beingThrottledSlowsDownAllMachinesOnceASecondInAll() throws InterruptedException {
        List<RequestQuota> machines = List.of(machine(), machine(), machine());
        take(machines.get(0), FORTY, 1);
        long begin = System.nanoTime();
        for (RequestQuota quota : machines) {
            for (int i = 0; i < 5; i++) {
                Sends.refused(quota, FORTY, "host");
            }
        }
        take(machines.get(1), FORTY, 20);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(42 * 27), Duration.ofMillis(115 * 27));
    }

    @Test
    void aBucketLeftBehindByAClockThatWasFarAheadBeginsAnew() throws InterruptedException {
        Api slow = new Api("cvm", "Any", 1);
        RequestQuota quota = RequestQuota.distributed(engine.machine()).machines(1);
        leaveBehindAClockFarAhead(quota, slow);
        long begin = System.nanoTime();
        take(quota, slow, 2);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(900), LONG);
    }

    private void leaveBehindAClockFarAhead(RequestQuota made, Api api) throws InterruptedException {
        take(made, api, 1);
        engine.machine(Duration.ofHours(1))
                .getProxy("image-sharing/host/Any", () -> {
                    throw new AssertionError("the quota has not made the bucket");
                })
                .consumeIgnoringRateLimits(5000);
    }

    @Test
    void rowQU3AClockThatWasFarAheadIsHealedByCallsThatCannotWaitForTheLongestQueue() throws InterruptedException {
        RequestQuota quota = RequestQuota.distributed(engine.machine()).machines(1);
        leaveBehindAClockFarAhead(quota, FORTY);
        for (int i = 0; i < 3; i++) {
            assertThat(Sends.one(quota, FORTY, "host", Duration.ofMillis(400))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aNumberOfMachinesThatIsNotPositiveIsRefused(int machines) {
        DistributedQuota quota = RequestQuota.distributed(engine.machine());
        assertThatThrownBy(() -> quota.machines(machines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("machines " + machines + ": at least 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aRateThatIsNotPositiveIsRefused(int rate) {
        DistributedQuota quota = RequestQuota.distributed(engine.machine());
        assertThatThrownBy(() -> quota.perSecond(Map.of("Any", rate)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate " + rate + " of Any");
    }

    @Test
    @SuppressWarnings("NullAway")
    void noEngineIsRefused() {
        assertThatThrownBy(() -> RequestQuota.distributed(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("engine null");
    }
}
