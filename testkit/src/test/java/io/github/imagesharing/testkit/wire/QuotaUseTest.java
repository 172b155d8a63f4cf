package io.github.imagesharing.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.testkit.RequestCounting;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** With {@code -Dseed=N} one schedule of arrivals again. */
class QuotaUseTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** The stranger's requests come at 0, 0.2, 0.4 ... seconds, and the second of the clock begins at 10. */
    @ParameterizedTest
    @CsvSource({
        "SLIDING_WINDOW, 10_500, 5",
        "CALENDAR_SECOND, 10_500, 7",
        "CALENDAR_SECOND, 10_900, 5",
        "TOKEN_BUCKET, 10_500, 10",
        "TOKEN_BUCKET, 10_450, 9",
        "NO_BURST, 10_500, 1",
        "NO_BURST, 10_450, 0",
        "NO_BURST, 10_400, 0"
    })
    void a_stranger_has_used_its_part_before_the_first_request(RequestCounting way, String millis, int left) {
        QuotaUse use = new QuotaUse(RequestCount.of(way));
        long now = Long.parseLong(millis.replace("_", "")) * MILLI;
        for (int i = 0; i < left; i++) {
            assertThat(use.arrive(now, 10, 0.5)).isZero();
        }
        assertThat(use.arrive(now, 10, 0.5)).isGreaterThan(10);
    }

    @Test
    void a_stranger_takes_its_place_before_a_later_request_and_loses_what_is_full() {
        QuotaUse use = new QuotaUse(RequestCount.of(RequestCounting.NO_BURST));
        assertThat(use.arrive(350 * MILLI, 10, 0.5)).isZero(); // refuses the stranger at 400
        assertThat(use.arrive(450 * MILLI, 10, 0.5)).isZero();
        assertThat(use.arrive(650 * MILLI, 10, 0.5)).isGreaterThan(10); // after the stranger at 600
    }

    @Test
    void a_stranger_is_counted_once_when_a_request_was_overtaken() {
        QuotaUse use = new QuotaUse(RequestCount.of(RequestCounting.SLIDING_WINDOW));
        for (int millis : List.of(10_450, 10_350, 10_450, 10_450, 10_450)) {
            assertThat(use.arrive(millis * MILLI, 10, 0.5)).isZero();
        }
    }

    @Test
    void many_threads_share_one_quota() {
        QuotaUse use = new QuotaUse(RequestCount.of(RequestCounting.SLIDING_WINDOW));
        assertThat(IntStream.range(0, 10_000)
                        .parallel()
                        .map(i -> use.arrive(0, 10, 0))
                        .sorted())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 10_000)
                        .map(nth -> nth > 10 ? nth : 0)
                        .boxed()
                        .toList());
    }

    @Test
    void without_a_part_there_is_no_stranger() {
        QuotaUse use = new QuotaUse(RequestCount.of(RequestCounting.SLIDING_WINDOW));
        assertThat(use.arrive(0, 1, 0)).isZero();
        assertThat(use.arrive(SECOND, 1, Double.MIN_VALUE)).isZero();
        assertThat(use.arrive(2 * SECOND, Integer.MAX_VALUE - 1, 0.99)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void a_stranger_counts_as_if_its_requests_had_arrived(RequestCounting way) {
        long only = Long.getLong("seed", -1);
        for (long seed = Math.max(only, 0); seed < (only < 0 ? 300 : only + 1); seed++) {
            Random chance = new Random(seed);
            int rate = 1 + chance.nextInt(20);
            double part = chance.nextDouble();
            long interval = Math.round(SECOND / (part * rate));
            QuotaUse use = new QuotaUse(RequestCount.of(way));
            List<Long> accepted = new ArrayList<>();
            long now = 10 * SECOND + chance.nextLong(SECOND);
            long stranger = (now - 5 * SECOND) / interval * interval + interval;
            for (int i = 0; i < 100; i++) {
                for (; stranger <= now; stranger += interval) {
                    if (NaiveCount.accepts(way, accepted, stranger, rate)) {
                        accepted.add(stranger);
                    }
                }
                boolean accepts = NaiveCount.accepts(way, accepted, now, rate);
                assertThat(use.arrive(now, rate, part) == 0)
                        .as("-Dseed=%d, request %d at %d, rate %d, part %s", seed, i, now, rate, part)
                        .isEqualTo(accepts);
                if (accepts) {
                    accepted.add(now);
                }
                now += chance.nextLong(2 * SECOND / rate);
            }
        }
    }
}
