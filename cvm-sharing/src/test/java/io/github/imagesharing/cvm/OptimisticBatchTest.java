package io.github.imagesharing.cvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The images of a batch go at once, and what the service refuses them all for is searched for once. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OptimisticBatchTest extends FakeCloudFixture {

    private static final String WRITE = "ModifyImageSharePermission";
    private static final int ACCOUNTS = 8;

    /** Eight, four, two and one account: a halving that ends at the bad one. */
    private static final int REFUSED_BY_HALVING = 4;

    /** The first ten are on their way before the first of them is refused. */
    private ImageSharingService tenTogether() {
        return service(settings().quota(new LeavingTogether(WRITE, 10)));
    }

    private int refused() {
        return (int) cloud.requests(WRITE).stream()
                .filter(request -> !request.errorCode().isEmpty())
                .count();
    }

    /** Halving a group of eight begins with the halves of four, which no other image sends. */
    private long halvings() {
        return cloud.requests(WRITE).stream()
                        .filter(request -> accountsIn(request) == ACCOUNTS / 2)
                        .count()
                / 2;
    }

    private static int accountsIn(RecordedRequest request) {
        return request.body().split("2000000000", -1).length - 1;
    }

    private void assertAllButTheBadOneHaveAccess(BatchReport report, List<AccountId> asked, AccountId bad) {
        report.reports().forEach((image, one) -> {
            assertThat(one.failed()).as("%s", one).containsOnlyKeys(bad);
            assertThat(one.failed().values())
                    .allSatisfy(why -> assertThat(why)
                            .isInstanceOf(AccountNotFoundException.class)
                            .satisfies(it -> assertThat(it.imageId()).hasValue(image)));
            assertThat(one.changed()).as("%s", one).hasSize(asked.size() - 1);
            assertTrue(one);
        });
    }

    @Test
    void tenImagesAreWrittenTogetherAfterTheReads() {
        Duration latency = Duration.ofMillis(600);
        List<ImageId> images = cloud.addImages(10);
        sharing.shareAll(cloud.addImages(10), List.of(OTHER)); // connections and classes
        cloud.resetRequests();
        cloud.latency(latency);

        BatchReport report = sharing.shareAll(images, List.of(PARTNER));

        assertThat(report.isComplete()).isTrue();
        List<Long> writes = cloud.requests(WRITE).stream()
                .map(RecordedRequest::arrivalNanos)
                .sorted()
                .toList();
        long snapshots = cloud.requests("DescribeSnapshots").get(0).arrivalNanos();
        assertThat(writes).hasSize(10);
        assertThat(Duration.ofNanos(writes.get(9) - writes.get(0)))
                .as("from the first write to the last: none waits for the answer of another")
                .isLessThan(latency);
        assertThat(Duration.ofNanos(writes.get(9) - snapshots))
                .as("from the second read to the last write: the wait for that read, and no other")
                .isLessThan(latency.multipliedBy(2));
    }

    @Test
    void aBadAccountIsHalvedForOnceAndCostsEachOfTenImagesOneRefusal() {
        List<AccountId> asked = accounts(ACCOUNTS);
        cloud.closeAccount(asked.get(5));
        cloud.latency(Duration.ofMillis(50));

        BatchReport report = tenTogether().shareAll(cloud.addImages(10), asked);

        assertAllButTheBadOneHaveAccess(report, asked, asked.get(5));
        assertThat(halvings()).isOne();
        assertThat(refused())
                .as("with one image ahead: the halving alone")
                .isLessThanOrEqualTo(REFUSED_BY_HALVING + 10);
        assertThat(writes()).isLessThanOrEqualTo(10 + 2 * REFUSED_BY_HALVING + 10);
    }

    @Test
    void aBadAccountCostsNoMoreThanTheFirstTenOfAHundredImagesARefusal() {
        List<AccountId> asked = accounts(ACCOUNTS);
        cloud.closeAccount(asked.get(0));
        cloud.latency(Duration.ofMillis(20));

        BatchReport report = tenTogether().shareAll(cloud.addImages(100), asked);

        assertAllButTheBadOneHaveAccess(report, asked, asked.get(0));
        assertThat(halvings()).isOne();
        assertThat(refused()).isLessThanOrEqualTo(REFUSED_BY_HALVING + 10);
    }

    @Test
    void howManyAccountsFitIntoARequestIsSearchedForOnce() {
        List<AccountId> asked = accounts(ACCOUNTS);
        cloud.accountsPerRequest(2);
        cloud.latency(Duration.ofMillis(20));

        BatchReport report = tenTogether().shareAll(cloud.addImages(20), asked);

        assertThat(report.isComplete()).isTrue();
        assertThat(refused()).as("of eight each once, of four in the search").isLessThanOrEqualTo(10 + 2);
    }

    /** A code that this version does not know tells nothing of other images, so each image searches for itself. */
    @Test
    void whatThreeSearchesDidNotFindIsSearchedForByAllAtOnce() {
        List<AccountId> asked = accounts(ACCOUNTS);
        List<ImageId> images = cloud.addImages(12);
        cloud.latency(Duration.ofMillis(20));
        cloud.failNext(WRITE, 10, Fault.error("Some.New.Code", "on purpose"));

        BatchReport report = tenTogether().shareAll(images, asked);

        assertThat(report.isComplete()).as("%s", report).isTrue();
        assertThat(refused()).isEqualTo(10);
        assertThat(writes()).as("ten in halves, two as they are").isEqualTo(10 + 2 * 10 + 2);
    }

    @Test
    void plansThatHaveNothingInCommonDoNotWaitForEachOther() {
        List<ImageId> images = cloud.addImages(20);
        List<AccountId> asked = accounts(20);
        cloud.latency(Duration.ofMillis(20));
        List<SharePlan> plans = IntStream.range(0, 20)
                .mapToObj(i -> new SharePlan(images.get(i), Set.of(asked.get(i)), Set.of(), Set.of()))
                .toList();

        assertThat(sharing.applyAll(plans).isComplete()).isTrue();
        assertThat(writes()).isEqualTo(20);
    }

    @Test
    void anInterruptionWhileAnotherImageSearchesEndsAtOnceWithATrueReport() throws InterruptedException {
        List<AccountId> asked = accounts(ACCOUNTS);
        cloud.closeAccount(asked.get(0));
        List<ImageId> images = cloud.addImages(20);
        cloud.latency(Duration.ofMillis(50));
        cloud.failNext(WRITE, 10, Fault.error("InvalidAccountId.NotFound", "on purpose"));
        cloud.failNext(WRITE, Fault.silent(Duration.ofSeconds(30)));
        AtomicReference<BatchReport> ended = new AtomicReference<>();
        ImageSharingService service = tenTogether();
        Thread batch = new Thread(() -> ended.set(service.shareAll(images, asked)));
        batch.start();
        while (writes() < 11) {
            Thread.onSpinWait();
        }
        long interrupted = System.nanoTime();

        batch.interrupt();
        batch.join();

        assertThat(Duration.ofNanos(System.nanoTime() - interrupted)).isLessThan(Duration.ofSeconds(3));
        BatchReport report = requireNonNull(ended.get());
        assertThat(report.reports()).hasSize(20);
        assertThat(report.unknown())
                .as("ten were refused, and what of it was done is not known")
                .isPositive();
        report.reports().values().forEach(one -> {
            assertTrue(one);
            one.outcomes()
                    .values()
                    .forEach(outcome -> assertThat(cause(outcome)).isInstanceOf(CallInterruptedException.class));
        });
        assertThat(images.stream().filter(image -> writes(image) > 0))
                .as("those who had sent nothing have sent nothing")
                .hasSizeLessThanOrEqualTo(10);
    }

    private static Exception cause(Outcome outcome) {
        return outcome instanceof Outcome.Unknown unknown ? unknown.cause() : ((Outcome.Failed) outcome).cause();
    }
}
