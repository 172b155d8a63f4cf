package io.github.imagesharing.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far apart requests leave after refusals, at an even pace of a tenth of a second. */
class PaceTest {

    private static final long EVEN = Duration.ofMillis(100).toNanos();
    private static final long BEGIN = -5_000_000_000L;
    private static final Offset<Double> EXACTLY = within(1e-6);

    private final Pace pace = new Pace(EVEN, BEGIN);
    private long now = BEGIN;

    private void pass(double seconds) {
        now += Math.round(seconds * 1e9);
    }

    /** A request leaves, and is refused after that time. */
    private void refusedAfter(double seconds) {
        long sentAt = now;
        pass(seconds);
        pace.refused(sentAt, now);
    }

    private double intervals() {
        return (double) pace.interval(now) / EVEN;
    }

    @Test
    void nothingLimitsItAtFirst() {
        assertThat(pace.interval(now)).isZero();
    }

    @Test
    void aRefusalBringsItDownToTheEvenPace() {
        refusedAfter(0.02);
        assertThat(intervals()).isEqualTo(1, EXACTLY);
    }

    @Test
    void allRefusalsOfOneBurstCountAsOne() {
        long sentAt = now;
        pass(0.02);
        for (int i = 0; i < 9; i++) {
            pass(0.001);
            pace.refused(sentAt, now);
        }
        assertThat(intervals()).isEqualTo(1, EXACTLY);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.96", "2, 0.9216", "3, 0.78336", "4, 0.665856"})
    void atTheEvenPaceTwoRefusalsInARowAreAccidentsAndMoreAreNot(int refusals, double speed) {
        refusedAfter(0.02);
        pass(2);
        for (int i = 0; i < refusals; i++) {
            refusedAfter(0.0001);
        }
        assertThat(1 / intervals()).isCloseTo(speed, within(1e-4));
    }

    @Test
    void refusalsFarApartAreAccidentsAsLongAsItIsNearTheEvenPace() {
        refusedAfter(0.02);
        for (int i = 0; i < 20; i++) {
            pass(4);
            refusedAfter(0.02);
        }
        assertThat(1 / intervals()).isCloseTo(0.96, within(1e-3));
    }

    @Test
    void itIsNeverSlowerThanATenth() {
        refusedAfter(0.02);
        for (int i = 0; i < 100; i++) {
            refusedAfter(0.02);
        }
        assertThat(intervals()).isEqualTo(10, within(0.1));
    }

    @Test
    void belowTheEvenPaceItGrowsByAHundredthOfItASecond() {
        slowDownToHalf();
        double before = 1 / intervals();
        pass(10);
        assertThat(1 / intervals()).isEqualTo(before + 0.1, EXACTLY);
    }

    private void slowDownToHalf() {
        refusedAfter(0.02);
        while (intervals() < 2) {
            refusedAfter(0.02);
        }
    }

    @Test
    void fromHalfOfTheQuotaItIsBackAtNoLimitWithinTwoMinutes() {
        slowDownToHalf();
        pass(120);
        assertThat(pace.interval(now)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"4.9, 1", "6, 2", "14, 10", "19.9, 15.9", "20, 0", "3600, 0"})
    void afterFiveCalmSecondsItGoesOnBeyondTheEvenPaceByAndBy(double seconds, double speed) {
        refusedAfter(0.02);
        pass(seconds);
        assertThat(intervals()).isCloseTo(speed == 0 ? 0 : 1 / speed, within(1e-3));
    }

    @Test
    void aServiceThatAllowsNoBurstIsTriedHalfAsOftenEachTime() {
        refusedAfter(0.02);
        for (double calm : new double[] {5, 10, 20, 40, 80, 80}) {
            pass(calm - 0.01);
            assertThat(intervals()).as("%s s", calm).isEqualTo(1, EXACTLY);
            pass(0.11);
            assertThat(intervals()).as("%s s", calm).isLessThan(0.95);
            refusedAfter(0.02);
        }
    }

    @Test
    void aRefusalAfterAllLimitsWereGoneBeginsWithFiveSecondsAgain() {
        refusedAfter(0.02);
        pass(5.1);
        refusedAfter(0.02);
        pass(3600);
        refusedAfter(0.02);
        pass(6);
        assertThat(intervals()).isEqualTo(0.5, EXACTLY);
    }
}
