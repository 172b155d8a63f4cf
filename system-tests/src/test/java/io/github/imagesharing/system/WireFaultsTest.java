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
import io.github.imagesharing.system.Ask.Scene;
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

/** Whatever goes wrong with an answer, what a user is told is the truth: through both products, all the way. */
class WireFaultsTest {

    private static final int ATTEMPTS = Retry.defaults().attempts();

    private static FaultyWire wire;
    private static ImageSharingService sharing;

    private final FakeTencentCloud cloud = FakeTencentCloud.start();
    private Scene scene;

    @BeforeAll
    static void connect() {
        wire = new FaultyWire();
        try (FakeTencentCloud any = FakeTencentCloud.start()) {
            CloudSettings settings = any.settings(Region.of("ap-guangzhou")).toBuilder()
                    .endpoint(wire.endpoint())
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
        wire.close();
    }

    @BeforeEach
    void setTheScene() {
        cloud.unlimitedRates();
        scene = Scene.in(cloud);
        wire.leadTo(cloud);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(WireFault.values())
                .flatMap(fault -> Stream.of(Ask.values()).map(ask -> arguments(fault, ask)));
    }

    static Stream<Arguments> faultsOfChanges() {
        return faults().filter(arguments -> ((Ask) arguments.get()[1]).changes())
                .filter(arguments -> arguments.get()[0] != WireFault.ROW_30B_THROTTLED); // which is never acted on
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void onceIsSurvived(WireFault fault, Ask ask) {
        wire.once(ask, fault);

        ask.of(sharing, scene);

        assertThat(wire.deliveries(ask)).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faultsOfChanges")
    void onceAfterTheServiceActedIsSeenAndNotSentAgain(WireFault fault, Ask ask) {
        wire.onceAfterActing(ask, fault);

        ask.of(sharing, scene);

        assertThat(wire.deliveries(ask)).isEqualTo(ask == Ask.OUT_OF_LIGHTHOUSE ? 2 : 1); // twice does no harm
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void thatStaysEndsTypedAfterTheAttemptsAndNothingHasChanged(WireFault fault, Ask ask) {
        String before = scene.truth();
        wire.always(ask, fault);

        ImageSharingException thrown = catchThrowableOfType(ImageSharingException.class, () -> ask.of(sharing, scene));

        assertThat(thrown).isExactlyInstanceOf(fault.type()).hasMessageContaining(ask.action());
        assertThat(thrown.isRetryable()).isTrue();
        assertThat(thrown.requestId().isPresent()).isEqualTo(fault.namesItsRequest());
        assertThat(wire.deliveries(ask)).isEqualTo(ATTEMPTS);
        assertThat(scene.truth()).isEqualTo(before);
        assertThat(thrown.report().isPresent()).isEqualTo(ask.reports());
        thrown.report().ifPresent(WireFaultsTest::saysThatNothingChanged);
    }

    private static void saysThatNothingChanged(ShareReport report) {
        assertThat(report.failed()).hasSize(1);
        assertThat(report.outcomes()).hasSize(1);
    }
}
