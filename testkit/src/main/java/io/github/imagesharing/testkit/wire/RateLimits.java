package io.github.imagesharing.testkit.wire;

import io.github.imagesharing.testkit.RequestCounting;
import io.github.imagesharing.testkit.operation.Operation;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses requests beyond the rate of their operation. Thread-safe. */
public final class RateLimits {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final Map<String, QuotaUse> uses = new ConcurrentHashMap<>();
    private final Map<String, Integer> changed = new ConcurrentHashMap<>();
    private volatile boolean unlimited;
    private volatile RequestCounting counting = RequestCounting.SLIDING_WINDOW;
    private volatile double strangersPart;

    void change(String action, int perSecond) {
        changed.put(action, perSecond);
    }

    void unlimited() {
        changed.clear();
        unlimited = true;
    }

    /** Counts in another way from now on; what was counted before is forgotten. */
    void counting(RequestCounting way) {
        counting = way;
        uses.clear();
    }

    void strangerUses(double part) {
        strangersPart = part;
    }

    void check(Operation operation, long arrivalNanos, boolean chinese) {
        int limit = limit(operation);
        if (limit == UNLIMITED) {
            return;
        }
        int current = uses.computeIfAbsent(operation.policyName(), name -> new QuotaUse(RequestCount.of(counting)))
                .arrive(arrivalNanos, limit, strangersPart);
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
        return unlimited ? UNLIMITED : operation.perSecond();
    }
}
