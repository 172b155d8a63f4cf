package io.github.imagesharing.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ServiceTime;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.internal.quota.LocalQuota;
import io.github.imagesharing.internal.quota.Rates;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A call whose time is up ends with what the service kept answering, whichever step notices that the time is up. The waits
 * between the attempts are skipped, so that the table takes seconds and not half an hour.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ReasonTest {

    private static final Map<String, Class<? extends ImageSharingException>> CODES = Map.of(
            "InternalError", ServiceFailureException.class,
            "ResourceUnavailable", ServiceFailureException.class,
            "FailedOperation.QImageShareFailed", ServiceFailureException.class,
            "InvalidParameterValue.InvalidImageState", ImageNotReadyException.class,
            "RequestLimitExceeded", ThrottledException.class);

    private static final List<Duration> DEADLINES = IntStream.rangeClosed(5, 40)
            .mapToObj(i -> Duration.ofMillis(100L * i))
            .toList();

    private static final List<AccountId> PARTNERS = List.of(AccountId.of("1038493875"), AccountId.of("1038493876"));

    /** Which request the service refuses, and the latency of all. */
    private record Refusal(String action, Duration latency) {}

    private static final List<Refusal> REFUSALS = List.of(
            new Refusal("ModifyImageSharePermission", Duration.ZERO),
            new Refusal("ModifyImageSharePermission", Duration.ofMillis(5)),
            new Refusal("DescribeImages", Duration.ofMillis(5)),
            new Refusal("DescribeImageSharePermission", Duration.ZERO));

    private final Collection<FakeTencentCloud> clouds = new ConcurrentLinkedQueue<>();

    @AfterAll
    void close() {
        clouds.forEach(FakeTencentCloud::close);
    }

    static Stream<Arguments> table() {
        return REFUSALS.stream()
                .flatMap(refusal -> CODES.keySet().stream().sorted().map(code -> arguments(refusal, code)));
    }

    @ParameterizedTest(name = "{0} always answered with {1}")
    @MethodSource("table")
    void aCallOutOfTimeEndsWithWhatTheServiceKeptAnswering(Refusal refusal, String code) {
        FakeTencentCloud cloud = FakeTencentCloud.start();
        clouds.add(cloud);
        cloud.unlimitedRates();
        cloud.latency(refusal.latency());
        ImageId image = cloud.addImage();
        try (ImageSharingService sharing = service(cloud, Duration.ofSeconds(60))) {
            assertThat(sharing.check(image, PARTNERS).isAllowed()).isTrue(); // classes are loaded before time counts
        }
        cloud.failAlways(refusal.action(), Fault.error(code, "not now"));
        assertThat(DEADLINES)
                .hasSize(36)
                .allSatisfy(deadline -> assertThat(thrownBy(cloud, deadline, image))
                        .isExactlyInstanceOf(CODES.get(code))
                        .isInstanceOfSatisfying(ImageSharingException.class, reason -> {
                            assertThat(reason.errorCode()).hasValue(code);
                            assertThat(reason.requestId()).isPresent();
                        }));
    }

    private static Throwable thrownBy(FakeTencentCloud cloud, Duration deadline, ImageId image) {
        try (ImageSharingService sharing = service(cloud, deadline)) {
            return catchThrowable(() -> sharing.share(image, PARTNERS));
        }
    }

    /** Each call has the published quota to itself, which is one more step that may notice that the time is up. */
    private static ImageSharingService service(FakeTencentCloud cloud, Duration deadline) {
        SkippedTime time = new SkippedTime();
        CloudSettings settings = cloud.settings(Region.of("ap-guangzhou")).toBuilder()
                .quota(LocalQuota.of(Rates.PUBLISHED, time))
                .retry(Retry.defaults().attempts(1000).deadline(deadline))
                .build();
        return ServiceTime.builder(time).cvm(CvmSharing.connect(settings)).build();
    }
}
