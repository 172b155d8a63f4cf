package io.github.imagesharing.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.imagesharing.internal.quota.RemoteBucket.Pace;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bucket of an engine that leaves the time to the machines, in virtual time. */
class RemoteBucketTest {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final MemoryEngine engine = new MemoryEngine();
    private final VirtualTime time = new VirtualTime();
    private final ProxyManager<String> machine = engine.machine(time, Duration.ZERO);
    private final RemoteBucket bucket = bucket(machine, INTERVAL);

    private RemoteBucket bucket(ProxyManager<String> of, Duration interval) {
        return new RemoteBucket(of, "key", new Pace(interval, LONGEST, time.instant()));
    }

    private RemoteBucket ofAClockAhead(Duration by) {
        return bucket(engine.machine(time, by), INTERVAL);
    }

    private static void assertNext(RemoteBucket bucket, Duration wait) throws InterruptedException {
        assertThat(bucket.reserve(LONG)).isEqualTo(OptionalLong.of(wait.toNanos()));
    }

    private static Duration intervalOf(ProxyManager<String> engine) {
        return Duration.ofNanos(20
                * engine.getProxyConfiguration("key")
                        .orElseThrow()
                        .getBandwidths()[0]
                        .getRefillPeriodNanos());
    }

    @Test
    void permitsOfAllMachinesComeOneAfterTheOther() throws InterruptedException {
        RemoteBucket other = bucket(engine.machine(time, Duration.ZERO), INTERVAL);
        assertNext(bucket, Duration.ZERO);
        assertNext(other, INTERVAL);
        assertNext(bucket, INTERVAL.multipliedBy(2));
        time.pass(INTERVAL);
        assertNext(other, INTERVAL.multipliedBy(2));
    }

    @Test
    void afterIdleTimeOnePermitIsThereAndTheNextIsAnIntervalLessATwentiethAwayAtLeast() throws InterruptedException {
        assertNext(bucket, Duration.ZERO);
        for (int i = 1; i <= 50; i++) {
            time.pass(HOUR.plus(Duration.ofMillis(i)));
            assertNext(bucket, Duration.ZERO);
            long next = bucket.reserve(LONG).orElseThrow();
            assertThat(Duration.ofNanos(next))
                    .isBetween(INTERVAL.multipliedBy(19).dividedBy(20), INTERVAL);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 99_999_999})
    void aPermitThatIsNotInTimeIsNotTaken(long nanos) throws InterruptedException {
        assertThat(bucket.reserve(Duration.ofNanos(nanos))).isEqualTo(OptionalLong.of(0));
        assertThat(bucket.reserve(Duration.ofNanos(nanos))).isEmpty();
        assertThat(bucket.isAhead(Duration.ofNanos(nanos))).isFalse();
        assertThat(bucket.reserve(INTERVAL)).isEqualTo(OptionalLong.of(INTERVAL.toNanos()));
    }

    @Test
    void aPermitBeyondTheLongestQueueIsNotTakenAndComesOfAClockAhead() throws InterruptedException {
        for (int i = 0; i <= 10; i++) {
            assertNext(bucket, INTERVAL.multipliedBy(i));
        }
        assertThat(bucket.reserve(LONG)).isEmpty();
        assertThat(bucket.reserve(LONGEST)).isEmpty();
        assertThat(bucket.isAhead(LONG)).isTrue();
        assertThat(bucket.isAhead(LONGEST)).isTrue();
        time.pass(INTERVAL);
        assertThat(bucket.isAhead(LONGEST)).as("within the longest queue").isFalse();
        assertNext(bucket, LONGEST);
    }

    @Test
    void aClockAheadIsSeenByTheNextWhoAsksHoweverShortItsTime() throws InterruptedException {
        assertNext(ofAClockAhead(HOUR), Duration.ZERO);
        assertThat(bucket.reserve(Duration.ofMillis(1))).isEmpty();
        assertThat(bucket.isAhead(Duration.ofMillis(1))).isTrue();
        assertThat(bucket.isAhead(Duration.ZERO)).isTrue();

        bucket.beginAnew();

        assertThat(bucket.isAhead(Duration.ZERO)).isFalse();
        assertNext(bucket, INTERVAL);
        assertNext(bucket, INTERVAL.multipliedBy(2));
    }

