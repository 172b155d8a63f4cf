package io.github.imagesharing.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.internal.quota.PermitWindow.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places of a window, in numbers: no clock, no thread. */
class PermitWindowTest {

    private static final int SCHEDULES = Integer.getInteger("schedules", 1_000_000);
    private static final int STEPS = 40;
    private static final long PERIOD = 1000;

    private final PermitWindow window = known(3, 0);

    /** One that has seen an answer, which took so long that nothing is taken for late. */
    private static PermitWindow known(int places, long now) {
        PermitWindow window = new PermitWindow(places, PERIOD, now - 20 * PERIOD);
        Place place = window.take(now - 20 * PERIOD);
        window.sent(place, now - 20 * PERIOD);
        window.ended(place, now - 10 * PERIOD);
        return window;
    }

    private Place sent(long now) {
        Place place = window.take(now);
        window.sent(place, now);
        return place;
    }

    @Test
    void asManyAsThereArePlacesLeaveAtOnceAndTheNextAPeriodLater() {
        for (int i = 0; i < 3; i++) {
            assertThat(window.untilNext(0)).hasValue(0);
            sent(0);
        }
        assertThat(window.untilNext(0)).hasValue(PERIOD);
        assertThat(window.untilNext(PERIOD - 1)).hasValue(1);
        assertThat(window.untilNext(PERIOD)).hasValue(0);
    }

    @Test
    void afterAnIdleHourNoMoreThanThatLeaveAtOnce() {
        long later = 3_600_000 * PERIOD;
        for (int i = 0; i < 3; i++) {
            sent(later);
        }
        assertThat(window.untilNext(later)).hasValue(PERIOD);
    }

    @Test
    void thePeriodBeginsWhenTheRequestHasLeftHoweverLongItTookToGetReady() {
        Place slow = window.take(0);
        sent(10);
        sent(20);
        window.sent(slow, 700);
        assertThat(window.untilNext(700)).hasValue(310);
        sent(1010);
        sent(1020);
        assertThat(window.untilNext(1020)).as("of the slow one").hasValue(680);
    }

    @Test
    void whereAllGetReadyNobodyKnowsWhenTheNextIsThere() {
        Place one = window.take(0);
        window.take(0);
        window.take(0);
        assertThat(window.untilNext(5 * PERIOD)).isEmpty();
        window.ended(one, 5 * PERIOD);
        assertThat(window.untilNext(5 * PERIOD)).as("given back").hasValue(0);
    }

    @Test
    void aPermitThatEndsAfterItsRequestWasSentIsNotGivenBack() {
        for (int i = 0; i < 3; i++) {
            window.ended(sent(0), 0);
        }
        assertThat(window.untilNext(1)).hasValue(PERIOD - 1);
    }

    @Test
    void aRefusedRequestFreesItsPlaceAndTheNextLeaveAtTheEvenPace() {
        sent(0);
        sent(0);
        Place refused = sent(0);
        window.throttled(refused, 50);
        assertThat(window.untilNext(50))
                .as("a third of the period after the last")
                .hasValue(PERIOD / 3 - 50);
    }

