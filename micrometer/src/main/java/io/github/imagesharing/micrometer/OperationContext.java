package io.github.imagesharing.micrometer;

import io.github.imagesharing.CallObserver.Ending;
import io.github.imagesharing.CallObserver.Operation;
import io.micrometer.observation.Observation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one call of a public method, for conventions and handlers of a user's own.
 *
 * <p>Changed by the thread that makes the call alone.
 */
public final class OperationContext extends Observation.Context {

    private final Operation operation;
    private @Nullable Ending ending;

    OperationContext(Operation operation) {
        this.operation = operation;
    }

    /** {@return the operation} */
    public Operation operation() {
        return operation;
    }

    /** {@return how it ended; empty while it goes on} */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    void ended(Ending ending) {
        this.ending = ending;
    }
}
