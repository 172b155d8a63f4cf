package io.github.imagesharing.micrometer;

import io.github.imagesharing.CallObserver.Ending;
import io.github.imagesharing.CallObserver.Operation;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * The names and keys of the observation of one call of a public method. Its methods are the library's own convention;
 * override what should be otherwise, and keep every low-cardinality key in every observation.
 *
 * <p>Low cardinality: {@code operation} ({@code shareAll}), {@code error.type} (as in {@link ApiCallObservationConvention}) and
 * {@code cloud.region}. High cardinality: {@code image.sharing.target.id}, an image or a blueprint, where it is about one;
 * {@code image.sharing.targets} and {@code image.sharing.accounts}, how many it names.
 *
 * <p>Implementations are thread-safe.
 */
public interface OperationObservationConvention extends ObservationConvention<OperationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof OperationContext;
    }

    @Override
    default String getName() {
        return "image.sharing.operation";
    }

    @Override
    default String getContextualName(OperationContext context) {
        return context.operation().name();
    }

    @Override
    default KeyValues getLowCardinalityKeyValues(OperationContext context) {
        Operation operation = context.operation();
        return KeyValues.of(
                KeyValue.of(Keys.OPERATION, operation.name()),
                KeyValue.of(Keys.ERROR, ErrorTypes.of(context.ending().flatMap(Ending::failure))),
                KeyValue.of(Keys.REGION, operation.region().value()));
    }

    @Override
    default KeyValues getHighCardinalityKeyValues(OperationContext context) {
        Operation operation = context.operation();
        KeyValues numbers = KeyValues.of(
                KeyValue.of("image.sharing.targets", Integer.toString(operation.targets())),
                KeyValue.of("image.sharing.accounts", Integer.toString(operation.accounts())));
        return operation
                .target()
                .map(target -> numbers.and("image.sharing.target.id", target.toString()))
                .orElse(numbers);
    }
}
