package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.imagesharing.BatchReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ShareReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever executor the caller gives, a batch is completed; a good one only makes it faster. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExecutorsTest extends FakeCloudFixture {

    private ImageSharingService on(Executor executor) {
        return ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings().build()))
                .executor(executor)
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aSmallOneIsEnoughEvenWhenTheCallerRunsOnIt(int threads) throws Exception {
        List<ImageId> images = cloud.addImages(150);
        ExecutorService own = Executors.newFixedThreadPool(threads);
        try (ImageSharingService onIt = on(own)) {
            Future<BatchReport> batch = own.submit(() -> onIt.shareAll(images, List.of(PARTNER)));
            Future<ShareReport> single = own.submit(() -> onIt.share(images.get(0), List.of(OTHER)));

            assertThat(batch.get().isComplete()).isTrue();
            assertThat(single.get().isComplete()).isTrue();
        } finally {
            own.shutdownNow();
        }
        assertThat(writes()).isEqualTo(151);
    }

    @Test
    void oneThatDoesEverythingOnTheCallersThread() {
        try (ImageSharingService onIt = on(Runnable::run)) {
            assertThat(onIt.shareAll(cloud.addImages(5), List.of(PARTNER, OTHER))
                            .isComplete())
                    .isTrue();
        }
    }

    @Test
    void oneThatRejectsEverything() {
        List<ImageId> images = cloud.addImages(3);
        try (ImageSharingService onIt = on(work -> {
            throw new RejectedExecutionException("full");
        })) {
            assertThat(onIt.share(images.get(0), List.of(PARTNER)).isComplete()).isTrue();
            assertThat(onIt.shareAll(images, List.of(PARTNER)).isComplete()).isTrue();
        }
    }

    @Test
    void oneThatDropsEverything() {
        try (ImageSharingService onIt = on(work -> {})) {
            assertThat(onIt.shareAll(cloud.addImages(70), List.of(PARTNER)).isComplete())
                    .isTrue();
        }
    }

    @Test
    void oneThatIsShutDownMeanwhile() {
        List<ImageId> images = cloud.addImages(70);
        ExecutorService own = Executors.newFixedThreadPool(2);
        try (ImageSharingService onIt = on(own)) {
            BatchReport report = onIt.shareAll(images, List.of(PARTNER), progress -> {
                if (progress.done() == 5) {
                    own.shutdown();
                }
            });
            assertThat(report.isComplete()).isTrue();
        }
    }

    /** What ran on its threads then was interrupted; the report says so, and the rest is done. */
    @Test
    void oneThatIsShutDownAtOnceMeanwhile() {
        List<ImageId> images = cloud.addImages(70);
        ExecutorService own = Executors.newFixedThreadPool(8);
        try (ImageSharingService onIt = on(own)) {
            BatchReport report = onIt.shareAll(images, List.of(PARTNER), progress -> {
                if (progress.done() == 5) {
                    own.shutdownNow();
                }
            });
            report.reports().values().forEach(this::assertTrue);
            assertThat(report.changed()).isGreaterThanOrEqualTo(70 - 8);
        }
    }

    @Test
    void virtualThreads() throws ReflectiveOperationException {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
        cloud.latency(Duration.ofMillis(50));
        List<ImageId> images = cloud.addImages(150);
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try (ImageSharingService onIt = on(virtual)) {
            BatchReport report = onIt.shareAll(images, List.of(PARTNER, OTHER));

            assertThat(report.changed()).isEqualTo(300);
        } finally {
            virtual.shutdown();
        }
    }
}
