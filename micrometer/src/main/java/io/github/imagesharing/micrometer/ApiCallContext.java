package io.github.imagesharing.micrometer;

import io.github.imagesharing.CallObserver.Call;
import io.github.imagesharing.CallObserver.Ending;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one call of an API, for conventions and handlers of a user's own. A tracer makes a span of kind CLIENT of
 * it. No header is added to a request: what is not of the API is not signed, and the service does not trace.
 *
 * <p>Changed by the thread that makes the call alone.
 */
public final class ApiCallContext extends SenderContext<Call> {

    private final Call call;
    private int attempts;
    private @Nullable Ending ending;

    ApiCallContext(Call call) {
        super((carrier, key, value) -> {}, Kind.CLIENT);
        this.call = call;
        setCarrier(call);
        setRemoteServiceName(call.api().service());
    }

    /** {@return the call} */
    public Call call() {
        return call;
    }

    /** {@return how many attempts are over} */
    public int attempts() {
        return attempts;
    }

    /** {@return how it ended; empty while it goes on} */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    void attempted() {
        attempts++;
    }

    void ended(Ending ending) {
        this.ending = ending;
    }
}
