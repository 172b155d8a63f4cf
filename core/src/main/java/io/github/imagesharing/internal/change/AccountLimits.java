package io.github.imagesharing.internal.change;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many accounts fit: on one target, as published, and into one request, as learned from the service. Thread-safe.
 */
public final class AccountLimits {

    private final int perTarget;
    private final AtomicInteger perRequest;

    /**
     * Begins with what is published.
     *
     * @param perTarget how many accounts may have access to one target, or -1 where that is not published
     * @param perRequest how many accounts one request may carry
     */
    public AccountLimits(int perTarget, int perRequest) {
        this.perTarget = perTarget;
        this.perRequest = new AtomicInteger(perRequest);
    }

    /** How many accounts may have access to one target, or -1 where that is not published. */
    public int perTarget() {
        return perTarget;
    }

    int perRequest() {
        return perRequest.get();
    }

    /** So many were too many; half of them is the limit from now on, for every later call too. */
    void tooMany(int accounts) {
        perRequest.accumulateAndGet(Math.max(1, accounts / 2), Math::min);
    }
}
