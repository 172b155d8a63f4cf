package io.github.imagesharing.internal.change;

import io.github.imagesharing.Retry;
import io.github.imagesharing.spi.TimeSource;

/**
 * What the changes of all images, or all blueprints, of one service share.
 *
 * @param limits how many accounts fit, as published and as learned
 * @param recentWrites what this service has just written
 * @param locks one change of a target at a time
 * @param retry how often a request is sent
 */
public record ProductState(AccountLimits limits, RecentWrites recentWrites, TargetLocks locks, Retry retry) {

    /**
     * Begins with what is published.
     *
     * @param limits how many accounts fit
     * @param retry how often a request is sent
     * @param time where time comes from
     */
    public ProductState(AccountLimits limits, Retry retry, TimeSource time) {
        this(limits, new RecentWrites(retry, time), new TargetLocks(), retry);
    }

    /** The same with other limits. */
    public ProductState with(AccountLimits limits) {
        return new ProductState(limits, recentWrites, locks, retry);
    }
}
