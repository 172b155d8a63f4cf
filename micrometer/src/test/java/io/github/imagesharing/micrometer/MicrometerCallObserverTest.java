package io.github.imagesharing.micrometer;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.CallObserver;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.testkit.Fault;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a registry hears of calls that succeed, fail, are retried, interrupted and closed. */
class MicrometerCallObserverTest extends ObservedFixture {

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final CallObserver observer = MicrometerCallObserver.of(registry);
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Queue<String> leftOpen = new ConcurrentLinkedQueue<>();

    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();

    @BeforeEach
    void count() {
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }

            @Override
            public void onStart(Observation.Context context) {
                started.incrementAndGet();
            }

            @Override
            public void onStop(Observation.Context context) {
                stopped.incrementAndGet();
            }
        });
    }

    @AfterEach
    void whatBeganHasEndedOnceAndNoScopeIsLeftOpen() throws InterruptedException {
        threads.shutdown(); // A read that the library ends itself may end a moment after its operation.
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(stopped.get()).isEqualTo(started.get());
        assertThat(leftOpen).isEmpty();
        assertThat(registry.getCurrentObservationScope()).isNull();
    }

    /** A service whose threads say what each task leaves open. */
    private ImageSharingService service() {
        return service(
                ImageSharingService.builder()
                        .executor(task -> threads.execute(() -> {
                            task.run();
                            if (registry.getCurrentObservationScope() != null) {
                                leftOpen.add(
                                        registry.getCurrentObservationScope().toString());
                            }
                        })),
                settings(observer));
    }

    @Test
    void aCallIsWithinItsOperationAndEachHasItsKeys() {
        ImageId image = cloud.addImage();

        service().sharedWith(image);

        assertThat(registry)
                .hasNumberOfObservationsEqualTo(2)
                .hasObservationWithNameEqualTo("image.sharing.operation")
                .that()
                .hasContextualNameEqualTo("sharedWith")
                .hasLowCardinalityKeyValue("operation", "sharedWith")
                .hasLowCardinalityKeyValue("error.type", "none")
                .hasLowCardinalityKeyValue("cloud.region", "ap-guangzhou")
                .hasHighCardinalityKeyValue("image.sharing.target.id", image.value())
                .hasHighCardinalityKeyValue("image.sharing.targets", "1")
                .hasHighCardinalityKeyValue("image.sharing.accounts", "0")
                .hasBeenStarted()
                .hasBeenStopped()
                .doesNotHaveParentObservation();
        assertThat(registry)
                .hasObservationWithNameEqualTo("image.sharing.api.call")
                .that()
                .hasContextualNameEqualTo("cvm/" + DESCRIBE)
                .hasLowCardinalityKeyValue("rpc.system.name", "tencentcloud")
                .hasLowCardinalityKeyValue("rpc.method", "cvm/" + DESCRIBE)
                .hasLowCardinalityKeyValue("rpc.status_code", "none")
                .hasLowCardinalityKeyValue("error.type", "none")
                .hasLowCardinalityKeyValue("server.address", "cvm.tencentcloudapi.com")
                .hasLowCardinalityKeyValue("cloud.region", "ap-guangzhou")
                .hasHighCardinalityKeyValue("image.sharing.attempts", "1")
                .hasHighCardinalityKeyValue("image.sharing.image.id", image.value())
                .hasHighCardinalityKeyValueWithKey("image.sharing.request.id")
                .hasBeenStarted()
                .hasBeenStopped()
                .hasParentObservationContextMatching(context -> context instanceof OperationContext);
    }

    @Test
    void aFailureNamesItsCodeAndAnInventedCodeDoesNot() {
        ImageId image = cloud.addImage();
        cloud.failNext(DESCRIBE, Fault.error("InvalidImageId.NotFound", "no such image"));
        assertThatThrownBy(() -> service().sharedWith(image)).isInstanceOf(ImageSharingException.class);
        assertThat(registry)
                .hasAnObservation(call -> call.hasNameEqualTo("image.sharing.api.call")
                        .hasLowCardinalityKeyValue("error.type", "InvalidImageId.NotFound")
                        .hasLowCardinalityKeyValue("rpc.status_code", "InvalidImageId.NotFound")
                        .hasError())
                .hasAnObservation(operation -> operation
                        .hasNameEqualTo("image.sharing.operation")
                        .hasLowCardinalityKeyValue("error.type", "InvalidImageId.NotFound")
                        .hasError());

        registry.clear();
        cloud.failNext(DESCRIBE, Fault.error("Invented.Code", "no"));
        assertThatThrownBy(() -> service().sharedWith(image)).isInstanceOf(ImageSharingException.class);
        assertThat(registry)
                .hasAnObservation(call -> call.hasNameEqualTo("image.sharing.api.call")
                        .hasLowCardinalityKeyValue("error.type", "_OTHER")
                        .hasLowCardinalityKeyValue("rpc.status_code", "_OTHER"));
    }

    @Test
    void anAttemptThatFailedIsAnEventOfItsCall() {
        cloud.failNext(DESCRIBE, Fault.throttled());

        service().sharedWith(cloud.addImage());

        assertThat(registry)
                .hasObservationWithNameEqualTo("image.sharing.api.call")
                .that()
                .hasEvent("attempt.failed", "attempt 1: RequestLimitExceeded")
                .hasHighCardinalityKeyValue("image.sharing.attempts", "2")
                .doesNotHaveError();
    }

    @Test
    void anAttemptThatWasNeverSentSaysSo() {
        ImageSharingService service = service(
                ImageSharingService.builder(),
                settings(observer)
                        .quota((api, host, maxWait) -> Optional.empty())
                        .retry(Retry.defaults().attempts(1)));

        assertThatThrownBy(() -> service.sharedWith(cloud.addImage())).isInstanceOf(ThrottledException.class);

        assertThat(registry)
                .hasObservationWithNameEqualTo("image.sharing.api.call")
                .that()
                .hasEvent("attempt.failed", "attempt 1 not sent: ThrottledException")
                .hasLowCardinalityKeyValue("error.type", "ThrottledException")
                .hasLowCardinalityKeyValue("rpc.status_code", "none");
    }

    @Test
    void workThatIsCarriedHasTheObservationOfItsCallerAndGivesItBackAlsoWhenItThrows() throws Exception {
        Observation own = Observation.start("own", registry);
        Queue<Observation> seen = new ConcurrentLinkedQueue<>();
        Runnable carried = own.scoped(() -> observer.carried(() -> {
            seen.add(registry.getCurrentObservation());
            throw new IllegalStateException("work");
        }));
        own.stop();

        assertThatThrownBy(carried::run).hasMessage("work");
        assertThat(registry.getCurrentObservationScope()).isNull();
        threads.submit(() -> {
                    assertThatThrownBy(carried::run).hasMessage("work");
                    assertThat(registry.getCurrentObservationScope()).isNull();
                })
                .get();
        assertThat(seen).containsExactly(own, own);
    }

    @Test
    void anInterruptedBatchLeavesNoScopeOpenAndEndsWhatItBegan() {
        Thread caller = Thread.currentThread();
        cloud.afterEach(MODIFY, caller::interrupt);

        assertThat(service().shareAll(cloud.addImages(20), List.of(PARTNER)).isComplete())
                .isFalse();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(started.get()).isGreaterThan(2);
    }

    @Test
    void aServiceThatIsClosedDuringACallLeavesNoScopeOpenAndEndsWhatItBegan() {
        ImageSharingService service = service();
        cloud.afterEach(MODIFY, service::close);

        assertThat(service.shareAll(cloud.addImages(20), List.of(PARTNER)).isComplete())
                .isFalse();

        assertThat(started.get()).isGreaterThan(2);
    }

    @Test
    void aHandlerThatThrowsDisturbsNoCallAndLeavesNoScopeOpen() {
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }

            @Override
            public void onScopeOpened(Observation.Context context) {
                throw new IllegalStateException("opened");
            }

            @Override
            public void onScopeClosed(Observation.Context context) {
                throw new IllegalStateException("closed");
            }
        });

        assertThat(service().shareAll(cloud.addImages(5), List.of(PARTNER)).isComplete())
                .isTrue();

        assertThat(stopped.get()).isEqualTo(cloud.requests().size() + 1);
    }

    @Test
    void aHandlerThatThrowsAsAScopeClosesLeavesTheScopeBefore() {
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }

            @Override
            public void onScopeClosed(Observation.Context context) {
                throw new IllegalStateException("closed");
            }
        });

        assertThat(service().shareAll(cloud.addImages(5), List.of(PARTNER)).isComplete())
                .isTrue();

        assertThat(registry.getCurrentObservationScope()).isNull();
    }

    @Test
    void conventionsOfTheUsersOwnAreUsed() {
        CallObserver own = MicrometerCallObserver.builder(registry)
                .callConvention(new ApiCallObservationConvention() {
                    @Override
                    public String getName() {
                        return "shop.api";
                    }

                    @Override
                    public KeyValues getLowCardinalityKeyValues(ApiCallContext context) {
                        return ApiCallObservationConvention.super
                                .getLowCardinalityKeyValues(context)
                                .and("write", Boolean.toString(context.call().isWrite()));
                    }
                })
                .operationConvention(new OperationObservationConvention() {
                    @Override
                    public String getContextualName(OperationContext context) {
                        return "images " + context.operation().name();
                    }
                })
                .build();

        service(own).sharedWith(cloud.addImage());

        assertThat(registry)
                .hasObservationWithNameEqualTo("shop.api")
                .that()
                .hasLowCardinalityKeyValue("write", "false")
                .hasLowCardinalityKeyValue("error.type", "none");
        assertThat(registry)
                .hasObservationWithNameEqualTo("image.sharing.operation")
                .that()
                .hasContextualNameEqualTo("images sharedWith");
    }

    /** One for all observations of a kind, in the registry. */
    private static final class Global
            implements ApiCallObservationConvention, GlobalObservationConvention<ApiCallContext> {

        @Override
        public String getName() {
            return "global.api";
        }
    }

    @Test
    void aGlobalConventionOfTheRegistryIsUsed() {
        registry.observationConfig().observationConvention(new Global());

        service().sharedWith(cloud.addImage());

        assertThat(registry).hasObservationWithNameEqualTo("global.api");
    }

    @Test
    void aRegistryThatObservesNothingCostsNoCall() {
        assertThat(service(MicrometerCallObserver.of(ObservationRegistry.NOOP))
                        .shareAll(cloud.addImages(3), List.of(PARTNER))
                        .isComplete())
                .isTrue();
        registry.observationConfig().observationPredicate((name, context) -> !name.startsWith("image.sharing"));

        Observation own = Observation.start("own", registry);
        own.scoped(() -> {
            service().sharedWith(cloud.addImage());
            assertThat(registry.getCurrentObservation()).isSameAs(own);
        });
        own.stop();
    }

    @Test
    @SuppressWarnings("NullAway") // a caller without a null checker
    void nothingMissingIsTaken() {
        MicrometerCallObserver.Builder builder = MicrometerCallObserver.builder(registry);

        refuses(() -> MicrometerCallObserver.of(null), "observation registry null: give one");
        refuses(() -> builder.meters(null), "meter registry null: give one");
        refuses(() -> builder.quota(null), "quota null: give one");
        refuses(() -> builder.callConvention(null), "call convention null: give one");
        refuses(() -> builder.operationConvention(null), "operation convention null: give one");
    }

    private static void refuses(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
