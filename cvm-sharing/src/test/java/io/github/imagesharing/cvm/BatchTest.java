package io.github.imagesharing.cvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.BatchProgress;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RefusalEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest extends FakeCloudTest {

    @Test
    void sharesManyImagesAndReadsNoMoreThanItMust() {
        List<ImageId> images = cloud.addImages(130);

        BatchReport report = sharing.shareAll(images, List.of(PARTNER, OTHER));

        assertThat(report.isComplete()).isTrue();
        assertThat(report.changed()).isEqualTo(260);
        assertThat(report.reports()).containsOnlyKeys(images.toArray(ImageId[]::new));
        images.forEach(image -> assertThat(cloud.accountsOf(image)).containsExactly(PARTNER, OTHER));
        assertThat(cloud.requests("DescribeImages")).hasSize(2);
        assertThat(cloud.requests("DescribeSnapshots")).hasSize(2);
        assertThat(cloud.requests("GetCallerIdentity")).hasSize(1);
        assertThat(cloud.requests("DescribeImageSharePermission")).hasSize(130);
        assertThat(writes()).isEqualTo(130);
    }

    @Test
    void takesManyImagesBack() {
        List<ImageId> images = cloud.addImages(20);
        sharing.shareAll(images, List.of(PARTNER, OTHER));

        BatchReport report = sharing.unshareAll(images, List.of(PARTNER));

        assertThat(report.changed()).isEqualTo(20);
        images.forEach(image -> assertThat(cloud.accountsOf(image)).containsExactly(OTHER));
    }

    @Test
    void reportsAnImageThatMayNotBeSharedWithAllItsViolationsAndSharesTheRest() {
        ImageId good = cloud.addImage();
        ImageId worst =
                cloud.addImage(i -> i.license(LicenseType.BYOL).encrypted(true).state(ImageState.CREATING));
        ImageId gone = ImageId.of("img-00000000");

        BatchReport report = sharing.shareAll(List.of(worst, good, gone), List.of(PARTNER, OTHER));

        assertThat(report.isComplete()).isFalse();
        assertThat(report.changed()).isEqualTo(2);
        assertThat(report.failed()).isEqualTo(4);
        assertThat(report.reports().keySet()).containsExactly(worst, good, gone);
        Map<AccountId, ImageSharingException> failed =
                requireNonNull(report.reports().get(worst)).failed();
        assertThat(failed).containsOnlyKeys(PARTNER, OTHER);
        assertThat(requireNonNull(failed.get(PARTNER)).getSuppressed()).hasSize(2);
        assertThat(cloud.accountsOf(good)).containsExactly(PARTNER, OTHER);
    }

    @ParameterizedTest
    @EnumSource(RefusalEffect.class)
    void searchesForABadAccountOnceAndForNoImageAfter(RefusalEffect effect) {
        cloud.refusalEffect(effect);
        List<ImageId> images = cloud.addImages(20);
        List<AccountId> asked = accounts(128);
        AccountId closed = asked.get(77);
        cloud.closeAccount(closed);

        BatchReport report = sharing.shareAll(images, asked);

        assertThat(report.changed()).isEqualTo(20 * 127);
        report.reports().forEach((image, one) -> {
            assertThat(one.failed()).containsOnlyKeys(closed);
            assertThat(one.failed().get(closed)).isInstanceOf(AccountNotFoundException.class);
            assertThat(requireNonNull(one.failed().get(closed)).imageId()).contains(image);
            assertThat(cloud.accountsOf(image)).hasSize(127).doesNotContain(closed);
        });
        assertThat(writes()).isLessThanOrEqualTo(20 + 2 * 7); // 2 log2 128 more for the first image
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 5", "8, 1"})
    void searchesForSeveralBadAccounts(int bad, int every) {
        List<ImageId> images = cloud.addImages(5);
        List<AccountId> asked = accounts(100);
        List<AccountId> closed = asked.stream()
                .filter(account -> asked.indexOf(account) % (every + 1) == 0)
                .limit(bad)
                .toList();
        closed.forEach(cloud::closeAccount);

        BatchReport report = sharing.shareAll(images, asked);

        assertThat(report.failed()).isEqualTo(5L * bad);
        assertThat(report.changed()).isEqualTo(5L * (100 - bad));
        assertThat(writes()).isLessThanOrEqualTo(5 + 2 * bad * 7);
    }

    @Test
    void allAccountsBadIsReportedToo() {
        ImageId image = cloud.addImage();
        List<AccountId> asked = accounts(10);
        asked.forEach(cloud::closeAccount);

        assertThat(sharing.shareAll(List.of(image), asked).failed()).isEqualTo(10);
        assertThat(cloud.accountsOf(image)).isEmpty();
    }

    @Test
    void tellsHowItGoesOn() {
        List<ImageId> images = new ArrayList<>(cloud.addImages(10));
        images.add(cloud.addImage(i -> i.license(LicenseType.BYOL)));
        List<BatchProgress> heard = Collections.synchronizedList(new ArrayList<>());

        sharing.shareAll(images, List.of(PARTNER), heard::add);

        assertThat(heard).extracting(BatchProgress::done).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        BatchProgress last = heard.get(10);
        assertThat(last.left()).isZero();
        assertThat(last.refused()).isOne();
        assertThat(last.timeLeft()).isZero();
        assertThat(heard)
                .extracting(BatchProgress::report)
                .extracting(ShareReport::target)
                .doesNotHaveDuplicates();
    }

    @Test
    void aListenerThatFailsDisturbsNothing() {
        List<ImageId> images = cloud.addImages(3);

        BatchReport report = sharing.shareAll(images, List.of(PARTNER), progress -> {
            throw new IllegalStateException("on purpose");
        });

        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void anInterruptionLeavesATrueReportAndTheRestIsCompletedByRunningItAgain() throws InterruptedException {
        List<ImageId> images = cloud.addImages(40);
        ImageSharingService paced = service(settings()
                .quota(RequestQuota.perSecond(
                        Map.of("ModifyImageSharePermission", 20, "DescribeImageSharePermission", 100))));
        CountDownLatch some = new CountDownLatch(10);
        AtomicReference<BatchReport> half = new AtomicReference<>();
        Thread batch = new Thread(() -> {
            half.set(paced.shareAll(images, List.of(PARTNER), progress -> some.countDown()));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        batch.start();
        some.await();
        batch.interrupt();
        batch.join();

        BatchReport interrupted = requireNonNull(half.get());
        interrupted.reports().forEach((image, report) -> {
            boolean there = cloud.accountsOf(image).contains(PARTNER);
            assertThat(report.changed().contains(PARTNER) && !there).isFalse();
            assertThat(report.failed().containsKey(PARTNER) && there).isFalse();
            report.failed().values().forEach(why -> assertThat(why).isInstanceOf(CallInterruptedException.class));
        });
        assertThat(interrupted.failed()).isPositive();
        long there = images.stream()
                .filter(image -> cloud.accountsOf(image).contains(PARTNER))
                .count();
        cloud.resetRequests();

        BatchReport rest = sharing.shareAll(images, List.of(PARTNER));

        assertThat(rest.isComplete()).isTrue();
        assertThat(rest.unchanged()).isEqualTo(there);
        assertThat(writes()).isEqualTo((int) (40 - there));
    }

    @Test
    void reachesThePaceOfTheQuotaWhateverTheLatency() {
        cloud.rate("ModifyImageSharePermission", 10);
        cloud.rate("DescribeImageSharePermission", 10);
        Duration latency = Duration.ofMillis(300);
        List<ImageId> images = cloud.addImages(25);
        ImageSharingService published = service(settings().quota(RequestQuota.published()));
        published.images();
        cloud.latency(latency);
        long begun = System.nanoTime();

        BatchReport report = published.shareAll(images, List.of(PARTNER));

        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(report.isComplete()).isTrue();
        // At the pace it takes 2.4 s and three times the latency; one after the other it would take 25 x 0.9 s.
        assertThat(took).isLessThan(Duration.ofSeconds(15));
        // A busy machine delays some requests into the next second's; without a pace 15 would be too many at once.
        assertThat(cloud.throttled()).isLessThan(10);
    }

    @Test
    void anImageIsNotLateBecauseThereAreMany() {
        List<ImageId> images = cloud.addImages(70);
        ImageSharingService slow = service(settings()
                .retry(Retry.defaults().deadline(Duration.ofSeconds(3)))
                .quota(RequestQuota.perSecond(Map.of("ModifyImageSharePermission", 20))));

        assertThat(slow.shareAll(images, List.of(PARTNER)).isComplete()).isTrue();
    }

    @Test
    void oneImageWhoseAnswersAreLostDoesNotFailTheOthers() {
        List<ImageId> images = cloud.addImages(10);
        cloud.failNext("ModifyImageSharePermission", 3, Fault.dropAfter());
        cloud.failNext("DescribeImages", Fault.httpStatus(502, ""));

        assertThat(sharing.shareAll(images, List.of(PARTNER)).isComplete()).isTrue();
        images.forEach(image -> assertThat(cloud.accountsOf(image)).containsExactly(PARTNER));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aSmallExecutorOfTheCallersOwnIsEnoughEvenWhenTheCallerRunsOnIt(int threads) throws Exception {
        List<ImageId> images = cloud.addImages(70);
        ExecutorService own = Executors.newFixedThreadPool(threads);
        try (ImageSharingService onIt = ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings().build()))
                .executor(own)
                .build()) {
            Future<BatchReport> batch = own.submit(() -> onIt.shareAll(images, List.of(PARTNER)));
            Future<ShareReport> single = own.submit(() -> onIt.share(images.get(0), List.of(OTHER)));

            assertThat(batch.get(30, TimeUnit.SECONDS).isComplete()).isTrue();
            assertThat(single.get(30, TimeUnit.SECONDS).isComplete()).isTrue();
        } finally {
            own.shutdownNow();
        }
    }

    @Test
    void refusesABatchWithoutImages() {
        assertThatIllegalArgumentException().isThrownBy(() -> sharing.shareAll(List.of(), List.of(PARTNER)));
    }
}
