package io.github.imagesharing.cvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchListener;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.testkit.Fault;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown into a batch, or breaks it off: it ends with a report that is true, and changes nothing after it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class BrokenOffTest extends FakeCloudFixture {

    private static final String WRITE = "ModifyImageSharePermission";
    private static final String ACCESS = "DescribeImageSharePermission";

    /** What no contract allows for. */
    static Stream<Throwable> unforeseen() {
        return Stream.of(
                new IllegalStateException("on purpose"),
                new NoClassDefFoundError("on purpose"),
                new StackOverflowError("on purpose"),
                new OutOfMemoryError("on purpose"),
                new IOException("a checked exception in disguise"));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private void assertIsTheTruth(BatchReport report, List<ImageId> images) {
        assertThat(report.reports().keySet()).containsExactlyElementsOf(images);
        report.reports()
                .forEach((image, one) -> one.outcomes().forEach((account, outcome) -> {
                    boolean hasAccess = cloud.accountsOf(image).contains(account);
                    if (!(outcome instanceof Outcome.Unknown)) {
                        assertThat(hasAccess)
                                .as("%s: %s", image, outcome)
                                .isEqualTo(!(outcome instanceof Outcome.Failed));
                    }
                }));
    }

    @ParameterizedTest
    @MethodSource("unforeseen")
    void theQuotaThrowsAtTheFifthWrite(Throwable thrown) {
        List<ImageId> images = cloud.addImages(20);
        ImageSharingService service = service(
                settings().quota(new BeforeRequest(WRITE, 5, () -> BrokenOffTest.<RuntimeException>sneak(thrown))));

        BatchReport report = service.shareAll(images, List.of(PARTNER));
        int changed = cloud.requests(WRITE).size();

        assertIsTheTruth(report, images);
        assertThat(report.changed()).isGreaterThanOrEqualTo(19);
        assertThat(cloud.requests(WRITE)).hasSize(changed);
    }

    @ParameterizedTest
    @MethodSource("unforeseen")
    void theListenerThrows(Throwable thrown) {
        List<ImageId> images = cloud.addImages(20);
        BatchListener failing = progress -> BrokenOffTest.<RuntimeException>sneak(thrown);

        BatchReport report = sharing.shareAll(images, List.of(PARTNER), failing);

        assertThat(report.isComplete()).isTrue();
        assertIsTheTruth(report, images);
    }

    @ParameterizedTest
    @MethodSource("unforeseen")
    void theExecutorThrows(Throwable thrown) {
        List<ImageId> images = cloud.addImages(20);
        Executor failing = work -> BrokenOffTest.<RuntimeException>sneak(thrown);
        try (ImageSharingService service = ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings().build()))
                .executor(failing)
                .build()) {
            BatchReport report = service.shareAll(images, List.of(PARTNER));

            assertThat(report.isComplete()).isTrue();
            assertIsTheTruth(report, images);
            assertThat(service.share(images.get(0), List.of(OTHER)).isComplete())
                    .isTrue();
            assertThat(service.audit(ImageQuery.all()).access()).hasSize(20);
        }
    }

    /** What hears no interruption is not waited for without end, and what it did is not known. */
    @Test
    void anImageWhoseLookHangsWhenTheBatchIsInterruptedIsUnknown() throws InterruptedException {
        ImageId landed = cloud.addImage();
        List<ImageId> images = List.of(landed);
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        cloud.failNext(WRITE, Fault.dropAfter());
        // The first read is the view, the second the look at what the write has done.
        RequestQuota quota = new BeforeRequest(ACCESS, 2, () -> {
            hangs.countDown();
            Uninterruptibles.awaitUninterruptibly(free);
        });
        // The thread of the batch would run the image itself if no other had begun it; then nobody could end the batch.
        AtomicInteger tasks = new AtomicInteger();
        Executor others = task -> {
            new Thread(task).start();
            if (tasks.incrementAndGet() == 3) { // after the description and the own account
                Uninterruptibles.awaitUninterruptibly(hangs);
            }
        };
        ImageSharingService service = ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings().quota(quota).build()))
                .executor(others)
                .build();
        AtomicReference<BatchReport> ended = new AtomicReference<>();
        Thread batch = new Thread(() -> ended.set(service.shareAll(images, List.of(PARTNER))));
        batch.start();
        hangs.await();

        batch.interrupt();
        batch.join();
        BatchReport report = requireNonNull(ended.get());
        free.countDown();
        service.close();

        assertThat(cloud.accountsOf(landed)).containsExactly(PARTNER);
        Outcome outcome = requireNonNull(
                requireNonNull(report.reports().get(landed)).outcomes().get(PARTNER));
        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        assertThat(((Outcome.Unknown) outcome).cause())
                .isInstanceOf(CallInterruptedException.class)
                .hasMessageContaining("begun and not ended");
        assertIsTheTruth(report, images);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InvalidAccountId.NotFound",
                "InternalError",
                "InvalidParameterValue.LimitExceeded",
                "Some.New.Code"
            })
    void aLookThatIsRefusedLeavesWhatLandedUnheardInDoubt(String code) {
        List<AccountId> asked = accounts(20);
        ImageId image = cloud.addImage();
        cloud.failNext(WRITE, Fault.dropAfter());
        // The first read is the view before the change; every later one is refused.
        ImageSharingService service = service(settings()
                .quota(new BeforeRequest(
                        ACCESS, 2, () -> cloud.failAlways(ACCESS, Fault.error(code, "the look is refused")))));

        ShareReport report = thrownBy(CloudUnreachableException.class, () -> service.share(image, asked))
                .report()
                .orElseThrow();

        assertThat(report.unknown()).containsExactlyElementsOf(asked);
        assertThat(writes()).as("nothing is sent again without a look").isEqualTo(1);
        cloud.heal();
        cloud.resetRequests();
        assertThat(service.share(cloud.addImage(), asked).isComplete()).isTrue();
        assertThat(writes())
                .as("and nothing is learned of how many fit into a request")
                .isEqualTo(1);
    }
}
