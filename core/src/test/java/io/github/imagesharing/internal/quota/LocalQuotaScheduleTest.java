package io.github.imagesharing.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Thousands of schedules of requests that come at any time, wait as long as they like, wake up late and are refused now and
 * then: whatever the schedule, no second holds more permits than the rate.
 */
class LocalQuotaScheduleTest {

    private static final int SCHEDULES = Integer.getInteger("schedules", 3000);
    private static final int REQUESTS = 80;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void noSecondHoldsMoreThanTheRate() throws InterruptedException {
        long only = Long.getLong("seed", -1);
        if (only >= 0) {
            run(only);
            return;
        }
        for (long seed = 0; seed < SCHEDULES; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) throws InterruptedException {
        Random chance = new Random(seed);
        VirtualTime time = new VirtualTime();
        int rate = 1 + chance.nextInt(40);
        RequestQuota quota = LocalQuota.of(new Rates(ImmutableMap.of("Any", rate)), lateSleeper(time, chance));
        Api api = new Api("cvm", "Any", 1000);
        boolean sends = chance.nextBoolean();
        long interval = SECOND / rate;
        List<Long> permits = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            if (chance.nextInt(3) == 0) {
                time.pass(Duration.ofNanos((long) (chance.nextDouble() * 4 * interval)));
            }
            if (chance.nextInt(20) == 0) {
                quota.throttled(api, "host");
            }
            Duration maxWait = Duration.ofNanos((long) (chance.nextDouble() * 3 * interval));
            if (sends ? quota.awaitSend(api, "host", maxWait) : quota.await(api, "host", maxWait)) {
                permits.add(time.nanoTime());
            }
        }
        assertThat(permits).as("seed %d", seed).hasSizeGreaterThan(REQUESTS / 8);
        for (int i = 0; i + rate < permits.size(); i++) {
            assertThat(permits.get(i + rate) - permits.get(i))
                    .as("seed %d: from permit %d the next %d", seed, i, rate)
                    .isGreaterThanOrEqualTo(SECOND);
        }
    }

    /** Sleeps up to a tenth of a second too long, as a busy machine does. */
    private static TimeSource lateSleeper(VirtualTime time, Random chance) {
        return new TimeSource() {
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
                time.sleep(duration.plusNanos(chance.nextInt(4) == 0 ? chance.nextInt(100_000_000) : 0));
            }
        };
    }
}
