package io.github.imagesharing.internal.quota;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * The permits of one API at one host: at most so many requests leave in any period of a given length, counted at the moment
 * they have been written.
 *
 * <p>It answers a service that counts the arrivals of a second and refuses those beyond a rate, and requests that take long
 * to get ready. A permit takes a place in the window when it is given, and the place is free again a period after its
 * request has left, or at once if it was not sent. So no period holds more departures than there are places, whatever time
 * lies between a permit and its departure, and one wait is enough. Shown by {@code PermitWindowTest} for a million
 * schedules.
 *
 * <p>Reads no clock and knows no threads: {@link LocalLimiter} guards it. Times are in nanoseconds.
 */
final class PermitWindow {

    private final int places;
    private final long period;
    private final Pace pace;
    private final Deque<Place> sent = new ArrayDeque<>();
    private int gettingReady;
    private long lastAt;

    /** A place that a permit has taken. */
    static final class Place {

        private boolean isSent;
        private long sentAt;

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
        while (!sent.isEmpty() && now - sent.getFirst().sentAt >= period) {
            sent.removeFirst();
        }
        long spacing = Math.max(0, lastAt + pace.interval(now) - now);
        if (gettingReady + sent.size() < places) {
            return OptionalLong.of(spacing);
        }
        return sent.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(spacing, sent.getFirst().sentAt + period - now));
    }

    /** Takes the permit that is there. */
    Place take(long now) {
        gettingReady++;
        lastAt = now;
        return new Place();
    }

    /** The request has left. */
    void sent(Place place, long now) {
        place.isSent = true;
        place.sentAt = now;
        lastAt = now;
        gettingReady--;
        sent.addLast(place);
    }

    /** The service refused the request as one too many: it did not count it, so its place is free. */
    void throttled(Place place, long now) {
        sent.remove(place);
        pace.refused(place.sentAt, now);
    }

    /** The permit has ended; where its request was not sent, its place is free. */
    void ended(Place place) {
        if (!place.isSent) {
            gettingReady--;
        }
    }
}
