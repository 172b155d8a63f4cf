package io.github.imagesharing.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * An observation that is the current one of this thread until this is closed; then that is current again which was before.
 *
 * <p>It answers handlers that throw: Micrometer tells them before it goes back to the scope before, and a scope that stays
 * open makes all that the thread does later a part of a call that is over. Shown by {@code MicrometerCallObserverTest}.
 *
 * <p>For one thread.
 */
final class OpenScope {

    private final ObservationRegistry registry;
    private final Observation.@Nullable Scope before;
    private final Observation.Scope scope;

    OpenScope(ObservationRegistry registry, Observation observation) {
        this.registry = registry;
        this.before = registry.getCurrentObservationScope();
        try {
            this.scope = observation.openScope();
        } catch (Throwable thrown) {
            registry.setCurrentObservationScope(before);
            throw thrown;
        }
    }

    void close() {
        try {
            scope.close();
        } finally {
            registry.setCurrentObservationScope(before);
        }
    }
}
