package io.github.imagesharing.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.github.imagesharing.RequestQuota.Permit;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that is ahead, and how the pace begins anew, in virtual time. One machine, one request a second. */
class SharedLimiterTest {

    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration INTERVAL = Duration.ofMillis(1080);
    private static final Duration LONGEST_QUEUE = INTERVAL.multipliedBy(10 + 1);
    private static final String KEY = "image-sharing/host/Any";

    private final MemoryEngine engine = new MemoryEngine();
    private final VirtualTime time = new VirtualTime();
    private final SharedLimiter limiter = limiter(1, Duration.ZERO);

    private SharedLimiter limiter(int rate, Duration clockAhead) {
        return new SharedLimiter(
                new SharedLimiter.Engine(
                        new EngineGuard(FailingQuota::new, time),
                        engine.machine(time, clockAhead),
                        new Rates(ImmutableMap.of()),
                        1,
                        time.instant(),
                        time),
                new Api("cvm", "Any", rate),
                "host");
    }

    private static boolean had(SharedLimiter limiter, Duration maxWait) throws InterruptedException {
        return limiter.await(maxWait).isPresent();
    }

    private void assertTakenAt(Duration passed) throws InterruptedException {
        assertThat(had(limiter, LONG)).isTrue();
        assertThat(time.passed()).isEqualTo(passed);
    }

    @Test
    void permitsOfBothKindsComeAtThePace() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            Permit permit = limiter.await(LONG).orElseThrow();
            assertThat(time.passed()).isEqualTo(INTERVAL.multipliedBy(i));
            assertThat(permit.awaitSend(LONG)).isTrue();
            assertThat(time.passed()).isEqualTo(INTERVAL.multipliedBy(i));
        }
        assertThat(engine.buckets).containsOnlyKeys(KEY, KEY + "/sends");
    }

    @Test
    void aPermitThatIsNotInTimeIsRefusedAtOnceAndNothingBeginsAnew() throws InterruptedException {
        assertTakenAt(Duration.ZERO);
        assertThat(had(limiter, INTERVAL.minusNanos(1))).isFalse();
        assertThat(time.passed()).isZero();
        assertThat(engine.buckets).containsOnlyKeys(KEY);
        assertTakenAt(INTERVAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {2000, 24 * 3600 * 1000})
    void rowQU3AClockThatWasAheadIsHealedByACallWhateverItsDeadline(long millis) throws InterruptedException {
        limiter(1, HOUR).await(Duration.ZERO).orElseThrow().awaitSend(Duration.ZERO);

        Permit permit = limiter.await(Duration.ofMillis(millis)).orElseThrow();
        assertThat(time.passed()).isEqualTo(INTERVAL);
        assertThat(permit.awaitSend(Duration.ofMillis(millis))).isTrue();
        assertThat(time.passed()).isEqualTo(INTERVAL.multipliedBy(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 500})
    void aCallTooShortForTheFirstPermitHealsForTheOthers(long millis) throws InterruptedException {
        limiter(1, HOUR).await(Duration.ZERO);

        assertThat(had(limiter, Duration.ofMillis(millis))).isFalse();
        assertThat(time.passed()).isEqualTo(Duration.ofMillis(Math.max(0, millis)));
        assertTakenAt(INTERVAL);
    }

    @Test
    void whileAClockStaysAheadThePaceBeginsAnewOncePerLongestQueue() throws InterruptedException {
        SharedLimiter ahead = limiter(1, HOUR);
        ahead.await(Duration.ZERO);
        assertTakenAt(INTERVAL);
        ahead.await(Duration.ZERO);

        assertThat(had(limiter, INTERVAL)).isFalse();
        assertThat(time.passed()).isEqualTo(INTERVAL.multipliedBy(2));
        assertThat(had(limiter, LONG)).isTrue();
        assertThat(time.passed())
                .isBetween(LONGEST_QUEUE.multipliedBy(19).dividedBy(20), LONGEST_QUEUE.plus(INTERVAL.multipliedBy(2)));
    }

    @Test
    void ofTwoClocksThatWereAheadTheOneThatHealedTheOtherIsHealedToo() throws InterruptedException {
        limiter(1, HOUR.multipliedBy(2)).await(Duration.ZERO);
        limiter(1, HOUR).await(Duration.ZERO);
        assertThat(engine.buckets).containsOnlyKeys(KEY, KEY + "/beginnings");

        assertThat(had(limiter, LONGEST_QUEUE.multipliedBy(2))).isTrue();
        assertThat(time.passed()).isBetween(LONGEST_QUEUE, LONGEST_QUEUE.plus(INTERVAL.multipliedBy(2)));
    }

    @Test
    void beingThrottledUnderAClockThatWasAheadSlowsDownAgainASecondAfterThatIsSeen() throws InterruptedException {
        throttled(limiter(1, HOUR), KEY);
        engine.buckets.remove(KEY);
        Permit permit = limiter.await(LONG).orElseThrow();
        assertThat(time.passed()).isZero();
        throttled(permit, KEY + "/penalties");
        time.pass(Duration.ofSeconds(1));
        throttled(permit, KEY);

        assertThat(had(limiter, LONG)).isTrue();
        assertThat(time.passed()).as("a permit is skipped").isEqualTo(INTERVAL.multipliedBy(2));
    }

    /** Nobody waits for what it does; it is done when it has changed the last bucket that it changes. */
    private void throttled(SharedLimiter of, String last) throws InterruptedException {
        throttled(of.await(LONG).orElseThrow(), last);
    }

    private void throttled(Permit of, String last) {
        byte[] before = engine.buckets.get(last);
        of.throttled();
        while (Arrays.equals(engine.buckets.get(last), before)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theHighestRateIsNoObstacle() throws InterruptedException {
        SharedLimiter fastest = limiter(Integer.MAX_VALUE, Duration.ZERO);
        for (int i = 0; i < 5; i++) {
            assertThat(had(fastest, LONG)).isTrue();
        }
        assertThat(time.passed()).isLessThan(Duration.ofMillis(1));
    }
}
