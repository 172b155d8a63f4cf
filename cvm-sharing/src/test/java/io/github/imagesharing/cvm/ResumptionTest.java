package io.github.imagesharing.cvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchListener;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that ends before its end, and the run that completes it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResumptionTest extends FakeCloudFixture {

    private static final Map<String, Integer> PACE =
            Map.of("ModifyImageSharePermission", 20, "DescribeImageSharePermission", 100);

    @Test
    void aProcessKilledHalfWayIsCompletedByRunningItAgainWithOnlyTheMissingRequests() throws Exception {
        List<ImageId> images = cloud.addImages(40);
        try (BatchProcess batch = BatchProcess.start(cloud, images, PARTNER, 20)) {
            until(() -> writes() >= 10);
            batch.kill();
        }
        assertThat(images)
                .anySatisfy(image -> assertThat(cloud.accountsOf(image)).isEmpty());

        assertCompletes(images, 10);
    }

    @Test
    void anInterruptionLeavesATrueReportAndTheRestIsCompletedByRunningItAgain() throws Exception {
        List<ImageId> images = cloud.addImages(40);
        ImageSharingService paced = service(settings().quota(RequestQuota.perSecond(PACE)));
        CountDownLatch some = new CountDownLatch(10);

        BatchReport report = interrupted(paced, images, List.of(PARTNER), some::await, done -> some.countDown());

        assertThat(report.changed()).isGreaterThanOrEqualTo(10);
        assertThat(report.failed()).isPositive();
        assertCompletes(images, 10);
    }

    /** By another service, which remembers nothing; by its keys, since what the first had on its way may arrive still. */
    private void assertCompletes(List<ImageId> images, int atLeastThere) {
        Credential own = new Credential("AKIDrest", "key");
        cloud.addCredential(own);

        BatchReport rest = service(settings().credential(own)).shareAll(images, List.of(PARTNER));

        assertThat(rest.isComplete()).isTrue();
        assertThat(rest.unchanged()).isGreaterThanOrEqualTo(atLeastThere);
        assertThat(cloud.requests("ModifyImageSharePermission").stream()
                        .filter(write -> write.secretId().equals(own.getSecretId()))
                        .count())
                .isEqualTo(rest.changed())
                .isEqualTo(images.size() - rest.unchanged());
        images.forEach(image -> assertThat(cloud.accountsOf(image)).containsExactly(PARTNER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeImages",
                "DescribeSnapshots",
                "GetCallerIdentity",
                "DescribeImageSharePermission",
                "ModifyImageSharePermission"
            })
    void anInterruptionWhileAnyAnswerIsAwaitedEndsTheBatchWithATrueReport(String action) throws Exception {
        List<ImageId> images = cloud.addImages(70);
        cloud.failAlways(action, Fault.silent(Duration.ofSeconds(50)));

        interrupted(
                sharing,
                images,
                List.of(PARTNER, OTHER),
                () -> until(() -> !cloud.requests(action).isEmpty()),
                done -> {});
    }

    @Test
    void soDoesOneWhileAllWaitForTheirTurn() throws Exception {
        List<ImageId> images = cloud.addImages(70);
        ImageSharingService paced =
                service(settings().quota(RequestQuota.perSecond(Map.of("ModifyImageSharePermission", 1))));
        CountDownLatch one = new CountDownLatch(1);

        BatchReport report = interrupted(paced, images, List.of(PARTNER), one::await, done -> one.countDown());

        assertThat(report.changed()).isPositive();
    }

    @Test
    void soDoesOneWhileTheListenerBlocks() throws Exception {
        CountDownLatch blocks = new CountDownLatch(1);

        BatchReport report = interrupted(sharing, cloud.addImages(70), List.of(PARTNER), blocks::await, done -> {
            blocks.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(report.changed()).isPositive();
    }

    /** Where no other thread takes the images, the batch's own makes them, one after the other. */
    @Test
    void afterAnInterruptionNoImageIsBegun() throws Exception {
        ImageSharingService alone = ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings().build()))
                .executor(dropped -> {})
                .build();
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger heard = new AtomicInteger();

        BatchReport report = interrupted(alone, cloud.addImages(5), List.of(PARTNER), first::await, done -> {
            heard.incrementAndGet();
            first.countDown();
            until(Thread.currentThread()::isInterrupted);
        });
        alone.close();

        assertThat(heard).hasValue(1);
        assertThat(report.changed()).isOne();
        assertThat(report.reports().values())
                .flatMap(one -> one.failed().values())
                .hasSize(4)
                .allSatisfy(why -> assertThat(why).hasMessageEndingWith(": not begun, the batch was interrupted"));
    }

    /** Leaves the processor to what it waits for. */
    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private interface Until {
        void await() throws Exception;
    }

    /** Interrupts a batch once it is where it should be, and checks its report against the cloud. */
    private BatchReport interrupted(
            ImageSharingService service, List<ImageId> images, List<AccountId> asked, Until there, BatchListener heard)
            throws Exception {
        CompletableFuture<BatchReport> ended = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread batch = new Thread(() -> {
            try {
                ended.complete(service.shareAll(images, asked, heard));
            } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
            }
            flag.complete(Thread.currentThread().isInterrupted());
        });
        batch.start();
        there.await();
        batch.interrupt();

        BatchReport report = ended.get();

        assertThat(flag.get()).as("the interrupt flag").isTrue();
        assertThat(report.isComplete()).isFalse();
        assertThat(report.reports().keySet()).containsExactlyElementsOf(images);
        report.reports().forEach((image, one) -> {
            assertThat(one.outcomes()).containsOnlyKeys(asked.toArray(AccountId[]::new));
            assertTrue(one);
            one.failed()
                    .values()
                    .forEach(why -> assertThat(why)
                            .isInstanceOf(CallInterruptedException.class)
                            .satisfies(it ->
                                    assertThat(requireNonNull(it).imageId()).contains(image)));
        });
        return report;
    }
}
