package io.github.imagesharing.engines.benchmark;

import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.RequestCounting;

/** The ways in which a service may count ten requests a second. */
public enum Service {
    /** No second of the past holds more. */
    SLIDING_WINDOW("a sliding window", RequestCounting.SLIDING_WINDOW),
    /** Each second of the clock by itself. */
    CALENDAR_SECOND("calendar seconds", RequestCounting.CALENDAR_SECOND),
    /** Ten tokens at first, and ten new ones in a second. */
    TOKEN_BUCKET("a token bucket", RequestCounting.TOKEN_BUCKET),
    /** A tenth of a second between two requests. */
    NO_BURST("no burst at all", RequestCounting.NO_BURST) {
        @Override
        double secondsFor(int images) {
            return (images - 1) / 10.0;
        }
    },
    /** Another program of the same account sends five a second. */
    STRANGER("a sliding window, a stranger takes half", RequestCounting.SLIDING_WINDOW) {
        @Override
        void set(FakeTencentCloud cloud) {
            super.set(cloud);
            cloud.strangerUses(0.5);
        }

        @Override
        double secondsFor(int images) {
            return Math.floor((images - 1) / 5.0);
        }
    };

    private final String title;
    private final RequestCounting way;

    Service(String title, RequestCounting way) {
        this.title = title;
        this.way = way;
    }

    String title() {
        return title;
    }

    /** Forgets what was counted before. */
    void set(FakeTencentCloud cloud) {
        cloud.counting(way);
    }

    /** The least time from the first of so many requests to the last. */
    double secondsFor(int images) {
        return Math.floor((images - 1) / 10.0);
    }
}
