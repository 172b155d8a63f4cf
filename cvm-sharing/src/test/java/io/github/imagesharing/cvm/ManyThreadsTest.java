package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads change one image through one service: each reads once, and what the others write it need not read. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyThreadsTest extends FakeCloudFixture {

    private static final String WRITE = "ModifyImageSharePermission";
    private static final int THREADS = 50;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ImageId image = cloud.addImage();
    private final List<AccountId> asked = accounts(THREADS);

    @BeforeEach
    void loadTheClasses() {
        sharing.share(cloud.addImage(), List.of(PARTNER));
        cloud.resetRequests();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** By threads whose turns have all begun before the first of them writes; on a slow machine some would be late. */
    private List<ShareReport> atOnce(BiFunction<ImageSharingService, AccountId, ShareReport> change)
            throws ExecutionException, InterruptedException {
        Set<Thread> begun = ConcurrentHashMap.newKeySet();
        List<ShareReport> reports = new ArrayList<>();
        try (ImageSharingService service = ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings().build()))
                .executor(read -> {
                    begun.add(Thread.currentThread());
                    while (begun.size() < THREADS) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                    }
                    read.run();
                })
                .build()) {
            List<Future<ShareReport>> running = new ArrayList<>();
            for (AccountId account : asked) {
                running.add(threads.submit(() -> change.apply(service, account)));
            }
            for (Future<ShareReport> one : running) {
                reports.add(one.get());
            }
        }
        return reports;
    }

    private int reads() {
        return cloud.requests("DescribeImageSharePermission").size();
    }

    @Test
    void fiftyThreadsThatShareAnImageWithOneAccountEachReadItOnceEach()
            throws ExecutionException, InterruptedException {
        cloud.latency(Duration.ofMillis(5));

        List<ShareReport> reports = atOnce((service, account) -> service.share(image, List.of(account)));

        assertThat(reports).allSatisfy(report -> assertThat(report.changed()).hasSize(1));
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(writes()).isEqualTo(THREADS);
        assertThat(reads()).isLessThanOrEqualTo(THREADS);
    }

    @Test
    void fiftyThreadsThatShareAnImageWithTheSameAccountWriteOnceAndOnlyOneSaysThatItDid()
            throws ExecutionException, InterruptedException {
        cloud.latency(Duration.ofMillis(5));

        List<ShareReport> reports = atOnce((service, account) -> service.share(image, List.of(PARTNER)));

        assertThat(reports.stream().filter(report -> report.changed().contains(PARTNER)))
                .hasSize(1);
        assertThat(writes()).isEqualTo(1);
        assertThat(reads()).isLessThanOrEqualTo(THREADS);
    }

    @Test
    void whereAnAnswerWasLostTheImageIsReadAgainAndEachReportStaysTrue()
            throws ExecutionException, InterruptedException {
        cloud.latency(Duration.ofMillis(5));
        cloud.failNext(WRITE, 3, Fault.dropAfter());
        cloud.failNext(WRITE, 2, Fault.dropBefore());
        cloud.failNext(WRITE, Fault.errorAfter("InternalError", "on purpose"));

        List<ShareReport> reports = atOnce((service, account) -> service.share(image, List.of(account)));

        assertThat(reports).allSatisfy(report -> assertThat(report.changed()).hasSize(1));
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(reads()).as("one each, and again after each doubt").isGreaterThan(THREADS);
    }
}