    @Test
    void skippedPermitsDelayTheNext() throws InterruptedException {
        assertNext(bucket, Duration.ZERO);
        bucket.skip(3);
        assertNext(bucket, INTERVAL.multipliedBy(4));
    }

    @Test
    void whatIsDueOnceInAWhileIsTakenOnceInAWhile() {
        assertThat(bucket.tryTake()).isTrue();
        assertThat(bucket.tryTake()).isFalse();
        time.pass(INTERVAL.dividedBy(2));
        assertThat(bucket.tryTake()).isFalse();
        time.pass(INTERVAL.dividedBy(2));
        assertThat(bucket.tryTake()).isTrue();
    }

    @Test
    void whatWasTakenByAClockAheadIsDueAgainAnIntervalAfterThatIsSeen() {
        assertThat(ofAClockAhead(HOUR).tryTake()).isTrue();
        time.pass(INTERVAL);
        assertThat(bucket.tryTake()).isFalse();
        time.pass(INTERVAL.minusNanos(1));
        assertThat(bucket.tryTake()).isFalse();
        time.pass(Duration.ofNanos(1));
        assertThat(bucket.tryTake()).isTrue();
    }

    @Test
    void thePaceThatWasSetLastHoldsWhoeverAsks() throws InterruptedException {
        time.pass(Duration.ofMillis(1));
        RemoteBucket newest = bucket(engine.machine(time, Duration.ZERO), INTERVAL.multipliedBy(2));
        assertNext(bucket, Duration.ZERO);
        assertThat(intervalOf(machine)).isEqualTo(INTERVAL);
        newest.look();
        assertThat(intervalOf(machine)).isEqualTo(INTERVAL.multipliedBy(2));

        bucket.look();
        assertNext(bucket, INTERVAL.multipliedBy(2));
        bucket.skip(1);
        bucket.beginAnew();

        assertThat(intervalOf(machine)).isEqualTo(INTERVAL.multipliedBy(2));
        assertNext(bucket, INTERVAL.multipliedBy(2));
        assertNext(newest, INTERVAL.multipliedBy(4));
    }

    @Test
    void thePaceThatWasSetLastComesBackToAnEngineThatHasForgottenIt() throws InterruptedException {
        time.pass(Duration.ofMillis(1));
        RemoteBucket newest = bucket(engine.machine(time, Duration.ZERO), INTERVAL.multipliedBy(2));
        newest.look();
        engine.buckets.clear();
        bucket.look();
        assertThat(intervalOf(machine)).isEqualTo(INTERVAL);
        assertNext(newest, Duration.ZERO);
        assertThat(intervalOf(machine)).isEqualTo(INTERVAL.multipliedBy(2));
    }

    @Test
    void aBucketThatTheEngineForgotBeginsAnewAtItsOwnPace() throws InterruptedException {
        bucket.beginAnew();
        assertNext(bucket, INTERVAL);
    }

    @Test
    void keysThatAreMappedHoldThePaceToo() throws InterruptedException {
        ProxyManager<String> mapped = machine.withMapper(key -> "account/" + key);
        RemoteBucket older = bucket(mapped, INTERVAL);
        time.pass(Duration.ofMillis(1));
        assertNext(bucket(mapped, INTERVAL.multipliedBy(2)), Duration.ZERO);
        assertNext(older, INTERVAL.multipliedBy(2));
        older.beginAnew();
        assertThat(intervalOf(mapped)).isEqualTo(INTERVAL.multipliedBy(2));
        assertThat(engine.buckets).containsOnlyKeys("account/key");
    }

    @Test
    void lookingTakesNothing() throws InterruptedException {
        bucket.look();
        bucket.look();
        assertThat(engine.buckets).containsOnlyKeys("key");
        assertNext(bucket, Duration.ZERO);
    }

    @Test
    void anIntervalOfLessThanItsPartsIsNoObstacle() throws InterruptedException {
        RemoteBucket fastest = bucket(machine, Duration.ofNanos(1));
        assertNext(fastest, Duration.ZERO);
        assertNext(fastest, Duration.ofNanos(20));
    }

    @Test
    void whatIsDueOnceInAWhileIsAheadWhenItIsTwiceThatFarAway() {
        Pace pace = new Pace(INTERVAL, LONGEST, time.instant()).onceEvery(HOUR);
        assertThat(pace).isEqualTo(new Pace(HOUR, HOUR.multipliedBy(2), time.instant()));
    }
}
