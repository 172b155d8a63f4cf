package io.github.imagesharing.testkit.wire;

import io.github.imagesharing.testkit.RecordedRequest;
import io.github.imagesharing.testkit.RequestCounting;
import io.github.imagesharing.testkit.actions.Operations;
import io.github.imagesharing.testkit.operation.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What applies to requests for any action: rates, planned faults and the access policy; and the record of all requests.
 * The settings are documented at {@code FakeTencentCloud}. Thread-safe.
 */
public final class Traffic {

    private final RateLimits rates = new RateLimits();
    private final FaultPlan faults = new FaultPlan();
    private final RequestLog log = new RequestLog();
    private final Set<String> refusedActions = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> refusedResources = new ConcurrentHashMap<>();
    private final Map<String, Runnable> happenings = new ConcurrentHashMap<>();

    public void rate(String action, int perSecond) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("rate " + perSecond + ": at least 1");
        }
        rates.change(Operations.requireKnown(action), perSecond);
    }

    public void unlimitedRates() {
        rates.unlimited();
    }

    public void counting(RequestCounting way) {
        rates.counting(way);
    }

    public void strangerUses(double part) {
        rates.strangerUses(part);
    }

    /** Counts one request, and refuses it if it is one too many. */
    void checkRate(Operation operation, long arrivalNanos, boolean chinese) {
        rates.check(operation, arrivalNanos, chinese);
    }

    public void failNext(String action, int times, InjectedFault fault) {
        faults.next(Operations.requireKnown(action), times, fault);
    }

    public void failAlways(String action, InjectedFault fault) {
        faults.always(Operations.requireKnown(action), fault);
    }

    public void heal() {
        faults.heal();
    }

    /** The fault planned for this request, which uses it up unless it was planned for all requests. */
    Optional<InjectedFault> takeFault(Operation operation) {
        return faults.take(operation);
    }

    public void refuse(String action) {
        refusedActions.add(Operations.requireKnown(action));
    }

    /** Refuses an action on what has a certain identifier only. */
    public void refuse(String action, String resource) {
        refusedResources
                .computeIfAbsent(Operations.requireKnown(action), absent -> ConcurrentHashMap.newKeySet())
                .add(resource);
    }

    public void allow(String action) {
        refusedActions.remove(action);
        refusedResources.remove(action);
    }

    boolean isAllowed(Operation operation, IncomingRequest request) {
        return refusedActions.stream().noneMatch(operation::isMeantBy)
                && refusedResources.entrySet().stream()
                        .filter(refused -> operation.isMeantBy(refused.getKey()))
                        .flatMap(refused -> refused.getValue().stream())
                        .noneMatch(request.text()::contains);
    }

    public void afterEach(String action, Runnable happening) {
        happenings.put(Operations.requireKnown(action), happening);
    }

    /** Runs what was set to happen after a request for an operation. */
    void carriedOut(Operation operation) {
        happenings.forEach((action, happening) -> {
            if (operation.isMeantBy(action)) {
                happening.run();
            }
        });
    }

    void record(RecordedRequest request) {
        log.add(request);
    }

    public List<RecordedRequest> requests() {
        return log.all();
    }

    public List<RecordedRequest> requests(String action) {
        return log.of(action);
    }

    public long throttled() {
        return log.throttled();
    }

    public void resetRequests() {
        log.reset();
    }

    public int busiestSecond(String action) {
        return log.busiestSecond(action);
    }
}
