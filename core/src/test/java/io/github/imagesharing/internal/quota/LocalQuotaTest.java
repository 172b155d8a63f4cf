package io.github.imagesharing.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pace of requests, in as little real time as shows it. */
class LocalQuotaTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** A turn was had at some time between these two. */
    private record Turn(long asked, long had) {}

    private static Turn take(RequestQuota quota, Api api) throws InterruptedException {
        long asked = System.nanoTime();
        assertThat(quota.await(api, "host", LONG)).isTrue();
        return new Turn(asked, System.nanoTime());
    }

    private static List<Turn> take(RequestQuota quota, Api api, int turns) throws InterruptedException {
        List<Turn> taken = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            taken.add(take(quota, api));
        }
        return taken;
    }

    /** However late a thread of a busy machine notes its permit, it errs to the safe side. */
    private static void assertNoSecondSeesMore(List<Turn> turns, int rate) {
        for (int i = 0; i + rate < turns.size(); i++) {
            assertThat(turns.get(i + rate).had() - turns.get(i).asked())
                    .as("%d turns after turn %d", rate, i)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void noSecondSeesMoreThanTheRateAlsoAfterIdleTime() throws InterruptedException {
        RequestQuota quota = RequestQuota.published();
        Api api = new Api("cvm", "Any", 40);
        List<Turn> turns = take(quota, api, 10);
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        turns.addAll(take(quota, api, 45));
        assertNoSecondSeesMore(turns, 40);
    }

    @Test
    void threadsShareOnePace() throws Exception {
        RequestQuota quota = RequestQuota.published();
        Api api = new Api("cvm", "Any", 40);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Turn>> taking = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                taking.add(threads.submit(() -> take(quota, api)));
            }
            List<Turn> turns = new ArrayList<>();
            for (Future<Turn> turn : taking) {
                turns.add(turn.get());
            }
            turns.sort(Comparator.comparing(Turn::had));
            assertNoSecondSeesMore(turns, 40);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void eachApiAndHostHasAPaceOfItsOwn() throws InterruptedException {
        RequestQuota quota = RequestQuota.published();
        for (String host : List.of("one", "two")) {
            for (String action : List.of("A", "B")) {
                assertThat(quota.await(new Api("cvm", action, 1), host, Duration.ZERO))
                        .isTrue();
            }
        }
        assertThat(quota.await(new Api("cvm", "A", 1), "one", Duration.ofMillis(10)))
                .isFalse();
    }

    @Test
    void otherRatesReplaceThePublishedOnes() throws InterruptedException {
        RequestQuota quota = RequestQuota.perSecond(Map.of("Fast", 1000));
        long begin = System.nanoTime();
        take(quota, new Api("cvm", "Fast", 1), 20);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(longs = {-5_000, -1, 0, 1})
    void noTurnInTimeIsFalseAtOnceAndTakesNone(long millis) throws InterruptedException {
        RequestQuota quota = RequestQuota.published();
        Api api = new Api("cvm", "Any", 2);
        assertThat(quota.await(api, "host", Duration.ofMillis(millis)))
                .as("the first turn is there")
                .isTrue();
        for (int i = 0; i < 50; i++) {
            assertThat(quota.await(api, "host", Duration.ofMillis(millis))).isFalse();
        }
        assertThat(quota.await(api, "host", Duration.ofSeconds(2)))
                .as("the second turn, half a second after the first and not behind 50 others")
                .isTrue();
    }

    @Test
    void beingThrottledSlowsDownOnceASecondAndRecovers() throws InterruptedException {
        RequestQuota quota = RequestQuota.published();
        Api api = new Api("cvm", "Any", 40);
        take(quota, api, 1);
        long begin = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            quota.throttled(api, "host");
        }
        take(quota, api, 1);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(180));
        take(quota, api, 8);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("one pause and nine turns, not twenty pauses of a fifth of a second")
                .isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void whatGotReadyLateLeavesNoSoonerAfterTheOneBeforeThanItsTurnCame() throws InterruptedException {
        RequestQuota quota = RequestQuota.published();
        Api api = new Api("cvm", "Any", 10);
        take(quota, api, 3);

        long ready = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertThat(quota.awaitSend(api, "host", LONG)).isTrue();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - ready)).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void whatMayNotLeaveInTimeIsToldAtOnce() throws InterruptedException {
        RequestQuota quota = RequestQuota.published();
        Api api = new Api("cvm", "Any", 1);
        assertThat(quota.awaitSend(api, "host", Duration.ZERO)).isTrue();
        assertThat(quota.awaitSend(api, "host", Duration.ofMillis(1))).isFalse();
        assertThat(quota.awaitSend(api, "another", Duration.ZERO)).isTrue();
    }

    @Test
    void waitingAnswersToInterruption() {
        RequestQuota quota = RequestQuota.published();
        Api api = new Api("cvm", "Any", 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> {
                    quota.await(api, "host", LONG);
                    quota.await(api, "host", LONG);
                })
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aRateThatIsNotPositiveIsRefused(int rate) {
        assertThatThrownBy(() -> RequestQuota.perSecond(Map.of("Any", rate)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate " + rate + " of Any");
    }

    @Test
    void unlimitedLetsEverythingPass() throws InterruptedException {
        RequestQuota quota = RequestQuota.unlimited();
        Api api = new Api("cvm", "Any", 1);
        quota.throttled(api, "host");
        for (int i = 0; i < 3; i++) {
            assertThat(quota.await(api, "host", Duration.ZERO)).isTrue();
            assertThat(quota.awaitSend(api, "host", Duration.ZERO)).isTrue();
        }
    }
}
