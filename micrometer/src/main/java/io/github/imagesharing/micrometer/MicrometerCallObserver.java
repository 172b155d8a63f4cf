package io.github.imagesharing.micrometer;

import io.github.imagesharing.ArgumentChecks;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.DistributedQuota;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.RequestQuota;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Makes an observation of every operation ({@code image.sharing.operation}) and of every call of an API
 * ({@code image.sharing.api.call}), and where a meter registry is given the meters that an observation cannot be. What
 * becomes of an observation, a span, a timer or both, say the handlers in the registry.
 *
 * <p>A call is one span of kind CLIENT with all its attempts inside; an attempt that failed is an event of it
 * ({@code attempt.failed}; in a trace by its text, such as {@code attempt 1: RequestLimitExceeded}). A call belongs to the
 * operation in which it is made, also on another thread: a batch is one trace.
 *
 * <p>The meters: {@code image.sharing.api.attempt}, a timer of requests that were sent, without any wait;
 * {@code image.sharing.quota.wait}, a timer of the waits for the quota, also where nothing was sent then;
 * {@code image.sharing.accounts}, a counter by operation and outcome; {@code image.sharing.quota.distributed.up}, 1 while the
 * engine of a {@link DistributedQuota} answers. Every key is in every sample, with a bounded number of values. No account is
 * in any of them, and images and requests are in spans only.
 *
 * <p>Thread-safe. Give it to {@link CloudSettings.Builder#observer}.
 */
public final class MicrometerCallObserver implements CallObserver {

    private static final ApiCallObservationConvention CALL = new ApiCallObservationConvention() {};

    private static final OperationObservationConvention OPERATION = new OperationObservationConvention() {};

    private final ObservationRegistry observations;
    private final @Nullable ApiCallObservationConvention calls;
    private final @Nullable OperationObservationConvention operations;
    private final @Nullable Meters meters;

    private MicrometerCallObserver(Builder builder) {
        this.observations = builder.observations;
        this.calls = builder.calls;
        this.operations = builder.operations;
        this.meters = builder.meters == null ? null : new Meters(builder.meters, builder.quota);
    }

    /**
     * Observations without meters; {@code micrometer-core} need not be on the class path.
     *
     * @param observations the registry
     * @return an observer
     * @throws IllegalArgumentException if the registry is null
     */
    public static MicrometerCallObserver of(ObservationRegistry observations) {
        return builder(observations).build();
    }

    /**
     * Begins with observations, without meters.
     *
     * @param observations the registry; {@link ObservationRegistry#NOOP} for meters alone
     * @return a builder
     * @throws IllegalArgumentException if the registry is null
     */
    public static Builder builder(ObservationRegistry observations) {
        return new Builder(ArgumentChecks.given("observation registry", observations));
    }

    /** Builds a {@link MicrometerCallObserver}. Not thread-safe. */
    public static final class Builder {

        private final ObservationRegistry observations;
        private @Nullable ApiCallObservationConvention calls;
        private @Nullable OperationObservationConvention operations;
        private @Nullable MeterRegistry meters;
        private @Nullable RequestQuota quota;

        private Builder(ObservationRegistry observations) {
            this.observations = observations;
        }

        /**
         * Adds the meters; needs {@code micrometer-core}.
         *
         * @param meters where they are registered
         * @return this builder
         * @throws IllegalArgumentException if it is null
         */
        public Builder meters(MeterRegistry meters) {
            this.meters = ArgumentChecks.given("meter registry", meters);
            return this;
        }

        /**
         * Adds to the meters whether the engine of a distributed quota answers.
         *
         * @param quota the very quota that is given to {@link CloudSettings.Builder#quota}; for any but a
         *     {@link DistributedQuota} there is no such meter
         * @return this builder
         * @throws IllegalArgumentException if it is null
         */
        public Builder quota(RequestQuota quota) {
            this.quota = ArgumentChecks.given("quota", quota);
            return this;
        }

        /**
         * Names and keys of {@code image.sharing.api.call}; they win over a global convention in the registry.
         *
         * @param convention the convention
         * @return this builder
         * @throws IllegalArgumentException if it is null
         */
        public Builder callConvention(ApiCallObservationConvention convention) {
            this.calls = ArgumentChecks.given("call convention", convention);
            return this;
        }

        /**
         * Names and keys of {@code image.sharing.operation}; they win over a global convention in the registry.
         *
         * @param convention the convention
         * @return this builder
         * @throws IllegalArgumentException if it is null
         */
        public Builder operationConvention(OperationObservationConvention convention) {
            this.operations = ArgumentChecks.given("operation convention", convention);
            return this;
        }

        /**
         * Makes the observer, and registers the gauge of the quota where there is one.
         *
         * @return an observer
         */
        public MicrometerCallObserver build() {
            return new MicrometerCallObserver(this);
        }
    }

    @Override
    public Watch began(Call call) {
        ApiCallContext context = new ApiCallContext(call);
        Started started = start(Observation.createNotStarted(calls, CALL, () -> context, observations));
        return new Watch() {
            @Override
            public void attempted(Attempt attempt) {
                context.attempted();
                attempt.failure().ifPresent(failure -> started.failed(attempt));
                if (meters != null) {
                    meters.attempted(call, attempt);
                }
            }

            @Override
            public void ended(Ending ending) {
                context.ended(ending);
                started.end(ending);
            }
        };
    }

    @Override
    public Watch began(Operation operation) {
        OperationContext context = new OperationContext(operation);
        Started started = start(Observation.createNotStarted(operations, OPERATION, () -> context, observations));
        return new Watch() {
            @Override
            public void ended(Ending ending) {
                context.ended(ending);
                try {
                    started.end(ending);
                } finally {
                    if (meters != null) {
                        meters.ended(operation, ending);
                    }
                }
            }
        };
    }

    /** The observation of the calling thread is current on the other, and with it what its handlers keep on a thread. */
    @Override
    public Runnable carried(Runnable work) {
        Observation current = observations.getCurrentObservation();
        if (current == null) {
            return work;
        }
        return () -> {
            OpenScope scope = new OpenScope(observations, current);
            try {
                work.run();
            } finally {
                scope.close();
            }
        };
    }

    private Started start(Observation observation) {
        observation.start();
        try {
            return new Started(observation, new OpenScope(observations, observation));
        } catch (Throwable thrown) { // Nobody will hear of its end.
            observation.stop();
            throw thrown;
        }
    }

    private record Started(Observation observation, OpenScope scope) {

        void failed(Attempt attempt) {
            String what = "attempt %s%s: %s"
                    .formatted(
                            attempt.number(), attempt.wasSent() ? "" : " not sent", ErrorTypes.of(attempt.failure()));
            observation.event(Observation.Event.of("attempt.failed", what));
        }

        void end(Ending ending) {
            try {
                ending.failure()
                        .map(failure ->
                                failure instanceof ImageSharingException known ? known.withoutAccounts() : failure)
                        .ifPresent(observation::error);
            } finally {
                try {
                    scope.close();
                } finally {
                    observation.stop();
                }
            }
        }
    }
}
