package io.github.imagesharing.testkit.wire;

import io.github.imagesharing.testkit.operation.Operation;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses requests beyond the rate of their operation. Thread-safe. */
public final class RateLimits {

    private final Map<String, SlidingWindow> windows = new ConcurrentHashMap<>();
    private final Map<String, Integer> changed = new ConcurrentHashMap<>();
    private volatile boolean unlimited;

    void change(String action, int perSecond) {
        changed.put(action, perSecond);
    }

    void unlimited() {
        changed.clear();
        unlimited = true;
    }

    void check(Operation operation, long arrivalNanos, boolean chinese) {
        int limit = limit(operation);
        int current = windows.computeIfAbsent(operation.policyName(), name -> new SlidingWindow())
                .arrive(arrivalNanos, limit);
        if (current > 0) {
            throw refusal(current, limit, chinese);
        }
    }

    public static ServiceRefusal refusal(int current, int limit, boolean chinese) {
        String message = chinese
                ? "您当前每秒请求 `%s` 次，超过了每秒频率上限 `%s`，请稍后重试。"
                : "Your current request times equals to `%s` in a second, which exceeds the frequency limit `%s` for a second."
                        + " Please reduce the frequency of calls.";
        return new ServiceRefusal("RequestLimitExceeded", message.formatted(current, limit));
    }

    private int limit(Operation operation) {
        Integer exact = changed.get(operation.policyName());
        Integer byName = exact == null ? changed.get(operation.name()) : exact;
        if (byName != null) {
            return byName;
        }
        return unlimited ? Integer.MAX_VALUE : operation.perSecond();
    }
}
