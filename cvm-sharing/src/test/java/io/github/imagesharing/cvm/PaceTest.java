package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.testkit.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A batch goes as fast as the quota and no faster. Only lower bounds are tight: a busy machine is late, never early. */
class PaceTest extends FakeCloudFixture {

    @Test
    void reachesThePaceOfTheQuotaWhateverTheLatency() {
        Duration latency = Duration.ofMillis(300);
        List<ImageId> images = cloud.addImages(25);
        ImageSharingService published = service(settings().quota(RequestQuota.published()));
        published.images();
        cloud.latency(latency);
        long begun = System.nanoTime();

        BatchReport report = published.shareAll(images, List.of(PARTNER));

        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(report.isComplete()).isTrue();
        assertThat(took)
                .isGreaterThan(Duration.ofMillis(2400).plus(latency.multipliedBy(3)))
                .as("the pace's 3.3 s, far from one image after the other")
                .isLessThan(latency.multipliedBy(25L * 3).dividedBy(2));
    }

    @Test
    void twoServicesFromTheSameSettingsShareOneQuota() {
        CloudSettings settings = settings()
                .quota(RequestQuota.perSecond(
                        Map.of("ModifyImageSharePermission", 20, "DescribeImageSharePermission", 1000)))
                .build();
        ImageSharingService one = service(settings.toBuilder());
        ImageSharingService other = service(settings.toBuilder());
        List<ImageId> ofOne = cloud.addImages(10);
        List<ImageId> ofOther = cloud.addImages(10);
        long begun = System.nanoTime();

        CompletableFuture<BatchReport> beside =
                CompletableFuture.supplyAsync(() -> other.shareAll(ofOther, List.of(PARTNER)));
        assertThat(one.shareAll(ofOne, List.of(PARTNER)).isComplete()).isTrue();
        assertThat(beside.join().isComplete()).isTrue();

        assertThat(writes()).isEqualTo(20);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void anImageIsNotLateBecauseThereAreMany() {
        List<ImageId> images = cloud.addImages(60);
        ImageSharingService slow = service(settings()
                .retry(Retry.defaults().deadline(Duration.ofSeconds(2)))
                .quota(RequestQuota.perSecond(
                        Map.of("ModifyImageSharePermission", 20, "DescribeImageSharePermission", 1000))));

        assertThat(slow.shareAll(images, List.of(PARTNER)).isComplete()).isTrue();
    }

    /** Its classes load while its first turns pass; interpreted only, it is slow on every machine. */
    @Test
    void aJvmThatHasJustStartedSendsNoFaster() throws Exception {
        List<ImageId> images = cloud.addImages(4);

        try (BatchProcess batch = BatchProcess.start(cloud, images, PARTNER, 4, "-Xint")) {
            assertThat(batch.awaitEnd()).isEqualTo("4 changed");
        }

        List<RecordedRequest> sent = cloud.requests("DescribeImageSharePermission");
        long nanos = sent.get(3).arrivalNanos() - sent.get(0).arrivalNanos();
        assertThat(Duration.ofNanos(nanos))
                .as("three turns of 255 ms, less what the network and a busy machine make of it")
                .isGreaterThan(Duration.ofMillis(500));
    }
}
