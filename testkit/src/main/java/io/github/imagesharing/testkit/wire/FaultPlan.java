package io.github.imagesharing.testkit.wire;

import io.github.imagesharing.testkit.operation.Operation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The faults planned for requests to come. Thread-safe. */
final class FaultPlan {

    private final Deque<Planned> next = new ArrayDeque<>();
    private final Map<String, InjectedFault> always = new LinkedHashMap<>();

    synchronized void next(String action, int times, InjectedFault fault) {
        for (int i = 0; i < times; i++) {
            next.addLast(new Planned(action, fault));
        }
    }

    synchronized void always(String action, InjectedFault fault) {
        always.put(action, fault);
    }

    synchronized void heal() {
        next.clear();
        always.clear();
    }

    /** The fault this request meets; those planned for the next requests come first, in the order they were planned. */
    synchronized Optional<InjectedFault> take(Operation operation) {
        for (Planned planned : next) {
            if (operation.isMeantBy(planned.action)) {
                next.removeFirstOccurrence(planned);
                return Optional.of(planned.fault);
            }
        }
        return always.entrySet().stream()
                .filter(entry -> operation.isMeantBy(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private record Planned(String action, InjectedFault fault) {}
}
