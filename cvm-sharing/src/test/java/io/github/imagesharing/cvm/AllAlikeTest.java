package io.github.imagesharing.cvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.UnsupportedRegionException;
import io.github.imagesharing.testkit.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails every image of a batch alike ends the batch soon; one image's refusal does not. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class AllAlikeTest extends FakeCloudFixture {

    private static final String WRITE = "ModifyImageSharePermission";
    /** As many as are under way wait for their turn once more, ten a second. */
    private static final Duration SOON = Duration.ofSeconds(9);

    /** Each way to change many images. */
    @SuppressWarnings("ImmutableEnumChecker") // each is a lambda without state
    enum Change {
        SHARE((service, images) -> service.shareAll(images, List.of(PARTNER))),
        UNSHARE((service, images) -> service.unshareAll(images, List.of(OTHER))),
        APPLY((service, images) -> service.applyAll(images.stream()
                .map(image -> new SharePlan(image, Set.of(PARTNER), Set.of(OTHER), Set.of()))
                .toList()));

        private final BiFunction<ImageSharingService, Collection<ImageId>, BatchReport> run;

        Change(BiFunction<ImageSharingService, Collection<ImageId>, BatchReport> run) {
            this.run = run;
        }
    }

    private List<ImageId> imagesSharedWithOther(int count) {
        List<ImageId> images = cloud.addImages(count);
        images.forEach(image -> cloud.shareElsewhere(image, OTHER));
        return images;
    }

    /** The pace and the patience that users have. */
    private CloudSettings.Builder asUsersHaveIt() {
        return settings().quota(RequestQuota.published()).retry(Retry.defaults());
    }

    private record Timed(BatchReport report, Duration took) {}

    private static Timed timed(ImageSharingService service, Change change, Collection<ImageId> images) {
        long begin = System.nanoTime();
        BatchReport report = change.run.apply(service, images);
        return new Timed(report, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static Collection<ImageSharingException> failures(BatchReport report) {
        List<ImageSharingException> failures = new ArrayList<>();
        report.reports().values().forEach(one -> failures.addAll(one.failed().values()));
        return failures;
    }

    private static void assertAllFailedAlike(BatchReport report, Class<? extends ImageSharingException> type) {
        assertThat(report.changed()).isZero();
        assertThat(report.unknown()).isZero();
        report.reports().forEach((image, one) -> {
            assertThat(one.failed()).isNotEmpty();
            assertThat(one.failed().values()).allSatisfy(why -> {
                assertThat(why).isInstanceOf(type);
                assertThat(why.imageId()).hasValue(image);
                assertThat(others(report, image, why)).hasSizeLessThanOrEqualTo(1);
            });
        });
    }

    /** The other images that a failure names. */
    private static List<ImageId> others(BatchReport report, ImageId image, ImageSharingException why) {
        String said = requireNonNull(why.getMessage());
        return report.reports().keySet().stream()
                .filter(other -> !other.equals(image) && said.contains(other.value()))
                .toList();
    }

    @Test
    void aRevokedKeyEndsABatchSoonAtThePaceThatUsersHave() {
        List<ImageId> images = cloud.addImages(500);
        ImageSharingService service = service(asUsersHaveIt());
        cloud.revokeCredential(cloud.secretId());

        Timed batch = timed(service, Change.SHARE, images);

        assertThat(batch.took()).isLessThan(Duration.ofSeconds(4));
        assertThat(cloud.requests()).hasSizeLessThan(20);
        assertAllFailedAlike(batch.report(), AuthenticationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aRevokedKeyEndsEveryChangeOfFiveHundred(Change change) {
        List<ImageId> images = imagesSharedWithOther(500);
        cloud.revokeCredential(cloud.secretId());

        Timed batch = timed(sharing, change, images);

        assertThat(cloud.requests()).hasSizeLessThan(40);
        assertAllFailedAlike(batch.report(), AuthenticationException.class);
        assertThat(failures(batch.report()))
                .allSatisfy(why -> assertThat(why.errorCode()).hasValue("AuthFailure.SecretIdNotFound"));
        assertThat(failures(batch.report()).stream()
                        .map(Throwable::getMessage)
                        .filter(said -> said.contains("not asked")))
                .hasSizeGreaterThan(400)
                .allSatisfy(said -> assertThat(said).contains("the images before it failed alike"));
    }

    @Test
    void aKeyThatIsRevokedInTheMidstEndsTheBatchToo() {
        List<ImageId> images = cloud.addImages(500);
        ImageSharingService service = service(asUsersHaveIt());
        AtomicInteger atRevocation = new AtomicInteger();

        long begin = System.nanoTime();
        BatchReport report = service.shareAll(images, List.of(PARTNER), progress -> {
            if (progress.done() == 10) {
                atRevocation.set(cloud.requests().size());
                cloud.revokeCredential(cloud.secretId());
            }
        });

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON.plusSeconds(2));
        assertThat(cloud.requests().size() - atRevocation.get()).isLessThan(30);
        assertThat(report.changed()).isGreaterThanOrEqualTo(10);
        assertThat(report.changed() + report.failed()).isEqualTo(500);
        report.reports().values().forEach(this::assertTrue);
    }

    @ParameterizedTest
    @EnumSource
    void aPolicyThatRefusesTheWriteEndsEveryChangeOfFiveHundred(Change change) {
        List<ImageId> images = imagesSharedWithOther(500);
        cloud.refuse(WRITE);

        Timed batch = timed(sharing, change, images);

        assertThat(cloud.requests(WRITE)).hasSizeLessThan(100);
        assertAllFailedAlike(batch.report(), AccessDeniedException.class);
        batch.report()
                .reports()
                .forEach((image, one) -> one.failed().values().stream()
                        .filter(why -> requireNonNull(why.getMessage()).contains("failed alike"))
                        .forEach(why -> {
                            assertThat(why.getMessage()).startsWith(image + ": not ");
                            assertThat(others(batch.report(), image, why))
                                    .as("on which it was found")
                                    .hasSize(1);
                        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeImageSharePermission", "DescribeImages"})
    void aPolicyThatRefusesAReadDoesSo(String action) {
        List<ImageId> images = cloud.addImages(300);
        cloud.refuse(action);

        Timed batch = timed(sharing, Change.SHARE, images);

        assertThat(cloud.requests()).hasSizeLessThan(200);
        assertAllFailedAlike(batch.report(), AccessDeniedException.class);
    }

    @Test
    void aRegionWithoutTheProductDoesSo() {
        List<ImageId> images = cloud.addImages(300);
        cloud.unsupportedRegion(REGION);

        Timed batch = timed(sharing, Change.UNSHARE, images);

        assertAllFailedAlike(batch.report(), UnsupportedRegionException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aSmallExecutorOrTheCallersThreadEndsItAsSoon(int threads) {
        List<ImageId> images = cloud.addImages(300);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Executor executor = threads == 1 ? Runnable::run : pool;
        try (ImageSharingService service = ImageSharingService.builder()
                .cvm(CvmSharing.connect(asUsersHaveIt().build()))
                .executor(executor)
                .build()) {
            cloud.revokeCredential(cloud.secretId());

            Timed batch = timed(service, Change.SHARE, images);

            assertThat(batch.took()).isLessThan(SOON);
            assertThat(cloud.requests()).hasSizeLessThan(20);
            assertAllFailedAlike(batch.report(), AuthenticationException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void anEndpointThatRefusesConnectionsEndsABatchOfTwoHundredSoon() throws IOException {
        List<ImageId> images = cloud.addImages(200);
        ImageSharingService service = service(asUsersHaveIt().endpoint(nobodyListens()));

        Timed batch = timed(service, Change.SHARE, images);

        assertThat(batch.took()).isLessThan(Duration.ofSeconds(15));
        assertAllFailedAlike(batch.report(), CloudUnreachableException.class);
        assertThat(failures(batch.report())).allSatisfy(why -> {
            assertThat(why.isRetryable()).isTrue();
            assertThat(((CloudUnreachableException) why).outcomeUnknown()).isFalse();
        });
    }

    private static URI nobodyListens() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServiceThatFailsEachTimeEndsTheBatchWithNothingInDoubtThatWasNotAsked(Change change) {
        List<ImageId> images = imagesSharedWithOther(200);
        cloud.failAlways(WRITE, Fault.error("InternalError", "on purpose"));

        Timed batch = timed(sharing, change, images);

        assertThat(batch.took()).isLessThan(SOON.plusSeconds(3));
        assertThat(batch.report().changed()).isZero();
        assertThat(batch.report().failed()).isGreaterThan(100);
        assertThat(failures(batch.report()))
                .allSatisfy(why -> assertThat(why).isInstanceOf(ServiceFailureException.class));
        batch.report()
                .reports()
                .keySet()
                .forEach(image -> assertThat(cloud.accountsOf(image)).containsExactly(OTHER));
    }

    @Test
    void aServiceThatIsDownForThreeSecondsCostsAlmostNoImage() throws InterruptedException {
        List<ImageId> images = cloud.addImages(60);
        ImageSharingService service = service(asUsersHaveIt());
        for (String action : List.of(WRITE, "DescribeImages", "DescribeImageSharePermission")) {
            cloud.failAlways(action, Fault.dropBefore());
        }
        Thread mending = later(Duration.ofSeconds(3), cloud::heal);

        BatchReport report = service.shareAll(images, List.of(PARTNER));
        mending.join();

        assertThat(report.failed() + report.unknown()).as("%s", report).isLessThanOrEqualTo(2);
    }

    private static Thread later(Duration wait, Runnable mend) {
        Thread mending = new Thread(() -> {
            try {
                TimeUnit.NANOSECONDS.sleep(wait.toNanos());
                mend.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        mending.start();
        return mending;
    }

    @Test
    void aBatchThatAsksInVainEndsAtOnceWhenItIsInterrupted() throws Exception {
        List<ImageId> images = cloud.addImages(200);
        ImageSharingService service = service(asUsersHaveIt().endpoint(nobodyListens()));
        AtomicReference<BatchReport> ended = new AtomicReference<>();
        Thread batch = new Thread(() -> ended.set(service.shareAll(images, List.of(PARTNER))));
        batch.start();
        TimeUnit.SECONDS.sleep(2); // long enough that all are under way

        long begin = System.nanoTime();
        batch.interrupt();
        batch.join();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(requireNonNull(ended.get()).changed()).isZero();
        assertThat(ended.get().reports()).hasSize(200);
    }

    /** Scattered, or one after the other from the first on or in the midst, as sorted by project. */
    @ParameterizedTest
    @CsvSource({"0,15", "0,1", "100,1", "280,1"})
    void twentyImagesRefusedAmongHundredsEndNothing(int first, int apart) {
        List<ImageId> images = cloud.addImages(300);
        for (int i = 0; i < 20; i++) {
            cloud.refuse(WRITE, images.get(first + i * apart));
        }

        BatchReport report = sharing.shareAll(images, List.of(PARTNER));

        assertThat(report.failed()).isEqualTo(20);
        assertThat(report.changed()).isEqualTo(280);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "30,1"})
    void norDoTheyAtThePaceOfTheQuota(int first, int apart) {
        List<ImageId> images = cloud.addImages(60);
        for (int i = 0; i < 20; i++) {
            cloud.refuse(WRITE, images.get(first + i * apart));
        }

        BatchReport report = service(asUsersHaveIt()).shareAll(images, List.of(PARTNER));

        assertThat(report.failed()).isEqualTo(20);
        assertThat(report.changed()).isEqualTo(40);
    }

    @Test
    void imagesThatAreAsWantedDoNotHideThatEachWriteIsRefused() {
        List<ImageId> images = cloud.addImages(200);
        for (int i = 0; i < 200; i += 2) {
            cloud.shareElsewhere(images.get(i), PARTNER);
        }
        cloud.refuse(WRITE);

        Timed batch = timed(sharing, Change.SHARE, images);

        assertThat(cloud.requests(WRITE)).hasSizeLessThan(95);
        assertThat(batch.report().changed()).isZero();
    }
}
