package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.spi.Api;
import java.time.Duration;
import java.util.ArrayList;
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
class PacedQuotaTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static List<Long> take(RequestQuota quota, Api api, int turns) throws InterruptedException {
        List<Long> at = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            assertThat(quota.await(api, "host", LONG)).isTrue();
            at.add(System.nanoTime());
        }
        return at;
    }

    private static void assertNoSecondSeesMore(List<Long> at, int rate) {
        for (int i = 0; i + rate < at.size(); i++) {
            assertThat(at.get(i + rate) - at.get(i))
                    .as("%d turns after turn %d", rate, i)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(990).toNanos());
        }
    }

    @Test
    void noSecondSeesMoreThanTheRateAlsoAfterIdleTime() throws InterruptedException {
        RequestQuota quota = RequestQuota.published();
        Api api = new Api("cvm", "Any", 40);
        List<Long> at = take(quota, api, 10);
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        at.addAll(take(quota, api, 45));
        assertNoSecondSeesMore(at, 40);
    }

    @Test
    void threadsShareOnePace() throws Exception {
        RequestQuota quota = RequestQuota.published();
        Api api = new Api("cvm", "Any", 40);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Long>> turns = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                turns.add(threads.submit(() -> {
                    quota.await(api, "host", LONG);
                    return System.nanoTime();
                }));
            }
            List<Long> at = new ArrayList<>();
            for (Future<Long> turn : turns) {
                at.add(turn.get());
            }
            at.sort(null);
            assertNoSecondSeesMore(at, 40);
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
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {-5_000, -1, 0, 1})
    void noTurnInTimeIsFalseAtOnceAndTakesNone(long millis) throws InterruptedException {
        RequestQuota quota = RequestQuota.published();
        Api api = new Api("cvm", "Any", 2);
        assertThat(quota.await(api, "host", Duration.ofMillis(millis)))
                .as("the first turn is there")
                .isTrue();
        long begin = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertThat(quota.await(api, "host", Duration.ofMillis(millis))).isFalse();
        }
        assertThat(quota.await(api, "host", Duration.ofSeconds(2))).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(900));
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
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(180), Duration.ofMillis(1200));
        long recovered = System.nanoTime();
        take(quota, api, 8);
        assertThat(Duration.ofNanos(System.nanoTime() - recovered)).isLessThan(Duration.ofMillis(600));
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
        quota.throttled(new Api("cvm", "Any", 1), "host");
        assertThat(quota.await(new Api("cvm", "Any", 1), "host", Duration.ZERO)).isTrue();
    }
}
