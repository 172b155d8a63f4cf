package io.github.imagesharing.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.internal.quota.PermitWindow.Place;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Services that count ten requests a second each in their own way, in virtual time: hundreds of arrivals whose network
 * brings them up to a millisecond closer together, with the retries of the library.
 */
class ManyServersTest {

    private static final int SEEDS = 100;
    private static final double LATE = 0.0003;
    private static final int ATTEMPTS = 6;

    /** What a service says of the request that arrives. */
    @FunctionalInterface
    private interface Server {
        boolean accepts(double at);
    }

    /** The ways of counting that allow ten at once. */
    private enum WithBursts {
        SLIDING_WINDOW,
        CALENDAR_SECOND,
        TOKEN_BUCKET;

        Server server() {
            return switch (this) {
                case SLIDING_WINDOW -> slidingWindow(10);
                case CALENDAR_SECOND -> calendarSecond(10);
                case TOKEN_BUCKET -> tokenBucket(10);
            };
        }
    }

    private static Server slidingWindow(int limit) {
        Deque<Double> accepted = new ArrayDeque<>();
        return at -> {
            while (!accepted.isEmpty() && at - accepted.getFirst() >= 1) {
                accepted.removeFirst();
            }
            return accepted.size() < limit && accepted.add(at);
        };
    }

    private static Server calendarSecond(int limit) {
        double[] second = {-1};
        int[] accepted = {0};
        return at -> {
            if (Math.floor(at) != second[0]) {
                second[0] = Math.floor(at);
                accepted[0] = 0;
            }
            return accepted[0]++ < limit;
        };
    }

    private static Server tokenBucket(int capacity) {
        double[] tokens = {capacity};
        double[] last = {0};
        return at -> {
            tokens[0] = Math.min(capacity, tokens[0] + (at - last[0]) * 10);
            last[0] = at;
            boolean accepted = tokens[0] >= 1 - 1e-9;
            tokens[0] -= accepted ? 1 : 0;
            return accepted;
        };
    }

    private static Server withStranger(Server server, double begin) {
        double[] next = {begin};
        return at -> {
            while (next[0] <= at) {
                server.accepts(next[0]);
                next[0] += 0.2;
            }
            return server.accepts(at);
        };
    }

    @ParameterizedTest
    @EnumSource
    void atTheFloorAndNothingIsRefused(WithBursts way) {
        for (int requests : new int[] {1, 3, 10, 80, 200}) {
            for (double latency : new double[] {0.02, 0.3}) {
                each(seed -> new Run(seed, way.server(), requests, latency), run -> {
                    double floor = Math.floor((requests - 1) / 10.0) + latency;
                    assertThat(run.seconds).as("%s of %s", run, floor).isLessThan(1.05 * floor + 0.15);
                    assertThat(run.refused).as("%s", run).isZero();
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofWhatAStrangerLeavesMostIsUsedAndNothingIsLost(WithBursts way) {
        for (double latency : new double[] {0.02, 0.3}) {
            each(
                    seed -> new Run(seed, withStranger(way.server(), seed / 500.0), 100, latency),
                    run -> assertThat(run.seconds)
                            .as("%s, of five a second", run)
                            .isLessThan(100 / (5 * 0.8)));
        }
    }

    @Test
    void whereNoBurstIsAllowedItIsNearlyTheEvenPaceAndNothingIsLost() {
        for (int requests : new int[] {1, 3, 10, 80, 200}) {
            for (double latency : new double[] {0.02, 0.3}) {
                each(seed -> new Run(seed, tokenBucket(1), requests, latency), run -> {
                    double even = (requests - 1) / 10.0 + 2 * latency; // one wait more, to learn of it
                    assertThat(run.seconds).as("%s of %s", run, even).isLessThan(1.05 * even + 0.5);
                });
            }
        }
    }

    private static void each(Function<Integer, Run> runs, Consumer<Run> check) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = runs.apply(seed).toTheEnd();
            assertThat(run.lost).as("lost in %s", run).isZero();
            check.accept(run);
        }
    }

    /** A number of requests that all come at the beginning. */
    private static final class Run {

        private record Event(double at, Runnable what) {}

        /** A request and how often it was sent. */
        private record Attempt(int number) {}

        private final int seed;
        private final int requests;
        private final Random chance;
        private final Server server;
        private final double latency;
        private final PermitWindow window = new PermitWindow(10, nanos(1.02), 0);
        private final Queue<Event> events = new PriorityQueue<>(Comparator.comparingDouble(Event::at));
        private final Deque<Attempt> line = new ArrayDeque<>();
        private double now;
        private double seconds;
        private int refused;
        private int lost;

        Run(int seed, Server server, int requests, double latency) {
            this.seed = seed;
            this.requests = requests;
            this.chance = new Random(seed);
            this.server = server;
            this.latency = latency;
            for (int i = 0; i < requests; i++) {
                line.add(new Attempt(1));
            }
        }

        Run toTheEnd() {
            while (!line.isEmpty() || !events.isEmpty()) {
                double permitAt = line.isEmpty() ? Double.MAX_VALUE : permitAt();
                double eventAt = events.isEmpty() ? Double.MAX_VALUE : events.element().at;
                now = Math.max(now, Math.min(permitAt, eventAt));
                if (permitAt <= eventAt) {
                    send(line.remove());
                } else {
                    events.remove().what.run();
                }
            }
            return this;
        }

        private double permitAt() {
            return now + window.untilNext(nanos(now)).orElse(Long.MAX_VALUE) / 1e9;
        }

        private void send(Attempt attempt) {
            long leaves = nanos(now) + window.untilNext(nanos(now)).orElseThrow();
            Place place = window.take(leaves);
            window.sent(place, leaves);
            double arrives = now + latency / 2 + Math.abs(chance.nextGaussian()) * LATE;
            events.add(new Event(arrives, () -> arrive(place, attempt)));
        }

        private void arrive(Place place, Attempt attempt) {
            boolean accepted = server.accepts(now);
            events.add(new Event(now + latency / 2, () -> answer(place, attempt, accepted)));
        }

        private void answer(Place place, Attempt attempt, boolean accepted) {
            if (accepted) {
                seconds = now;
            } else {
                refused++;
                window.throttled(place, nanos(now));
                again(attempt);
            }
            window.ended(place, nanos(now));
        }

        private void again(Attempt attempt) {
            if (attempt.number == ATTEMPTS) {
                lost++;
                return;
            }
            double backoff = Math.min(5, 0.2 * (1 << (attempt.number - 1))) * (0.5 + chance.nextDouble() / 2);
            events.add(new Event(now + backoff, () -> line.add(new Attempt(attempt.number + 1))));
        }

        private static long nanos(double seconds) {
            return Math.round(seconds * 1e9);
        }

        @Override
        public String toString() {
            return "seed " + seed + ", " + requests + " requests at " + latency + " s: " + seconds + " s, refused "
                    + refused;
        }
    }
}