    /** The fastest of all answers took 100: what took longer may have arrived so much later. */
    @ParameterizedTest
    @CsvSource({"100, 0", "101, 1", "130, 30", "150, 50", "151, 50", "999, 50"})
    void aPlaceIsKeptAsMuchLongerAsItsAnswerWasLate(long answeredAfter, long longer) {
        window.ended(sent(0), 100);
        window.ended(sent(0), answeredAfter);
        window.ended(sent(0), 100);
        assertThat(window.untilNext(PERIOD)).as("of the first").hasValue(0);
        window.ended(sent(PERIOD), PERIOD + 100);
        assertThat(window.untilNext(PERIOD)).hasValue(longer);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "100, 100", "142, 142", "143, 142", "999, 142"})
    void ofTheFirstRequestsTheWholeTimeToTheAnswerIsTakenForLate(long answeredAfter, long longer) {
        PermitWindow first = new PermitWindow(1, PERIOD, 0);
        Place place = first.take(0);
        first.sent(place, 0);
        first.ended(place, answeredAfter);
        assertThat(first.untilNext(PERIOD)).hasValue(longer);
    }

    @Test
    void gettingReadyIsNotAddedToTheEvenPace() {
        window.throttled(sent(0), 10);
        long now = 10;
        for (int i = 0; i < 10; i++) {
            now += window.untilNext(now).orElseThrow();
            Place place = window.take(now);
            window.sent(place, now + 300);
            window.ended(place, now + 400);
        }
        assertThat(now)
                .as("three in a period and the time to get ready, and not each of them")
                .isLessThanOrEqualTo(10 * (PERIOD + 300) / 3);
    }

    @Test
    void aPlaceWithoutAnAnswerIsKeptNoLongerThanTheLatest() {
        window.ended(sent(0), 100);
        sent(0);
        sent(0);
        window.ended(sent(PERIOD), PERIOD + 100);
        assertThat(window.untilNext(PERIOD)).hasValue(50);
        assertThat(window.untilNext(PERIOD + 50)).hasValue(0);
    }

    @Test
    void whereAnswersTakeLongerThanAPeriodNothingIsTakenForLate() {
        window.ended(sent(0), 3 * PERIOD);
        for (int i = 0; i < 3; i++) {
            sent(3 * PERIOD);
        }
        assertThat(window.untilNext(4 * PERIOD)).hasValue(0);
    }

    @Test
    void aRefusalSaysNothingOfHowFastAnAnswerIs() {
        window.ended(sent(0), 300);
        Place refused = sent(0);
        window.throttled(refused, 5);
        window.ended(refused, 5);
        window.ended(sent(2 * PERIOD), 2 * PERIOD + 300);
        window.ended(sent(2 * PERIOD), 2 * PERIOD + 300);
        window.ended(sent(2 * PERIOD), 2 * PERIOD + 300);
        assertThat(window.untilNext(3 * PERIOD)).isNotEqualTo(OptionalLong.of(50));
    }

    /**
     * Requests come at any time, get ready as long as they like, are not sent at all, or refused: the departures that the
     * service counted are never more in a period than there are places, and nobody waits for a place that is free.
     */
    @Test
    void noPeriodHoldsMoreDeparturesThanThereArePlaces() {
        long only = Long.getLong("seed", -1);
        if (only >= 0) {
            new Schedule(only).run();
            return;
        }
        for (long seed = 0; seed < SCHEDULES; seed++) {
            new Schedule(seed).run();
        }
    }

    private static final class Schedule {

        private final long seed;
        private final Random chance;
        private final int places;
        private final boolean hasRefusals;
        private final boolean hasAnswers;
        private final PermitWindow window;
        private final List<Place> gettingReady = new ArrayList<>();
        private final List<Departure> departures = new ArrayList<>();
        private long now;

        private record Departure(Place place, long at) {}

        Schedule(long seed) {
            this.seed = seed;
            this.chance = new Random(seed);
            this.places = 1 + chance.nextInt(8);
            this.hasRefusals = chance.nextInt(4) == 0;
            this.hasAnswers = chance.nextInt(4) > 0;
            this.now = chance.nextLong(-PERIOD, PERIOD);
            this.window = known(places, now);
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            for (int i = 0; i + places < departures.size(); i++) {
                long apart = departures.get(i + places).at - departures.get(i).at;
                if (apart < PERIOD) {
                    throw new AssertionError("seed " + seed + ": from departure " + i + " the next " + places
                            + " are only " + apart + " apart");
                }
            }
        }

        private void step() {
            switch (chance.nextInt(8)) {
                case 0 -> now += chance.nextLong(PERIOD / 4);
                case 1 -> now += chance.nextInt(20) == 0 ? 50 * PERIOD : chance.nextLong(2);
                case 2 -> {
                    if (!gettingReady.isEmpty()) {
                        window.ended(someReady(), now);
                    }
                }
                case 3, 4 -> {
                    if (!gettingReady.isEmpty()) {
                        Place place = someReady();
                        window.sent(place, now);
                        departures.add(new Departure(place, now));
                        if (hasAnswers && chance.nextInt(4) > 0) {
                            window.ended(place, now + chance.nextLong(2 * PERIOD));
                        }
                    }
                }
                case 5 -> {
                    if (hasRefusals && !departures.isEmpty()) {
                        window.throttled(departures.remove(departures.size() - 1).place, now);
                    }
                }
                default -> ask();
            }
        }

        private Place someReady() {
            return gettingReady.remove(chance.nextInt(gettingReady.size()));
        }

        /** Where there are no answers and no refusals, the places alone say when the next permit is there. */
        private void ask() {
            OptionalLong wait = window.untilNext(now);
            if (!hasRefusals && !hasAnswers && (wait.isPresent() && wait.getAsLong() == 0) != isFree()) {
                throw new AssertionError("seed " + seed + ": a wait of " + wait + ", and free is " + isFree());
            }
            if (wait.isPresent() && chance.nextBoolean()) {
                awaitPermit(wait);
                gettingReady.add(window.take(now));
            } else if (wait.isPresent() && wait.getAsLong() == 0) {
                gettingReady.add(window.take(now));
            }
        }

        /** While an answer is missing, the wait may turn out to be longer. */
        private void awaitPermit(OptionalLong first) {
            OptionalLong wait = first;
            for (int i = 0; wait.orElseThrow() > 0; i++) {
                if (i > 2 * places) {
                    throw new AssertionError("seed " + seed + ": no permit after " + i + " waits");
                }
                now += wait.orElseThrow();
                wait = window.untilNext(now);
            }
        }

        private boolean isFree() {
            long taken = departures.stream()
                    .filter(departure -> now - departure.at < PERIOD)
                    .count();
            return gettingReady.size() + taken < places;
        }
    }
}
