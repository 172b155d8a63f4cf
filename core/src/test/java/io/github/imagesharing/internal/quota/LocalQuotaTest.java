package io.github.imagesharing.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.DistributedQuota;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.RequestQuota.Permit;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pace of requests, in as little real time as shows it. */
@Execution(ExecutionMode.CONCURRENT)
class LocalQuotaTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration WINDOW = Duration.ofMillis(1020);
    private static final Api FORTY = new Api("cvm", "Any", 40);

    /** When a request leaves whose permit was had before. */
    private static long leaveAt(RequestQuota quota, Api api) throws InterruptedException {
        try (Permit permit = quota.await(api, "host", LONG).orElseThrow()) {
            long at = System.nanoTime();
            permit.sent();
            return at;
        }
    }

    private static List<Long> leave(RequestQuota quota, Api api, int requests) throws InterruptedException {
        List<Long> left = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            left.add(leaveAt(quota, api));
        }
        return left;
    }

    private static void assertNoSecondSeesMore(List<Long> left, int rate) {
        for (int i = 0; i + rate < left.size(); i++) {
            assertThat(left.get(i + rate) - left.get(i))
                    .as("from request %d the next %d", i, rate)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void noSecondSeesMoreThanTheRateAlsoAfterIdleTime() throws InterruptedException {
        RequestQuota quota = RequestQuota.published();
        List<Long> left = leave(quota, FORTY, 10);
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        left.addAll(leave(quota, FORTY, 45));
        assertNoSecondSeesMore(left, 40);
    }

    @Test
    void hundredsOfThreadsShareOneWindow() throws Exception {
        RequestQuota quota = RequestQuota.published();
        Api api = new Api("cvm", "Any", 120);
        ExecutorService threads = Executors.newFixedThreadPool(300);
        try {
            List<Future<Long>> leaving = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                leaving.add(threads.submit(() -> leaveAt(quota, api)));
            }
            List<Long> left = new ArrayList<>();
            for (Future<Long> one : leaving) {
                left.add(one.get());
            }
            left.sort(null);
            assertNoSecondSeesMore(left, 120);
            assertThat(Duration.ofNanos(left.get(299) - left.get(0))).isLessThan(LONG);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void eachApiAndHostHasAPaceOfItsOwn() throws InterruptedException {
        RequestQuota quota = LocalQuota.of(Rates.PUBLISHED, new VirtualTime());
        for (String host : List.of("one", "two")) {
            for (String action : List.of("A", "B")) {
                assertThat(Sends.one(quota, new Api("cvm", action, 1), host, Duration.ZERO))
                        .isTrue();
            }
        }
        assertThat(Sends.one(quota, new Api("cvm", "A", 1), "one", Duration.ofMillis(10)))
                .isFalse();
    }

    @Test
    void otherRatesReplaceThePublishedOnes() throws InterruptedException {
        RequestQuota quota = RequestQuota.perSecond(Map.of("Fast", 1000));
        long begin = System.nanoTime();
        leave(quota, new Api("cvm", "Fast", 1), 20);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(longs = {-5_000, -1, 0, 1})
    void noTurnInTimeIsFalseAtOnceAndTakesNone(long millis) throws InterruptedException {
        VirtualTime time = new VirtualTime();
        RequestQuota quota = LocalQuota.of(Rates.PUBLISHED, time);
        Api api = new Api("cvm", "Any", 1);
        assertThat(Sends.one(quota, api, "host", Duration.ofMillis(millis)))
                .as("the first turn is there")
                .isTrue();
        for (int i = 0; i < 50; i++) {
            assertThat(Sends.one(quota, api, "host", Duration.ofMillis(millis))).isFalse();
        }
        assertThat(time.passed()).isZero();
        assertThat(Sends.one(quota, api, "host", Duration.ofSeconds(2)))
                .as("the second turn, a second after the first and not behind 50 others")
                .isTrue();
    }

    @Test
    void asManyAsAreAllowedInASecondLeaveAtOnceAndTheNextASecondLater() throws InterruptedException {
        VirtualTime time = new VirtualTime();
        RequestQuota quota = LocalQuota.of(Rates.PUBLISHED, time);
        for (int burst = 0; burst < 3; burst++) {
            for (int i = 0; i < 40; i++) {
                assertThat(Sends.one(quota, FORTY, "host", LONG)).isTrue();
                assertThat(time.passed()).isEqualTo(WINDOW.multipliedBy(burst));
            }
        }
    }

    @Test
    void afterARefusalTheyAreEvenlyPaced() throws InterruptedException {
        VirtualTime time = new VirtualTime();
        RequestQuota quota = LocalQuota.of(Rates.PUBLISHED, time);
        Sends.refused(quota, FORTY, "host");
        for (int i = 1; i < 50; i++) {
            assertThat(Sends.one(quota, FORTY, "host", LONG)).isTrue();
            assertThat(time.passed()).isEqualTo(WINDOW.dividedBy(40).multipliedBy(i));
        }
    }

    @Test
    void oneThatGetsReadyForLongHoldsAPlaceAndNobodyElseUp() throws InterruptedException {
        VirtualTime time = new VirtualTime();
        RequestQuota quota = LocalQuota.of(Rates.PUBLISHED, time);
        Permit slow = Sends.permit(quota, FORTY);
        for (int i = 0; i < 39; i++) {
            assertThat(Sends.one(quota, FORTY, "host", Duration.ZERO)).isTrue();
        }
        assertThat(Sends.one(quota, FORTY, "host", Duration.ZERO)).isFalse();
        time.pass(WINDOW);
        for (int i = 0; i < 39; i++) {
            assertThat(Sends.one(quota, FORTY, "host", Duration.ZERO)).isTrue();
        }
        slow.sent();
        slow.close();
        time.pass(WINDOW.minusNanos(1));
        assertThat(Sends.one(quota, FORTY, "host", Duration.ZERO)).isFalse();
        time.pass(Duration.ofNanos(1));
        assertThat(Sends.one(quota, FORTY, "host", Duration.ZERO)).isTrue();
    }

    @Test
    void whoWaitsForAPlaceHasItAsSoonAsOneIsGivenBack() throws Exception {
        RequestQuota quota = RequestQuota.published();
        Api one = new Api("cvm", "Any", 1);
        Permit ready = Sends.permit(quota, one);
        AtomicInteger had = new AtomicInteger();
        Thread waiter = new Thread(() -> {
            try {
                had.set(Sends.one(quota, one, "host", LONG) ? 1 : -1);
            } catch (InterruptedException theTestIsOver) {
                Thread.currentThread().interrupt();
            }
        });
        waiter.start();
        while (waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        long begun = System.nanoTime();
        ready.close();
        waiter.join();
        assertThat(had).hasValue(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void waitingAnswersToInterruption() {
        RequestQuota quota = RequestQuota.published();
        Api api = new Api("cvm", "Any", 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> {
                    Sends.one(quota, api, "host", LONG);
                    Sends.one(quota, api, "host", LONG);
                })
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void rowQU1WaitersThatAreInterruptedLeaveNothingBehind() throws Exception {
        StandingTime time = new StandingTime();
        RequestQuota quota = LocalQuota.of(Rates.PUBLISHED, time);
        Api api = new Api("cvm", "Any", 1);
        assertThat(Sends.one(quota, api, "host", LONG)).isTrue();
        AtomicInteger interrupted = new AtomicInteger();
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waiters.add(time.starting(() -> {
                try {
                    if (Sends.one(quota, api, "host", LONG)) {
                        throw new AssertionError("time stands still");
                    }
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                }
            }));
        }
        waiters.forEach(Thread::interrupt);
        for (Thread waiter : waiters) {
            waiter.join();
        }
        assertThat(interrupted).hasValue(200);
        time.go();

        assertThat(Sends.one(quota, api, "host", WINDOW)).isTrue();
        assertThat(time.passed()).isEqualTo(WINDOW);
    }

    @Test
    void whoDoesNotReachTheHeadOfTheLineInTimeIsRefused() throws Exception {
        StandingTime time = new StandingTime();
        RequestQuota quota = LocalQuota.of(Rates.PUBLISHED, time);
        Api api = new Api("cvm", "Any", 1);
        assertThat(Sends.one(quota, api, "host", LONG)).isTrue();
        Thread head = time.starting(() -> {
            try {
                assertThat(Sends.one(quota, api, "host", LONG)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(Sends.one(quota, api, "host", Duration.ZERO)).isFalse();
        assertThat(Sends.one(quota, api, "host", Duration.ofMillis(5))).isFalse();
        time.go();
        head.join();
        assertThat(time.passed()).isEqualTo(WINDOW);
    }

    @Test
    void whoComesFirstIsServedFirst() throws Exception {
        StandingTime time = new StandingTime();
        RequestQuota quota = LocalQuota.of(Rates.PUBLISHED, time);
        Api api = new Api("cvm", "Any", 1);
        assertThat(Sends.one(quota, api, "host", LONG)).isTrue();
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiters.add(time.starting(() -> {
                try {
                    assertThat(Sends.one(quota, api, "host", LONG)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        time.go();
        for (Thread waiter : waiters) {
            waiter.join();
        }
        assertThat(new LinkedHashSet<>(time.sleepers)).containsExactlyElementsOf(waiters);
        assertThat(time.passed())
                .as("a twentieth more where an answer is late")
                .isBetween(WINDOW.multipliedBy(20), WINDOW.multipliedBy(21));
    }

    /** Who waits waits until time goes on; then it goes as fast as somebody waits for a place. */
    private static final class StandingTime implements TimeSource {

        private final VirtualTime time = new VirtualTime();
        private final CountDownLatch gate = new CountDownLatch(1);
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        void go() {
            gate.countDown();
        }

        Duration passed() {
            return time.passed();
        }

        /** Starts a thread and returns when it waits. */
        Thread starting(Runnable waiting) {
            Thread thread = new Thread(waiting);
            thread.start();
            while (!Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(thread.getState())) {
                Thread.onSpinWait();
            }
            return thread;
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public Instant instant() {
            return time.instant();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            throw new UnsupportedOperationException();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // The limiter has the loop.
        public void await(Condition signal, Duration most) throws InterruptedException {
            sleepers.add(Thread.currentThread());
            gate.await();
            if (most.compareTo(WINDOW) > 0) {
                signal.await(); // for a request that gets ready, which takes no time here
            } else {
                time.sleep(most);
            }
        }
    }

    @Test
    void aFractionIsAsMuchSlowerAndItsFirstPermitComesLater() throws InterruptedException {
        VirtualTime time = new VirtualTime();
        RequestQuota quota = LocalQuota.fraction(Rates.PUBLISHED, 4, time);
        Duration interval = Duration.ofMillis(102);
        assertThat(Sends.one(quota, FORTY, "host", interval.minusNanos(1))).isFalse();
        assertThat(Sends.one(quota, FORTY, "host", LONG)).isTrue();
        Duration first = time.passed();
        assertThat(first).isBetween(interval, interval.multipliedBy(2));
        for (int i = 1; i < 40; i++) {
            assertThat(Sends.one(quota, FORTY, "host", LONG)).isTrue();
            assertThat(time.passed().minus(first)).isEqualTo(interval.multipliedBy(i));
        }
        assertThat(quota).hasToString("1/4 of the rates");
    }

    @Test
    void theFractionOfTheOnlyMachineIsEvenlyPacedToo() throws InterruptedException {
        VirtualTime time = new VirtualTime();
        RequestQuota quota = LocalQuota.fraction(Rates.PUBLISHED, 1, time);
        assertThat(Sends.one(quota, FORTY, "host", LONG)).isTrue();
        Duration first = time.passed();
        for (int i = 1; i < 5; i++) {
            assertThat(Sends.one(quota, FORTY, "host", LONG)).isTrue();
            assertThat(time.passed().minus(first))
                    .isEqualTo(WINDOW.dividedBy(40).multipliedBy(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aRateThatIsNotPositiveIsRefused(int rate) {
        assertThatThrownBy(() -> RequestQuota.perSecond(Map.of("Any", rate)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate " + rate + " of Any");
        assertThatThrownBy(() -> RequestQuota.published().await(new Api("cvm", "Any", rate), "host", LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rate " + rate + " of Any: at least 1 a second");
    }

    @Test
    void theHighestRateIsNoObstacle() throws InterruptedException {
        RequestQuota quota = RequestQuota.perSecond(Map.of("Any", Integer.MAX_VALUE));
        assertThat(leave(quota, new Api("cvm", "Any", 1), 3)).hasSize(3);
    }

    @Test
    @SuppressWarnings("NullAway")
    void rowQU6NullIsRefusedByName() {
        Map<String, Integer> ofNoApi = new HashMap<>();
        ofNoApi.put(null, 5);
        Map<String, Integer> noRate = new HashMap<>();
        noRate.put("Any", null);
        Api api = new Api("cvm", "Any", 40);
        for (RequestQuota quota :
                List.of(RequestQuota.published(), RequestQuota.distributed(new MemoryEngine().machine()))) {
            assertRefused("api null", () -> Sends.one(quota, null, "host", LONG));
            assertRefused("host null", () -> Sends.one(quota, api, null, LONG));
            assertRefused("maxWait null", () -> Sends.one(quota, api, "host", null));
            assertRefused("maxWait null", () -> Sends.permit(quota, api).awaitSend(null));
        }
        assertRefused("api of the rate 5 null", () -> RequestQuota.perSecond(ofNoApi));
        assertRefused("rate null of Any", () -> RequestQuota.perSecond(noRate));
        DistributedQuota distributed = RequestQuota.distributed(new MemoryEngine().machine());
        assertRefused("api of the rate 5 null", () -> distributed.perSecond(ofNoApi));
        assertRefused("rate null of Any", () -> distributed.perSecond(noRate));
    }

    private static void assertRefused(String value, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(value);
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 300})
    void rowQU6AWaitOfCenturiesIsNoObstacle(long years) throws InterruptedException {
        Duration absurd = Duration.ofDays(365 * years);
        Api api = new Api("cvm", "Any", 1);
        for (RequestQuota quota :
                List.of(RequestQuota.published(), RequestQuota.distributed(new MemoryEngine().machine()))) {
            assertThat(Sends.one(quota, api, "host", absurd)).isTrue();
            assertThat(Sends.one(quota, api, "host", absurd)).isEqualTo(years > 0);
        }
    }

    @Test
    void unlimitedLetsEverythingPass() throws InterruptedException {
        RequestQuota quota = RequestQuota.unlimited();
        Api api = new Api("cvm", "Any", 1);
        Sends.refused(quota, api, "host");
        for (int i = 0; i < 3; i++) {
            assertThat(Sends.one(quota, api, "host", Duration.ZERO)).isTrue();
        }
    }
}
