package io.github.imagesharing.cvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.Distribution;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.CopyIds;
import io.github.imagesharing.testkit.DuplicateNames;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.SyncingImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No region gets two copies, whatever is lost, repeated, interrupted or done by two at a time; and every report is true. */
@Execution(ExecutionMode.CONCURRENT)
class DistributionTwinsTest extends FakeCloudFixture {

    private static final Region SINGAPORE = Region.of("ap-singapore");
    private static final Region FRANKFURT = Region.of("eu-frankfurt");
    private static final Region TOKYO = Region.of("ap-tokyo");
    private static final List<Region> THREE = List.of(SINGAPORE, FRANKFURT, TOKYO);

    private final ImageId image = cloud.addImage(i -> i.name("golden").region(REGION));

    private Distribution toThree() {
        return Distribution.of(image).to(THREE).sharedWith(List.of(PARTNER));
    }

    private void assertOneCopyEach() {
        THREE.forEach(region -> assertThat(cloud.imagesIn(region))
                .as("images in %s", region)
                .singleElement()
                .satisfies(copy -> assertThat(cloud.accountsOf(copy)).containsExactly(PARTNER)));
    }

    /** How an answer is lost, by whether the request was carried out. */
    static Stream<Arguments> losses() {
        List<Supplier<Fault>> faults = List.of(
                Fault::dropAfter,
                Fault::dropBefore,
                () -> Fault.errorAfter("InternalError", "on purpose"),
                Fault::throttled,
                () -> Fault.error("InternalError", "on purpose"));
        List<Arguments> all = new ArrayList<>();
        for (SyncingImage shown : SyncingImage.values()) {
            for (CopyIds ids : List.of(CopyIds.IN_ANSWER, CopyIds.NOT_IN_ANSWER)) {
                for (int i = 0; i < faults.size(); i++) {
                    all.add(Arguments.of(shown, ids, i, faults.get(i).get()));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {1}, loss {2}")
    @MethodSource("losses")
    void aLostAnswerMakesNoTwins(SyncingImage shown, CopyIds ids, int loss, Fault fault) {
        cloud.duplicateNames(DuplicateNames.MADE);
        cloud.syncingShown(shown);
        cloud.copyIds(ids);
        cloud.readLag(Duration.ofMillis(60));
        cloud.copying(Duration.ofMillis(120));
        cloud.failNext("SyncImages", 2, fault);

        DistributionReport report = sharing.distribute(toThree());

        assertThat(report.isComplete()).as("%s", report.failed()).isTrue();
        assertOneCopyEach();
    }

    /** The image is NORMAL again, while lagging reads show neither that nor the copy. */
    @Test
    void aCopyThatIsHiddenWhileTheImageIsBusyIsWaitedForAfterALostAnswer() {
        cloud.duplicateNames(DuplicateNames.MADE);
        cloud.syncingShown(SyncingImage.SOURCE);
        cloud.readLag(Duration.ofMillis(60));
        cloud.copying(Duration.ofMillis(60));
        cloud.failNext("SyncImages", Fault.dropAfter());

        sharing.distribute(toThree()).orThrow();

        assertOneCopyEach();
    }

    @Test
    void whatIsLostAgainAndAgainIsSaidToBeUnknownAndRunAgainItCompletes() {
        cloud.duplicateNames(DuplicateNames.MADE);
        cloud.failNext("SyncImages", 6, Fault.dropBefore());

        DistributionReport report = sharing.distribute(toThree());

        assertThat(report.failed()).containsOnlyKeys(THREE);
        assertThat(report.failed().values())
                .allSatisfy(why -> assertThat(why)
                        .isInstanceOf(CloudUnreachableException.class)
                        .hasMessageContaining("was begun is not known"));
        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
        sharing.distribute(toThree()).orThrow();
        assertOneCopyEach();
    }

    @ParameterizedTest
    @EnumSource(SyncingImage.class)
    void aCallThatWasInterruptedAfterTheCopiesWereBegunGoesOnWhenMadeAgain(SyncingImage shown) throws Exception {
        cloud.duplicateNames(DuplicateNames.MADE);
        cloud.syncingShown(shown);
        cloud.readLag(Duration.ofMillis(60));
        cloud.copying(Duration.ofMillis(400));
        AtomicReference<DistributionReport> ended = new AtomicReference<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            ended.set(sharing.distribute(toThree()));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        while (cloud.requests("SyncImages").isEmpty()) {
            Thread.onSpinWait();
        }
        long interrupted = System.nanoTime();

        thread.interrupt();
        thread.join();

        assertThat(Duration.ofNanos(System.nanoTime() - interrupted)).isLessThan(Duration.ofSeconds(2));
        assertThat(flag.get()).as("the interrupt flag").isTrue();
        DistributionReport report = requireNonNull(ended.get());
        assertThat(report.isComplete()).isFalse();
        assertThat(report.failed().values())
                .allSatisfy(why -> assertThat(why).isInstanceOf(CallInterruptedException.class));
        report.copies().forEach((region, copy) -> {
            if (!region.equals(REGION)) {
                assertThat(cloud.imagesIn(region)).contains(copy);
            }
        });
        sharing.distribute(toThree()).orThrow();
        assertOneCopyEach();
    }

    @Test
    void severalThreadsThatDistributeOneImageMakeOneCopyEach() throws Exception {
        cloud.duplicateNames(DuplicateNames.MADE);
        cloud.readLag(Duration.ofMillis(60));
        cloud.copying(Duration.ofMillis(100));
        List<CompletableFuture<DistributionReport>> ended = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ended.add(CompletableFuture.supplyAsync(() -> sharing.distribute(toThree())));
        }

        for (CompletableFuture<DistributionReport> one : ended) {
            one.get().orThrow();
        }

        assertOneCopyEach();
        assertThat(cloud.requests("SyncImages")).hasSize(1);
    }

    @Test
    void anotherMachineThatCopiesAtTheSameTimeIsJoined() {
        cloud.readLag(Duration.ofMillis(60));
        ImageId theirs = cloud.copyingElsewhere(image, TOKYO, "golden");

        DistributionReport report = sharing.distribute(toThree()).orThrow();

        assertThat(report.copies()).containsEntry(TOKYO, theirs);
        assertOneCopyEach();
    }

    /** Nobody saw the other's copy, and the service lets the second one of the name fail. */
    @Test
    void aCopyThatFailsBecauseAnotherMachineWasFasterGivesWayToThat() {
        cloud.duplicateNames(DuplicateNames.FAIL_LATER);
        cloud.copying(Duration.ofMillis(300));
        AtomicReference<ImageId> made = new AtomicReference<>();
        cloud.afterEach("ModifyImageSharePermission", () -> {
            if (made.get() == null) {
                made.set(cloud.copyingElsewhere(image, TOKYO, "golden")); // After our look, and before our request.
            }
        });

        DistributionReport report = sharing.distribute(toThree()).orThrow();

        ImageId theirs = requireNonNull(made.get());
        assertThat(report.copies()).containsEntry(TOKYO, theirs);
        assertThat(cloud.accountsOf(theirs)).containsExactly(PARTNER);
    }

    @Test
    void closingEndsItWithATrueReport() throws Exception {
        cloud.copying(Duration.ofSeconds(30));
        ImageSharingService closed = service(settings());
        CompletableFuture<DistributionReport> ended = CompletableFuture.supplyAsync(() -> closed.distribute(toThree()));
        while (cloud.requests("SyncImages").isEmpty()) {
            Thread.onSpinWait();
        }

        closed.close();

        DistributionReport report = ended.get();
        assertThat(report.isComplete()).isFalse();
    }
}
