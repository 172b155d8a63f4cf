package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.RecordedRequest;
import io.github.imagesharing.testkit.RequestCounting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A batch against a service that enforces the published ten writes a second in its own way. Upper bounds leave room for a
 * busy machine; the benchmark has the exact figures. What a busy machine adds to the way of a request is not the library's:
 * the floor is reached, and nothing refused, in one of several tries; nothing is lost in each.
 */
@Execution(ExecutionMode.CONCURRENT)
class QuotaFloorTest {

    private static final String WRITE = "ModifyImageSharePermission";
    private static final Region REGION = Region.of("ap-guangzhou");
    private static final List<AccountId> PARTNERS = List.of(AccountId.of("1038493875"), AccountId.of("100000000018"));
    private static final int IMAGES = 31;
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int TRIES = 4;

    private final FakeTencentCloud cloud = FakeTencentCloud.start();

    @BeforeEach
    void loadTheClasses() {
        share(cloud.addImages(1));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private BatchReport share(List<ImageId> images) {
        try (ImageSharingService sharing = ImageSharingService.builder()
                .cvm(CvmSharing.connect(cloud.settings(REGION)))
                .build()) {
            return sharing.shareAll(images, PARTNERS);
        }
    }

    private Duration timeToShare(int images) {
        List<ImageId> all = cloud.addImages(images);
        cloud.resetRequests();
        cloud.latency(LATENCY);
        long begun = System.nanoTime();

        BatchReport report = share(all);

        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(report.isComplete()).isTrue();
        assertThat(all)
                .allSatisfy(image -> assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrderElementsOf(PARTNERS));
        return took;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_BURST")
    void theFirstTenLeaveTogetherAndNoneIsRefusedHoweverTheServiceCounts(RequestCounting way) {
        Duration took = timeToShare(way);
        for (int i = 1; i < TRIES && !isTheFloor(took); i++) {
            took = timeToShare(way);
        }

        assertIsTheFloor(took);
    }

    private Duration timeToShare(RequestCounting way) {
        cloud.counting(way);
        return timeToShare(IMAGES);
    }

    private boolean isTheFloor(Duration took) {
        return catchThrowable(() -> assertIsTheFloor(took)) == null;
    }

    private void assertIsTheFloor(Duration took) {
        assertThat(cloud.throttled()).isZero();
        List<RecordedRequest> writes = cloud.requests(WRITE);
        assertThat(writes).hasSize(IMAGES);
        assertThat(Duration.ofNanos(writes.get(9).arrivalNanos() - writes.get(0).arrivalNanos()))
                .as("from the first write to the tenth")
                .isLessThan(Duration.ofMillis(500));
        assertThat(took)
                .as("three seconds and three waits")
                .isBetween(Duration.ofMillis(3300), Duration.ofMillis(4500));
    }

    @Test
    void whereNoBurstIsAllowedNothingIsLostAndThePaceIsEven() {
        cloud.counting(RequestCounting.NO_BURST);

        assertThat(timeToShare(IMAGES)).isBetween(Duration.ofMillis(3300), Duration.ofMillis(6000));
        assertThat(cloud.throttled()).isPositive();
    }

    @Test
    void whatAStrangerLeavesIsUsedAndNothingIsLost() {
        cloud.strangerUses(0.5);

        assertThat(timeToShare(IMAGES))
                .as("five a second, the first five at once")
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(9));
    }
}
