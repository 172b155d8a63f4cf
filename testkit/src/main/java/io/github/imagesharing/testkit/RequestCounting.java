package io.github.imagesharing.testkit;

/** How a cloud counts the requests for an operation against its rate. A refused request never counts. */
public enum RequestCounting {
    /** Any second holds at most as many requests as the rate. */
    SLIDING_WINDOW,
    /**
     * A second of the clock holds at most as many requests as the rate, so twice as many may pass around its end. The
     * seconds are those of {@link System#nanoTime()}.
     */
    CALENDAR_SECOND,
    /**
     * A request takes a token from a bucket. It holds as many tokens as the rate, is full at first, and is filled evenly,
     * at the rate.
     */
    TOKEN_BUCKET,
    /** The same with room for one token: at a rate of 10 no request passes within 0.1 s after one that passed. */
    NO_BURST
}
