package io.github.imagesharing.micrometer;

import io.github.imagesharing.CallObserver.Attempt;
import io.github.imagesharing.CallObserver.Call;
import io.github.imagesharing.CallObserver.Ending;
import io.github.imagesharing.CallObserver.Operation;
import io.github.imagesharing.DistributedQuota;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ShareReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The meters of what no observation is of its own: attempts, waits for the quota, accounts, and the engine of a distributed
 * quota. Each has the same keys in every sample. A class of its own, so that who has no meters needs no registry of them on
 * the class path. Shown by {@code MetersTest}.
 *
 * <p>Thread-safe.
 */
final class Meters {

    /** Those that change who has access. */
    static final List<String> CHANGES = List.of(
            "share",
            "unshare",
            "apply",
            "shareAll",
            "unshareAll",
            "applyAll",
            "distribute",
            "shareBlueprint",
            "unshareBlueprint");

    private static final List<String> OUTCOMES = List.of("changed", "unchanged", "failed", "unknown");

    private final MeterRegistry registry;

    Meters(MeterRegistry registry, @Nullable RequestQuota quota) {
        this.registry = registry;
        if (quota instanceof DistributedQuota distributed) {
            Gauge.builder("image.sharing.quota.distributed.up", distributed, one -> one.isEngineReachable() ? 1 : 0)
                    .description("Whether the engine of the distributed quota answered when it was last asked")
                    .register(registry);
        }
        // An increase needs a beginning: of a counter that begins at one, nobody sees the first failure.
        CHANGES.forEach(operation -> OUTCOMES.forEach(outcome -> accounts(operation, outcome)));
    }

    private Counter accounts(String operation, String outcome) {
        return Counter.builder("image.sharing.accounts")
                .description("Accounts whose access was to be changed, by what became of them")
                .baseUnit("accounts")
                .tags(Keys.OPERATION, operation, "outcome", outcome)
                .register(registry);
    }

    void attempted(Call call, Attempt attempt) {
        Tags tags = Tags.of(
                Keys.METHOD, Keys.method(call), Keys.REGION, call.region().value());
        Timer.builder("image.sharing.quota.wait")
                .description("How long an attempt waited for the quota")
                .tags(tags)
                .register(registry)
                .record(attempt.waited());
        if (attempt.wasSent()) {
            Timer.builder("image.sharing.api.attempt")
                    .description("One request to the service, from its departure to its answer")
                    .tags(tags.and(Keys.ERROR, ErrorTypes.of(attempt.failure())))
                    .register(registry)
                    .record(attempt.took());
        }
    }

    void ended(Operation operation, Ending ending) {
        for (ShareReport report : ending.reports()) {
            report.outcomes()
                    .values()
                    .forEach(
                            outcome -> accounts(operation.name(), name(outcome)).increment());
        }
    }

    private static String name(Outcome outcome) {
        if (outcome instanceof Outcome.Changed) {
            return "changed";
        }
        if (outcome instanceof Outcome.Unchanged) {
            return "unchanged";
        }
        return outcome instanceof Outcome.Failed ? "failed" : "unknown";
    }
}
