package io.github.imagesharing.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a request meets before its action: rates, faults, the access policy; and the record of it. An action is named
 * alone ({@code ModifyImageSharePermission}) or as access policies do ({@code cvm:ModifyImageSharePermission}).
 */
abstract class Traffic {

    final RateLimits rates = new RateLimits();
    final FaultPlan faults = new FaultPlan();
    final RequestLog log = new RequestLog();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private volatile Duration latency = Duration.ZERO;

    Traffic() {}

    /**
     * Changes how often an action may be called; by default the published rate is enforced.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @param perSecond how often in any second
     * @throws IllegalArgumentException if the action is not served or the rate is not positive
     */
    public void rate(String action, int perSecond) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("rate " + perSecond + ": at least 1");
        }
        rates.change(Operations.requireKnown(action), perSecond);
    }

    /** Enforces no rate any more, until {@link #rate(String, int)} sets one. */
    public void unlimitedRates() {
        rates.unlimited();
    }

    /**
     * Lets the next request for an action go wrong.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @param fault how
     * @throws IllegalArgumentException if the action is not served
     */
    public void failNext(String action, Fault fault) {
        failNext(action, 1, fault);
    }

    /**
     * Lets the next requests for an action go wrong, after those planned before.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @param times how many
     * @param fault how
     * @throws IllegalArgumentException if the action is not served
     */
    public void failNext(String action, int times, Fault fault) {
        faults.next(Operations.requireKnown(action), times, fault);
    }

    /**
     * Lets all requests for an action go wrong until {@link #heal()}.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @param fault how
     * @throws IllegalArgumentException if the action is not served
     */
    public void failAlways(String action, Fault fault) {
        faults.always(Operations.requireKnown(action), fault);
    }

    /** Forgets all faults planned. */
    public void heal() {
        faults.heal();
    }

    /**
     * Lets the access policy refuse an action to the caller until {@link #allow(String)}.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @throws IllegalArgumentException if the action is not served
     */
    public void refuse(String action) {
        refused.add(Operations.requireKnown(action));
    }

    /**
     * Takes {@link #refuse(String)} back.
     *
     * @param action the action, named as it was refused
     */
    public void allow(String action) {
        refused.remove(action);
    }

    /**
     * Delays every answer. What was asked is done at once.
     *
     * @param latency how long; zero by default
     */
    public void latency(Duration latency) {
        this.latency = latency;
    }

    /**
     * All requests since the start or {@link #resetRequests()}, by arrival, also those refused.
     *
     * @return the requests
     */
    public List<RecordedRequest> requests() {
        return log.all();
    }

    /**
     * The requests for one action.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @return the requests, by arrival
     */
    public List<RecordedRequest> requests(String action) {
        return log.of(action);
    }

    /** {@return how many requests were refused as one too many} */
    public long throttled() {
        return log.throttled();
    }

    /** Forgets the requests so far, for {@link #requests()} and all that counts. */
    public void resetRequests() {
        log.reset();
    }

    /**
     * The most requests for an action that arrived within any one second, also those refused.
     *
     * @param action the action, alone or like {@code cvm:DescribeImages}
     * @return how many
     */
    public int busiestSecond(String action) {
        return log.busiestSecond(action);
    }

    Duration latencyNow() {
        return latency;
    }

    void checkPolicy(Operation operation, String region, String owner) {
        if (refused.stream().anyMatch(operation::isMeantBy)) {
            throw new ServiceRefusal(
                    "UnauthorizedOperation",
                    "You are not authorized to perform operation (%s)\nresource (qcs::%s:%s:uin/%s:*) has no permission\n"
                            .formatted(
                                    operation.policyName(), operation.service().label(), region, owner));
        }
    }
}
