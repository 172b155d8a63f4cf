package io.github.imagesharing.micrometer;

import io.github.imagesharing.CallObserver.Call;
import io.github.imagesharing.CallObserver.Ending;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import java.util.Optional;

/**
 * The names and keys of the observation of one call of an API. Its methods are the library's own convention, after
 * OpenTelemetry's for RPC; override what should be otherwise, and keep every low-cardinality key in every observation.
 *
 * <p>Low cardinality: {@code rpc.system.name} ({@code tencentcloud}), {@code rpc.method} ({@code cvm/DescribeImages}),
 * {@code rpc.status_code} (a code of the service, {@code none} or {@code _OTHER}), {@code error.type} (the same, or where no
 * code came the simple name of an exception), {@code server.address} (a host), {@code cloud.region}. High cardinality:
 * {@code image.sharing.attempts}, {@code image.sharing.image.id} and {@code image.sharing.request.id}, where there are any.
 *
 * <p>Implementations are thread-safe.
 */
public interface ApiCallObservationConvention extends ObservationConvention<ApiCallContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof ApiCallContext;
    }

    @Override
    default String getName() {
        return "image.sharing.api.call";
    }

    @Override
    default String getContextualName(ApiCallContext context) {
        return Keys.method(context.call());
    }

    @Override
    default KeyValues getLowCardinalityKeyValues(ApiCallContext context) {
        Call call = context.call();
        Optional<Throwable> failure = context.ending().flatMap(Ending::failure);
        return KeyValues.of(
                KeyValue.of("rpc.system.name", "tencentcloud"),
                KeyValue.of(Keys.METHOD, Keys.method(call)),
                KeyValue.of("rpc.status_code", ErrorTypes.code(failure)),
                KeyValue.of(Keys.ERROR, ErrorTypes.of(failure)),
                KeyValue.of("server.address", call.host()),
                KeyValue.of(Keys.REGION, call.region().value()));
    }

    @Override
    default KeyValues getHighCardinalityKeyValues(ApiCallContext context) {
        KeyValues values = KeyValues.of("image.sharing.attempts", Integer.toString(context.attempts()));
        Optional<String> request = context.ending().flatMap(Ending::requestId);
        if (request.isPresent()) {
            values = values.and("image.sharing.request.id", request.get());
        }
        return context.call()
                .image()
                .map(image -> KeyValues.of("image.sharing.image.id", image.value()))
                .orElse(KeyValues.empty())
                .and(values);
    }
}
