package io.github.imagesharing.internal.quota;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * The permits of one API at one host: at most so many requests leave in any period of a given length, counted at the moment
 * they have been written. Those that the service refused as too many are not counted, as it does not count them.
 *
 * <p>It answers a service that counts the arrivals of a second and refuses those beyond a rate, requests that take long to
 * get ready, and a network or a machine that delivers some of them late. A permit takes a place in the window when it is
 * given, and the place is free again a period after its request has left, or at once if it was not sent. So no period holds
 * more departures than there are places, whatever time lies between a permit and its departure, and one wait is enough. What
 * was answered later than the fastest may have arrived so much later, so its place is kept so much longer; of the first
 * requests, before anything is known, the whole time to the answer is taken for late. Shown by
 * {@code PermitWindowTest} for a million schedules.
 *
 * <p>Reads no clock and knows no threads: {@link LocalLimiter} guards it. Times are in nanoseconds.
 */
final class PermitWindow {

    /** A place is kept longer by a twentieth of a period at most: a slow answer may be the service's own slowness. */
    private static final int MOST_LATE = 20;

    /** By a seventh where it left before any answer came: nothing is known yet, and classes load. */
    private static final int MOST_LATE_OF_THE_FIRST = 7;

    /** With each slower answer the fastest one grows by a sixteenth of the difference, so that an old one is forgotten. */
    private static final int FORGETTING = 16;

    private final int places;
    private final long period;
    private final Pace pace;
    private final Deque<Place> sent = new ArrayDeque<>();
    private int gettingReady;
    private long lastAt;
    private long fastest = Long.MAX_VALUE;

    /** A place that a permit has taken. */
    static final class Place {

        private boolean isSent;
        private boolean isAnswered;
        private long sentAt;
        private boolean isOfTheFirst;
        private long answeredAfter;

        private Place() {}
    }

    /** So many places, each taken for a period after its request has left. All are free now. */
    PermitWindow(int places, long period, long now) {
        this.places = places;
        this.period = period;
        this.pace = new Pace(period / places, now);
        this.lastAt = now - period;
    }

    /** How long to wait for the next permit; zero if it is there, empty if that depends on a request getting ready. */
    OptionalLong untilNext(long now) {
        while (!sent.isEmpty() && untilFree(sent.getFirst(), now) <= 0) {
            sent.removeFirst();
        }
        long spacing = Math.max(0, lastAt + pace.interval(now) - now);
        if (gettingReady + sent.size() < places) {
            return OptionalLong.of(spacing);
        }
        return sent.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(spacing, untilFree(sent.getFirst(), now)));
    }

    private long untilFree(Place place, long now) {
        return place.sentAt + period + late(place, now) - now;
    }

    /** How late a request may have arrived; one that is not answered when others were may be as late as any. */
    private long late(Place place, long now) {
        if (place.isOfTheFirst) {
            long mostLate = period / MOST_LATE_OF_THE_FIRST;
            return place.isAnswered ? Math.min(place.answeredAfter, mostLate) : mostLate;
        }
        long mostLate = period / MOST_LATE;
        if (place.isAnswered) {
            return Math.max(0, Math.min(place.answeredAfter - fastest, mostLate));
        }
        return now - place.sentAt > fastest ? mostLate : 0;
    }

    /** Takes the permit that is there. */
    Place take(long now) {
        gettingReady++;
        lastAt = now;
        return new Place();
    }

    /** The request has left; the next permit does not wait for that, because not each request takes as long to get ready. */
    void sent(Place place, long now) {
        place.isSent = true;
        place.sentAt = now;
        place.isOfTheFirst = fastest == Long.MAX_VALUE;
        gettingReady--;
        sent.addLast(place);
    }

    /** The service refused the request as one too many: it did not count it, so its place is free. */
    void throttled(Place place, long now) {
        sent.remove(place);
        place.isAnswered = true;
        pace.refused(place.sentAt, now);
    }

    /** The permit has ended; where its request was not sent, its place is free. */
    void ended(Place place, long now) {
        if (!place.isSent) {
            gettingReady--;
        } else if (!place.isAnswered) {
            long after = now - place.sentAt;
            fastest = after < fastest ? after : fastest + (after - fastest) / FORGETTING;
            place.answeredAfter = after;
            place.isAnswered = true;
        }
    }
}
