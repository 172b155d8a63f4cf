package io.github.imagesharing.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.testkit.RequestCounting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** With {@code -Dseed=N} one schedule of arrivals again. */
class RequestCountTest {

    private static final int SCHEDULES = Integer.getInteger("schedules", 1000);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Rate, arrivals in seconds, and what each is told: 0, or how many requests it makes. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            SLIDING_WINDOW  | up to the rate                         | 2  | 0 0.5 0.999999999                    | 0 0 3
            SLIDING_WINDOW  | again a second later                   | 2  | 0 0.000000005 1 1.000000001          | 0 0 0 3
            SLIDING_WINDOW  | the refused are told and take no place | 1  | 0 0.1 0.2 1                          | 0 2 3 0
            SLIDING_WINDOW  | across the end of a second             | 1  | 0.999999999 1 1.999999999            | 0 2 0
            SLIDING_WINDOW  | the oldest leaves first if overtaken   | 2  | 0.005 0 1                            | 0 0 0
            SLIDING_WINDOW  | before the clock's zero                | 1  | -1 -0.000000001 0                    | 0 2 0
            CALENDAR_SECOND | up to the rate                         | 2  | 0 0.000000001 0.999999999            | 0 0 3
            CALENDAR_SECOND | again a second later                   | 1  | 0.7 1.7                              | 0 0
            CALENDAR_SECOND | twice the rate around a second's end   | 2  | 0.9 0.999999999 1 1.1 1.2            | 0 0 0 0 3
            CALENDAR_SECOND | the refused take no place              | 1  | 0 0.1 0.2 1                          | 0 2 2 0
            CALENDAR_SECOND | the overtaken count in their second    | 1  | 0.9 1 0.8 1.1                        | 0 0 2 2
            CALENDAR_SECOND | before the clock's zero                | 1  | -0.000000001 0 0.1                   | 0 0 2
            TOKEN_BUCKET    | full at first                          | 2  | 0 0 0                                | 0 0 3
            TOKEN_BUCKET    | a token after half a second            | 2  | 0 0 0.499999999 0.5                  | 0 0 3 0
            TOKEN_BUCKET    | a token in parts                       | 3  | 0 0 0 0.3 0.333333333 0.333333334    | 0 0 0 4 4 0
            TOKEN_BUCKET    | full after a second                    | 2  | 0 0 1 1 1                            | 0 0 0 0 3
            TOKEN_BUCKET    | no fuller after an hour                | 1  | 0 3600 3600                          | 0 0 2
            TOKEN_BUCKET    | the refused take no token              | 1  | 0 0.5 1                              | 0 2 0
            TOKEN_BUCKET    | across the end of a second             | 1  | 0.999999999 1                        | 0 2
            TOKEN_BUCKET    | the overtaken add no time              | 1  | 1 0 1.1 2                            | 0 2 2 0
            TOKEN_BUCKET    | before the clock's zero                | 1  | -1 -0.000000001 0                    | 0 2 0
            NO_BURST        | the first alone                        | 10 | 0 0 0.099999999                      | 0 11 11
            NO_BURST        | one after each interval                | 10 | 0 0.1 0.2                            | 0 0 0
            NO_BURST        | an interval of no whole number         | 3  | 0 0.333333333 0.333333334            | 0 4 0
            NO_BURST        | one alone after an hour                | 10 | 0 3600 3600.000000001                | 0 0 11
            NO_BURST        | the refused do not begin it anew       | 2  | 0 0.25 0.5                           | 0 3 0
            NO_BURST        | across the end of a second             | 2  | 0.999999999 1                        | 0 3
            """)
    void each_way_accepts(RequestCounting way, String what, int rate, String arrivals, String told) {
        RequestCount count = RequestCount.of(way);
        assertThat(Stream.of(arrivals.split(" ")).map(seconds -> count.arrive(nanos(seconds), rate)))
                .as(what)
                .containsExactlyElementsOf(
                        Stream.of(told.split(" ")).map(Integer::valueOf).toList());
    }

    private static long nanos(String seconds) {
        return new BigDecimal(seconds).movePointRight(9).longValueExact();
    }

    @ParameterizedTest
    @EnumSource
    void each_way_accepts_what_a_naive_count_does(RequestCounting way) {
        long only = Long.getLong("seed", -1);
        for (long seed = Math.max(only, 0); seed < (only < 0 ? SCHEDULES : only + 1); seed++) {
            Random chance = new Random(seed);
            int rate = 1 + chance.nextInt(20);
            RequestCount count = RequestCount.of(way);
            List<Long> accepted = new ArrayList<>();
            long now = chance.nextLong(-10 * SECOND, 10 * SECOND);
            for (int i = 0; i < 100; i++) {
                boolean accepts = NaiveCount.accepts(way, accepted, now, rate);
                assertThat(count.arrive(now, rate))
                        .as("-Dseed=%d, request %d at %d, rate %d, accepted %s", seed, i, now, rate, accepted)
                        .matches(current -> accepts ? current == 0 : current > rate);
                if (accepts) {
                    accepted.add(now);
                }
                now += pause(chance, rate);
            }
        }
    }

    /** Often just what makes room, or a little less or more. */
    private static long pause(Random chance, int rate) {
        long exact = SECOND / (chance.nextBoolean() ? rate : 1);
        return switch (chance.nextInt(6)) {
            case 0 -> exact + chance.nextLong(-2, 3);
            case 1 -> chance.nextLong(3 * SECOND);
            default -> chance.nextLong(1 + SECOND / rate);
        };
    }
}
