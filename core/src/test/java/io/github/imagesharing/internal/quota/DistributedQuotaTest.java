package io.github.imagesharing.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.DistributedQuota;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many machines on one engine that is well. */
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
            assertThat(quota.await(api, "host", LONG)).isTrue();
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
        List<Long> left = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            assertThat(machines.get(i % 3).awaitSend(FORTY, "host", LONG)).isTrue();
            left.add(System.nanoTime());
        }
        assertThat(Duration.ofNanos(left.get(11) - left.get(0))).isGreaterThan(Duration.ofMillis(10 * 27));
        assertThat(machines.get(0).awaitSend(FORTY, "host", Duration.ZERO)).isFalse();
    }

    @Test
    void aMachineWithOneRequestDoesNotWaitForAnothersBatch() throws Exception {
        RequestQuota batch = machine();
        RequestQuota single = machine();
        AtomicInteger ofTheBatch = new AtomicInteger();
        for (int i = 0; i < 30; i++) {
            threads.execute(() -> {
                try {
                    while (batch.await(FORTY, "host", LONG)) {
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
                assertThat(machine().await(new Api("cvm", action, 1), host, Duration.ZERO))
                        .isTrue();
            }
        }
        assertThat(machine().await(new Api("cvm", "A", 1), "one", Duration.ofMillis(10)))
                .isFalse();
        assertThat(engine.buckets)
                .containsOnlyKeys(
                        "image-sharing/one/A", "image-sharing/one/B", "image-sharing/two/A", "image-sharing/two/B");
    }

    @Test
    void accountsWithKeysOfTheirOwnDoNotShare() throws InterruptedException {
        for (String account : List.of("a/", "b/")) {
            RequestQuota quota = RequestQuota.distributed(engine.machine().withMapper(key -> account + key));
            assertThat(quota.await(new Api("cvm", "A", 1), "host", Duration.ZERO))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-5_000, -1, 0, 1})
    void noTurnInTimeIsFalseAndTakesNone(long millis) throws InterruptedException {
        RequestQuota quota = machine();
        Api two = new Api("cvm", "Any", 2);
        assertThat(quota.await(two, "host", Duration.ofMillis(millis)))
                .as("the first turn is there")
                .isTrue();
        long begin = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertThat(quota.await(two, "host", Duration.ofMillis(millis))).isFalse();
        }
        assertThat(quota.await(two, "host", Duration.ofSeconds(5))).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
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

    /** Eight turns are skipped once, and not for each of fifteen refusals. */
    @Test
    void beingThrottledSlowsDownAllMachinesOnceASecondInAll() throws InterruptedException {
        List<RequestQuota> machines = List.of(machine(), machine(), machine());
        take(machines.get(0), FORTY, 1);
        long begin = System.nanoTime();
        machines.forEach(quota -> {
            for (int i = 0; i < 5; i++) {
                quota.throttled(FORTY, "host");
            }
        });
        take(machines.get(1), FORTY, 20);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(27 * 27), Duration.ofMillis(100 * 27));
    }

    @Test
    void aBucketLeftBehindByAClockThatWasFarAheadBeginsAnew() throws InterruptedException {
        Api slow = new Api("cvm", "Any", 1);
        RequestQuota quota = RequestQuota.distributed(engine.machine()).machines(1);
        take(quota, slow, 1);
        engine.machine(Duration.ofHours(1))
                .getProxy("image-sharing/host/Any", () -> {
                    throw new AssertionError("the quota has not made the bucket");
                })
                .consumeIgnoringRateLimits(5000);
        long begin = System.nanoTime();
        take(quota, slow, 2);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(900), LONG);
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
