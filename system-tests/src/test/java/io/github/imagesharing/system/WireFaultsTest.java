package io.github.imagesharing.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.lighthouse.LighthouseSharing;
import io.github.imagesharing.system.Operation.Fixture;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a response, the user is told the actual state, for both products and on a real connection. */
class WireFaultsTest {

    private static final int ATTEMPTS = Retry.defaults().attempts();

    private static FaultyProxy proxy;
    private static ImageSharingService sharing;

    private final FakeTencentCloud cloud = FakeTencentCloud.start();
    private Fixture fixture;

    @BeforeAll
    static void connect() {
        proxy = new FaultyProxy();
        try (FakeTencentCloud any = FakeTencentCloud.start()) {
            CloudSettings settings = any.settings(Region.of("ap-guangzhou")).toBuilder()
                    .endpoint(proxy.endpoint())
                    .quota(RequestQuota.unlimited())
                    .retry(Retry.defaults().backoff(Duration.ofMillis(1), Duration.ofMillis(4)))
                    .build();
            sharing = ImageSharingService.builder()
                    .cvm(CvmSharing.connect(settings))
                    .lighthouse(LighthouseSharing.connect(settings))
                    .build();
        }
    }

    @AfterAll
    static void disconnect() {
        sharing.close();
        proxy.close();
    }

    @BeforeEach
    void prepare() {
        cloud.unlimitedRates();
        fixture = Fixture.in(cloud);
        proxy.forwardTo(cloud);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(WireFault.values())
                .flatMap(fault -> Stream.of(Operation.values()).map(operation -> arguments(fault, operation)));
    }

    static Stream<Arguments> faultsOfChanges() {
        return faults().filter(arguments -> ((Operation) arguments.get()[1]).changes())
                // A throttled request is never carried out.
                .filter(arguments -> arguments.get()[0] != WireFault.ROW_30B_THROTTLED);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void onceIsSurvived(WireFault fault, Operation operation) {
        proxy.once(operation, fault);

        operation.run(sharing, fixture);

        assertThat(proxy.deliveries(operation)).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faultsOfChanges")
    void onceAfterTheServiceActedIsSeenAndNotSentAgain(WireFault fault, Operation operation) {
        proxy.onceAfterActing(operation, fault);

        operation.run(sharing, fixture);

        assertThat(proxy.deliveries(operation)).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void thatStaysEndsTypedAfterTheAttemptsAndNothingHasChanged(WireFault fault, Operation operation) {
        String before = fixture.cloudState();
        proxy.always(operation, fault);

        ImageSharingException thrown =
                catchThrowableOfType(ImageSharingException.class, () -> operation.run(sharing, fixture));

        assertThat(thrown).isExactlyInstanceOf(fault.type()).hasMessageContaining(operation.action());
        assertThat(thrown.isRetryable()).isTrue();
        assertThat(thrown.requestId().isPresent()).isEqualTo(fault.namesItsRequest());
        assertThat(proxy.deliveries(operation)).isEqualTo(ATTEMPTS);
        assertThat(fixture.cloudState()).isEqualTo(before);
        assertThat(thrown.report().isPresent()).isEqualTo(operation.reports());
        thrown.report().ifPresent(WireFaultsTest::saysThatNothingChanged);
    }

    private static void saysThatNothingChanged(ShareReport report) {
        assertThat(report.failed()).hasSize(1);
        assertThat(report.outcomes()).hasSize(1);
    }
}
