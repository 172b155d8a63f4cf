package io.github.imagesharing.internal.quota;

import java.util.concurrent.TimeUnit;

/**
 * How far apart requests leave, learned from those that the service refused as too many: additive increase,
 * multiplicative decrease.
 *
 * <p>It answers a service that allows no burst, and other programs that use the same quota. The speed is a multiple of the
 * even pace, at which a second's requests are spread over the second. At first nothing but the window limits it. A refusal
 * brings it down to the even pace. Near the even pace one or two refusals come of requests that the network brought
 * together, and cost little; a third within half a second of the one before, or any at a lower speed, says that somebody
 * else uses the quota, and costs more. The speed grows with time alone: to the even pace, where it stays for a while, and on
 * to no limit; if that is refused, it stays twice as long the next time. Shown by {@code PaceTest} and
 * {@code ManyServersTest}.
 *
 * <p>Reads no clock; guarded by whoever guards its {@link PermitWindow}.
 */
final class Pace {

    private static final double EVEN = 1;

    /** From this speed on requests leave at once. */
    private static final double UNLIMITED = 16;

    private static final double SLOWEST = 0.1;

    private static final double NEARLY_EVEN = 0.9;

    /** Brings two requests four milliseconds further apart, at ten a second. */
    private static final double SMALL_DECREASE = 0.96;

    private static final double DECREASE = 0.85;
    private static final int FEW_REFUSALS = 2;

    /** What is added in a second below the even pace. */
    private static final double INCREASE = 0.01;

    /** What is added in a second above the even pace. */
    private static final double INCREASE_OF_BURST = 1;

    private static final double FIRST_CALM_SECONDS = 5;
    private static final double LONGEST_CALM_SECONDS = 80;

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long evenInterval;
    private double speed = UNLIMITED;
    private double calmSeconds = FIRST_CALM_SECONDS;
    private long changedAt;
    private int refusals;
    private long refusedAt;

    /** Begins without a limit. */
    Pace(long evenInterval, long now) {
        this.evenInterval = evenInterval;
        this.changedAt = now;
        this.refusedAt = now;
    }

    /** The nanoseconds between two requests. */
    long interval(long now) {
        double current = speed(now);
        return current >= UNLIMITED ? 0 : Math.round(evenInterval / current);
    }

    /** Hears of a refusal; of several requests that left before the last change one counts. */
    void refused(long sentAt, long now) {
        if (sentAt - changedAt < 0) {
            return;
        }
        double current = speed(now);
        refusals = now - refusedAt > SECOND / 2 ? 1 : refusals + 1;
        refusedAt = now;
        if (current > EVEN) {
            calmSeconds = current >= UNLIMITED ? FIRST_CALM_SECONDS : Math.min(2 * calmSeconds, LONGEST_CALM_SECONDS);
            change(EVEN, now);
        } else {
            boolean isAccident = current > NEARLY_EVEN && refusals <= FEW_REFUSALS;
            change(Math.max(SLOWEST, current * (isAccident ? SMALL_DECREASE : DECREASE)), now);
        }
    }

    private void change(double to, long now) {
        speed = to;
        changedAt = now;
    }

    private double speed(long now) {
        double seconds = (now - changedAt) / SECOND;
        double secondsToEven = Math.max(0, EVEN - speed) / INCREASE;
        if (seconds < secondsToEven) {
            return speed + seconds * INCREASE;
        }
        double secondsOfBurst = Math.max(0, seconds - secondsToEven - calmSeconds);
        return Math.min(UNLIMITED, Math.max(EVEN, speed) + secondsOfBurst * INCREASE_OF_BURST);
    }
}
