package io.github.imagesharing.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.testkit.Fault;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tracer of OpenTelemetry makes of the observations. */
class TracingTest extends ObservedFixture {

    private final Queue<SpanData> spans = new ConcurrentLinkedQueue<>();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(new Kept()))
            .build();
    private final ObservationRegistry registry = ObservationRegistry.create();

    @BeforeEach
    void trace() {
        Tracer tracer = provider.get("test");
        OtelTracer bridge = new OtelTracer(tracer, new OtelCurrentTraceContext(), event -> {});
        OtelPropagator propagator =
                new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer);
        registry.observationConfig()
                .observationHandler(new FirstMatchingCompositeObservationHandler(
                        new PropagatingSenderTracingObservationHandler<>(bridge, propagator),
                        new DefaultTracingObservationHandler(bridge)));
    }

    @AfterEach
    void shutDown() {
        provider.close();
    }

    @Test
    void aBatchOfFiftyImagesIsOneTraceWithOneRoot() {
        service(MicrometerCallObserver.of(registry)).shareAll(cloud.addImages(50), List.of(PARTNER));

        assertThat(spans).extracting(SpanData::getTraceId).containsOnly(root().getTraceId());
        assertThat(root().getName()).matches("share-?[Aa]ll"); // before 1.6 Micrometer Tracing spells it with a hyphen
        assertThat(root().getKind()).isEqualTo(SpanKind.INTERNAL);
        assertThat(calls())
                .hasSize(cloud.requests().size())
                .hasSizeGreaterThan(100)
                .allSatisfy(span -> {
                    assertThat(span.getParentSpanId()).isEqualTo(root().getSpanId());
                    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
                    assertThat(span.getStartEpochNanos()).isGreaterThanOrEqualTo(root().getStartEpochNanos());
                    assertThat(span.getEndEpochNanos()).isLessThanOrEqualTo(root().getEndEpochNanos());
                });
        assertThat(calls()).extracting(SpanData::getName).contains("cvm/" + MODIFY, "cvm/" + DESCRIBE);
        assertThat(registry.getCurrentObservationScope()).isNull();
    }

    @Test
    void aTraceOfTheCallersOwnGoesOn() {
        io.micrometer.observation.Observation.createNotStarted("nightly", registry)
                .observe(() ->
                        service(MicrometerCallObserver.of(registry)).shareAll(cloud.addImages(2), List.of(PARTNER)));

        assertThat(root().getName()).isEqualTo("nightly");
        assertThat(spans).extracting(SpanData::getTraceId).containsOnly(root().getTraceId());
    }

    @Test
    void aRetryIsWithinItsSpan() {
        ImageId image = cloud.addImage();
        cloud.failNext(DESCRIBE, 2, Fault.throttled());

        service(MicrometerCallObserver.of(registry)).sharedWith(image);

        assertThat(calls()).singleElement().satisfies(span -> {
            assertThat(cloud.requests(DESCRIBE)).hasSize(3);
            assertThat(span.getEvents())
                    .extracting(event -> event.getName())
                    .containsExactly("attempt 1: RequestLimitExceeded", "attempt 2: RequestLimitExceeded");
            assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
            assertThat(text(span, "image.sharing.attempts")).isEqualTo("3");
            assertThat(text(span, "image.sharing.image.id")).isEqualTo(image.value());
            assertThat(text(span, "image.sharing.request.id")).isNotEmpty();
            assertThat(text(span, "error.type")).isEqualTo("none");
        });
    }

    @Test
    void aRefusalIsAnErrorAndNoAccountIsInAnySpan() {
        AccountId closed = AccountId.of("100000876543");
        cloud.closeAccount(closed);
        ImageId image = cloud.addImage();

        assertThatThrownBy(() -> service(MicrometerCallObserver.of(registry))
                        .share(image, List.of(closed))
                        .orThrow())
                .isInstanceOf(AccountNotFoundException.class);

        assertThat(calls())
                .filteredOn(span -> span.getName().equals("cvm/" + MODIFY))
                .isNotEmpty()
                .allSatisfy(span -> {
                    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                    assertThat(text(span, "rpc.status_code")).isEqualTo("InvalidAccountId.NotFound");
                    assertThat(text(span, "error.type")).isEqualTo("InvalidAccountId.NotFound");
                });
        assertThat(spans).allSatisfy(span -> {
            assertThat(span.toString()).doesNotContain(closed.value());
            assertThat(span.getEvents().toString()).doesNotContain(closed.value());
        });
        assertThat(root().getStatus().getDescription()).contains("The account ID", "InvalidAccountId.NotFound");
    }

    private SpanData root() {
        List<SpanData> roots = spans.stream()
                .filter(span -> !span.getParentSpanContext().isValid())
                .toList();
        assertThat(roots).hasSize(1);
        return roots.get(0);
    }

    private List<SpanData> calls() {
        return spans.stream().filter(span -> span.getName().contains("/")).toList();
    }

    private static String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    private final class Kept implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
