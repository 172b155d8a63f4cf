package io.github.imagesharing.cvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.Distribution;
import io.github.imagesharing.DistributionPlan;
import io.github.imagesharing.DistributionProgress;
import io.github.imagesharing.DistributionProgress.Stage;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.DuplicateImageNameException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageQuotaExceededException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ImageSource;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.UnsupportedRegionException;
import io.github.imagesharing.testkit.CopyIds;
import io.github.imagesharing.testkit.DuplicateNames;
import io.github.imagesharing.testkit.FakeImage;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RecordedRequest;
import io.github.imagesharing.testkit.RefusalEffect;
import io.github.imagesharing.testkit.SyncingImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An image is copied to regions and shared with every copy, however the service answers what its documents leave open. */
@Execution(ExecutionMode.CONCURRENT)
class DistributionTest extends FakeCloudFixture {

    private static final Region SINGAPORE = Region.of("ap-singapore");
    private static final Region FRANKFURT = Region.of("eu-frankfurt");
    private static final Region TOKYO = Region.of("ap-tokyo");
    private static final AccountId EUROPEAN = AccountId.of("100000000042");
    private static final Duration SHORT = Duration.ofMillis(150);

    /** For all but what takes for ever, on a busy machine too. */
    private static final Duration AMPLE = Duration.ofSeconds(4);

    private final ImageId image = cloud.addImage(i -> i.name("golden").region(REGION));

    private Distribution toThree() {
        return Distribution.of(image).to(SINGAPORE, FRANKFURT, TOKYO).sharedWith(List.of(PARTNER, OTHER));
    }

    private void assertCopied(Region region, AccountId... accounts) {
        assertThat(cloud.imagesIn(region))
                .as("images in %s", region)
                .singleElement()
                .satisfies(copy -> {
                    assertThat(cloud.accountsOf(copy)).containsExactlyInAnyOrder(accounts);
                    assertThat(cloud.nameOf(copy)).isEqualTo("golden");
                });
    }

    private List<String> actions(String action) {
        return cloud.requests(action).stream().map(RecordedRequest::region).toList();
    }

    @ParameterizedTest
    @MethodSource("everySwitch")
    void everyCopyIsSharedByOneRequestForAllCopiesAndOneWriteEach(SyncingImage shown, CopyIds ids, Duration lag) {
        cloud.syncingShown(shown);
        cloud.copyIds(ids);
        cloud.copying(SHORT);
        cloud.readLag(lag);

        DistributionReport report = sharing.distribute(toThree());

        assertThat(report.isComplete()).as("%s", report.failed()).isTrue();
        assertThat(report.copies().keySet()).containsExactly(REGION, SINGAPORE, FRANKFURT, TOKYO);
        assertThat(report.copies()).containsEntry(REGION, image);
        for (Region region : List.of(SINGAPORE, FRANKFURT, TOKYO)) {
            assertCopied(region, PARTNER, OTHER);
            assertThat(cloud.imagesIn(region)).containsExactly(report.copies().get(region));
        }
        assertThat(report.reports())
                .allSatisfy((region, one) -> assertThat(one.changed()).containsExactly(PARTNER, OTHER));
        assertThat(actions("SyncImages"))
                .hasSize(ids == CopyIds.UNKNOWN_PARAMETER ? 2 : 1)
                .containsOnly(REGION.value());
        assertThat(actions("ModifyImageSharePermission"))
                .startsWith(REGION.value())
                .containsExactlyInAnyOrder("ap-guangzhou", "ap-singapore", "eu-frankfurt", "ap-tokyo");
    }

    static Stream<Arguments> everySwitch() {
        List<Arguments> all = new ArrayList<>();
        for (SyncingImage shown : SyncingImage.values()) {
            for (CopyIds ids : CopyIds.values()) {
                all.add(Arguments.of(shown, ids, Duration.ZERO));
                all.add(Arguments.of(shown, ids, Duration.ofMillis(60)));
            }
        }
        return all.stream();
    }

    /** A copy that is ready at once: looked for, found ready, and read for the preconditions of sharing it. */
    @Test
    void threeRegionsCostAsManyRequestsAsTheyNeed() {
        sharing.distribute(toThree()).orThrow();

        Map<String, Integer> requests = new LinkedHashMap<>();
        cloud.requests().forEach(request -> requests.merge(request.action(), 1, Integer::sum));
        assertThat(requests)
                .containsOnly(
                        Map.entry("DescribeImages", 2 + 3 * 3),
                        Map.entry("DescribeImageSharePermission", 2 + 3),
                        Map.entry("DescribeSnapshots", 2 + 3),
                        Map.entry("GetCallerIdentity", 1),
                        Map.entry("SyncImages", 1),
                        Map.entry("ModifyImageSharePermission", 1 + 3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSameAgainChangesNothing(boolean copiesKeepTime) {
        cloud.copiesKeepTime(copiesKeepTime);
        sharing.distribute(toThree()).orThrow();
        cloud.resetRequests();

        DistributionReport again = sharing.distribute(toThree()).orThrow();

        assertThat(again.reports())
                .allSatisfy((region, one) -> assertThat(one.unchanged()).hasSize(2));
        assertThat(cloud.requests("SyncImages")).isEmpty();
        assertThat(cloud.requests("ModifyImageSharePermission")).isEmpty();
    }

    @Test
    void onlyWhatIsMissingIsCopiedAndShared() {
        sharing.distribute(Distribution.of(image).to(SINGAPORE).sharedWith(List.of(PARTNER)))
                .orThrow();
        cloud.resetRequests();

        sharing.distribute(toThree()).orThrow();

        assertThat(cloud.requests("SyncImages"))
                .singleElement()
                .satisfies(request -> assertThat(request.body())
                        .contains("eu-frankfurt", "ap-tokyo")
                        .doesNotContain("ap-singapore"));
        Stream.of(SINGAPORE, FRANKFURT, TOKYO).forEach(region -> assertCopied(region, PARTNER, OTHER));
    }

    @Test
    void oneRegionMayHaveOtherAccountsAndTheOwnRegionInTheListIsNoError() {
        DistributionReport report = sharing.distribute(Distribution.of(image)
                        .to(REGION, SINGAPORE, FRANKFURT)
                        .sharedWith(List.of(PARTNER))
                        .sharedWith(FRANKFURT, List.of(EUROPEAN)))
                .orThrow();

        assertThat(report.copies()).hasSize(3);
        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
        assertCopied(SINGAPORE, PARTNER);
        assertCopied(FRANKFURT, EUROPEAN);
    }

    @Test
    void copiesAloneAreALegalWishAlsoOfWhatCannotBeShared() {
        ImageId own = cloud.addImage(i -> i.name("own-key").region(REGION).license(LicenseType.BYOL));

        DistributionReport report = sharing.distribute(
                        Distribution.of(own).to(SINGAPORE).named("own-key-7"))
                .orThrow();

        assertThat(cloud.nameOf(requireNonNull(report.copies().get(SINGAPORE)))).isEqualTo("own-key-7");
        assertThat(cloud.requests("ModifyImageSharePermission")).isEmpty();
    }

    @Test
    void noRegionWaitsForAnother() {
        cloud.copying(Duration.ofSeconds(30));
        ImageId slow = cloud.copyingElsewhere(image, SINGAPORE, "golden");
        cloud.copying(Duration.ZERO);

        DistributionReport report = sharing.distribute(toThree().within(AMPLE));

        assertThat(report.copying()).containsExactly(SINGAPORE);
        assertThat(report.copies()).containsEntry(SINGAPORE, slow);
        assertCopied(FRANKFURT, PARTNER, OTHER);
        assertCopied(TOKYO, PARTNER, OTHER);
        assertThat(report.isComplete()).isFalse();
        assertThatThrownBy(report::orThrow)
                .isInstanceOf(ImageNotReadyException.class)
                .hasMessageContaining("ap-singapore", slow.value());
    }

    /** What a precondition forbids, and the type it has in every region. */
    static Stream<Arguments> preconditions() {
        return Stream.of(
                Arguments.of("BYOL", change(i -> i.license(LicenseType.BYOL)), ImageNotShareableException.class),
                Arguments.of("encrypted", change(i -> i.encrypted(true)), ImageNotShareableException.class),
                Arguments.of("whole instance", change(i -> i.wholeInstance(true)), ImageNotShareableException.class),
                Arguments.of("being made", change(i -> i.state(ImageState.CREATING)), ImageNotReadyException.class));
    }

    private static Consumer<FakeImage> change(Consumer<FakeImage> change) {
        return change;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("preconditions")
    void whatMayNotBeSharedIsNeitherSharedNorCopied(
            String name, Consumer<FakeImage> change, Class<? extends Exception> type) {
        cloud.changeImage(image, change);

        DistributionReport report = sharing.distribute(toThree());

        assertThat(report.failed().keySet()).containsExactly(REGION, SINGAPORE, FRANKFURT, TOKYO);
        assertThat(report.failed().values()).allSatisfy(why -> assertThat(why).isInstanceOf(type));
        assertThat(report.copies()).containsOnly(Map.entry(REGION, image));
        assertThat(cloud.requests("SyncImages")).isEmpty();
        assertThat(cloud.requests("ModifyImageSharePermission")).isEmpty();
    }

    @Test
    void nobodyIsToldToDeleteTheImageItself() {
        cloud.changeImage(image, i -> i.state(ImageState.CREATEFAILED));

        assertThat(sharing.distribute(toThree()).failed().values())
                .allSatisfy(why -> assertThat(why).message().doesNotContain("delete"));
        assertThat(sharing.planDistribution(toThree()).toString()).doesNotContain("delete");
    }

    @Test
    void anImageThatIsNotThereFailsEverywhere() {
        DistributionReport report =
                sharing.distribute(Distribution.of(ImageId.of("img-00000000")).to(SINGAPORE));

        assertThat(report.failed()).hasSize(2);
        assertThatThrownBy(report::orThrow)
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageStartingWith(REGION.value());
    }

    @Test
    void tooManyAccountsInOneRegionFailThatRegionAlone() {
        List<AccountId> many = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            many.add(AccountId.of(Long.toString(200_000_000_000L + i)));
        }

        DistributionReport report = sharing.distribute(toThree().sharedWith(FRANKFURT, many));

        assertThat(report.failed()).containsOnlyKeys(FRANKFURT);
        assertThat(report.failed().get(FRANKFURT)).isInstanceOf(ShareQuotaExceededException.class);
        assertThat(cloud.imagesIn(FRANKFURT)).isEmpty();
        assertCopied(SINGAPORE, PARTNER, OTHER);
    }

    @Test
    void theOwnAccountAmongManyIsRefusedAloneEverywhere() {
        DistributionReport report = sharing.distribute(toThree().sharedWith(List.of(PARTNER, cloud.ownAccount())));

        assertThat(report.failed()).hasSize(4);
        assertThat(report.failed().values())
                .allSatisfy(why -> assertThat(why).isInstanceOf(SelfSharingException.class));
        assertCopied(SINGAPORE, PARTNER);
    }

    @Test
    void aBadAccountIsFoundOnceForAllRegions() {
        cloud.closeAccount(OTHER);

        DistributionReport report = sharing.distribute(toThree().sharedWith(List.of(PARTNER, OTHER, EUROPEAN)));

        assertThat(report.reports()).hasSize(4).allSatisfy((region, one) -> {
            assertThat(one.changed()).containsExactly(PARTNER, EUROPEAN);
            assertThat(one.failed()).containsOnlyKeys(OTHER);
            ImageId copy = requireNonNull(report.copies().get(region));
            ImageSharingException why = requireNonNull(one.failed().get(OTHER));
            assertThat(why.imageId()).hasValue(copy);
            if (!copy.equals(image)) {
                assertThat(why)
                        .hasMessageStartingWith(
                                copy + ": not asked for account " + OTHER + ", which was refused on " + image);
            }
        });
        assertThat(report.failed().values())
                .allSatisfy(why -> assertThat(why).isInstanceOf(AccountNotFoundException.class));
        for (Region region : List.of(SINGAPORE, FRANKFURT, TOKYO)) {
            assertThat(actions("ModifyImageSharePermission"))
                    .filteredOn(region.value()::equals)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "OS name", "source"})
    void anImageOfTheNameThatIsNoCopyIsNeverShared(String member) {
        ImageId other = cloud.addImage(i -> {
            i.name("golden").region(SINGAPORE);
            switch (member) {
                case "platform" -> i.platform("Windows");
                case "OS name" -> i.osName("CentOS 6");
                default -> i.source(ImageSource.EXTERNAL_IMPORT);
            }
        });

        DistributionReport report = sharing.distribute(toThree());

        assertThat(report.failed()).containsOnlyKeys(SINGAPORE);
        assertThat(report.failed().get(SINGAPORE))
                .isInstanceOf(DuplicateImageNameException.class)
                .hasMessageContainingAll(other.value(), "its " + member + " is");
        assertThat(cloud.accountsOf(other)).isEmpty();
        assertThat(cloud.imagesIn(SINGAPORE)).containsExactly(other);
        assertCopied(FRANKFURT, PARTNER, OTHER);
        assertCopied(TOKYO, PARTNER, OTHER);
    }

    @Test
    void anImageWhoseNameOnlyContainsTheNameIsNoneOfIt() {
        cloud.addImage(i -> i.name("golden-2").region(SINGAPORE));

        DistributionReport report =
                sharing.distribute(Distribution.of(image).to(SINGAPORE)).orThrow();

        assertThat(cloud.nameOf(requireNonNull(report.copies().get(SINGAPORE)))).isEqualTo("golden");
    }

    static Stream<Arguments> badRegions() {
        List<Arguments> all = new ArrayList<>();
        for (RefusalEffect effect : RefusalEffect.values()) {
            for (DuplicateNames names : DuplicateNames.values()) {
                all.add(Arguments.of(effect, names, "InvalidRegion.Unavailable"));
            }
        }
        for (String code : List.of(
                "UnsupportedOperation.Region", "InvalidParameterValue.InvalidRegion", "InvalidRegion.NotFound")) {
            all.add(Arguments.of(RefusalEffect.ALL_OTHERS, DuplicateNames.MADE, code));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("badRegions")
    void aRegionThatCannotBeCopiedToFailsAloneAndNoTwinIsMade(RefusalEffect effect, DuplicateNames names, String code) {
        cloud.refusalEffect(effect);
        cloud.duplicateNames(names);
        cloud.cannotCopyTo(FRANKFURT, code);
        cloud.readLag(Duration.ofMillis(50));
        cloud.copying(Duration.ofMillis(30));

        DistributionReport report = sharing.distribute(toThree());

        assertThat(report.failed()).containsOnlyKeys(FRANKFURT);
        assertThat(report.failed().get(FRANKFURT))
                .isInstanceOf(UnsupportedRegionException.class)
                .hasMessageContaining("permission that the cloud's support gives");
        assertCopied(SINGAPORE, PARTNER, OTHER);
        assertCopied(TOKYO, PARTNER, OTHER);
        assertThat(cloud.imagesIn(FRANKFURT)).isEmpty();
    }

    @Test
    void aFullQuotaOfImagesFailsItsRegionAloneAndSaysWhatToDo() {
        cloud.imageQuota(TOKYO, 0);

        DistributionReport report = sharing.distribute(toThree());

        assertThat(report.failed()).containsOnlyKeys(TOKYO);
        assertThat(report.failed().get(TOKYO))
                .isInstanceOf(ImageQuotaExceededException.class)
                .hasMessageContaining("quota of custom images in ap-tokyo is full");
        assertCopied(SINGAPORE, PARTNER, OTHER);
        assertCopied(FRANKFURT, PARTNER, OTHER);
    }

    @Test
    void aRegionThatDoesNotExistFailsAlone() {
        cloud.unsupportedRegion(SINGAPORE);

        DistributionReport report = sharing.distribute(toThree());

        assertThat(report.failed()).containsOnlyKeys(SINGAPORE);
        assertThat(report.failed().get(SINGAPORE)).isInstanceOf(UnsupportedRegionException.class);
        assertCopied(FRANKFURT, PARTNER, OTHER);
    }

    @Test
    void aCopyThatFailsIsSaidAtOnce() {
        cloud.copiesFail(TOKYO);

        DistributionReport report = sharing.distribute(toThree());

        assertThat(report.failed()).containsOnlyKeys(TOKYO);
        assertThat(report.failed().get(TOKYO))
                .isInstanceOf(ImageNotReadyException.class)
                .hasMessageContaining("CREATEFAILED", "delete it");
        assertThat(report.copies()).containsKey(TOKYO);
    }

    @Test
    void aCopyThatFailedIsPassedOverForOneUnderWay() {
        cloud.addImage(i -> i.name("golden").region(TOKYO).state(ImageState.CREATEFAILED));
        cloud.copying(SHORT);
        ImageId underWay = cloud.copyingElsewhere(image, TOKYO, "golden");

        DistributionReport report =
                sharing.distribute(Distribution.of(image).to(TOKYO)).orThrow();

        assertThat(report.copies()).containsEntry(TOKYO, underWay);
    }

    @ParameterizedTest
    @EnumSource(
            value = SyncingImage.class,
            names = {"SOURCE", "BOTH"})
    void whileTheImageIsBeingCopiedASecondDistributionWaitsForIt(SyncingImage shown) {
        cloud.syncingShown(shown);
        cloud.copying(SHORT);
        cloud.copyingElsewhere(image, SINGAPORE, "golden");

        DistributionReport report = sharing.distribute(toThree()).orThrow();

        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, OTHER);
        Stream.of(SINGAPORE, FRANKFURT, TOKYO).forEach(region -> assertCopied(region, PARTNER, OTHER));
        assertThat(report.copies()).hasSize(4);
    }

    @Test
    void whatWasSharedBeforeTheImageWasBusyIsSaidToBeChanged() {
        cloud.closeAccount(OTHER);
        cloud.refusalEffect(RefusalEffect.BEFORE);
        cloud.syncingShown(SyncingImage.SOURCE);
        cloud.copying(SHORT);
        AtomicBoolean isCopied = new AtomicBoolean();
        cloud.afterEach("ModifyImageSharePermission", () -> {
            if (!isCopied.getAndSet(true)) {
                cloud.copyingElsewhere(image, TOKYO, "another");
            }
        });

        ShareReport report =
                requireNonNull(sharing.distribute(Distribution.of(image).sharedWith(List.of(PARTNER, OTHER)))
                        .reports()
                        .get(REGION));

        assertThat(report.changed()).containsExactly(PARTNER);
        assertThat(report.failed()).containsOnlyKeys(OTHER);
        assertThat(report.failed().get(OTHER)).isInstanceOf(AccountNotFoundException.class);
    }

    @Test
    void timeOverIsSaidWithTheCopysIdAndRunningAgainGoesOn() {
        AtomicLong clock = new AtomicLong();
        cloud.lagClock(clock::get);
        cloud.copying(Duration.ofMinutes(30));

        DistributionReport first = sharing.distribute(toThree().within(AMPLE));

        assertThat(first.copying()).containsExactly(SINGAPORE, FRANKFURT, TOKYO);
        assertThat(first.copies()).hasSize(4);
        assertThat(first.failed()).isEmpty();
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, OTHER);

        clock.addAndGet(Duration.ofMinutes(30).toNanos());
        DistributionReport second = sharing.distribute(toThree()).orThrow();

        assertThat(second.copies()).isEqualTo(first.copies());
        assertThat(cloud.requests("SyncImages")).hasSize(1);
    }

    @Test
    void theListenerHearsOfEveryStage() {
        AtomicLong clock = new AtomicLong();
        cloud.lagClock(clock::get);
        cloud.copying(Duration.ofMinutes(20)); // of which three quarters have a percentage to be heard
        cloud.afterEach(
                "DescribeImages", () -> clock.addAndGet(Duration.ofMinutes(2).toNanos()));
        cloud.syncPercentShown(true);
        Map<Region, ConcurrentLinkedQueue<DistributionProgress>> heard = new LinkedHashMap<>();
        Stream.of(REGION, SINGAPORE).forEach(region -> heard.put(region, new ConcurrentLinkedQueue<>()));

        sharing.distribute(
                Distribution.of(image).to(SINGAPORE).sharedWith(List.of(PARTNER)),
                progress -> requireNonNull(heard.get(progress.region())).add(progress));

        assertThat(heard.get(REGION))
                .extracting(DistributionProgress::stage)
                .containsExactly(Stage.SHARING, Stage.DONE);
        assertThat(heard.get(SINGAPORE))
                .extracting(DistributionProgress::stage)
                .startsWith(Stage.COPYING)
                .endsWith(Stage.SHARING, Stage.DONE);
        assertThat(heard.get(SINGAPORE))
                .filteredOn(progress -> progress.stage() == Stage.COPYING)
                .extracting(DistributionProgress::percent)
                .isSortedAccordingTo((a, b) -> Integer.compare(a == null ? -1 : a, b == null ? -1 : b))
                .anySatisfy(percent -> assertThat(percent).isPositive());
    }

    @Test
    void aListenerThatThrowsDisturbsNothing() {
        DistributionReport report = sharing.distribute(toThree(), progress -> {
            throw new IllegalStateException("on purpose");
        });

        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void aFailedCopyWhoseIdWasNotAnsweredIsNamedAndNotTheImage() {
        cloud.copyIds(CopyIds.NOT_IN_ANSWER);
        cloud.copiesFail(TOKYO);

        DistributionReport report = sharing.distribute(toThree());

        ImageId failed = cloud.imagesIn(TOKYO).get(0);
        assertThat(requireNonNull(report.failed().get(TOKYO)))
                .hasMessageContainingAll(failed.value(), "delete it")
                .satisfies(why -> assertThat(why.imageId()).contains(failed));
    }

    /** Whether a copy has a time of its own is not documented, but none is older than its source. */
    @Test
    void anOlderImageOfTheNameIsAnEarlierReleaseAndNoCopy() {
        ImageId earlier =
                cloud.addImage(i -> i.name("golden").region(TOKYO).createdAt(Instant.parse("2020-01-01T00:00:00Z")));

        DistributionReport report = sharing.distribute(toThree());

        assertThat(report.failed()).containsOnlyKeys(TOKYO);
        assertThat(report.failed().get(TOKYO))
                .isInstanceOf(DuplicateImageNameException.class)
                .hasMessageContaining("created at 2020-01-01");
        assertThat(cloud.accountsOf(earlier)).isEmpty();
    }

    @Test
    void aListenerThatSwallowsAnInterruptionDoesNotLetTheCallGoOnUnseen() throws Exception {
        AtomicLong clock = new AtomicLong();
        cloud.lagClock(clock::get);
        cloud.copying(Duration.ofMinutes(1));
        CountDownLatch copying = new CountDownLatch(1);
        Thread thread = new Thread(() -> sharing.distribute(toThree(), progress -> {
            if (progress.stage() == Stage.COPYING && progress.percent() != null) {
                copying.countDown();
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    throw new IllegalStateException("swallowed", e);
                }
            }
        }));
        thread.start();
        copying.await();

        thread.interrupt();
        thread.join(Duration.ofSeconds(10).toMillis());

        assertThat(thread.isAlive()).isFalse();
        int writes = cloud.requests("ModifyImageSharePermission").size();
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        for (Region region : List.of(SINGAPORE, FRANKFURT, TOKYO)) {
            sharing.in(region).awaitNormal(cloud.imagesIn(region).get(0), Duration.ofSeconds(5));
        }
        assertThat(cloud.requests("ModifyImageSharePermission")).hasSize(writes);
    }

    @Test
    void aSlowListenerHoldsUpNoOtherRegion() throws Exception {
        CountDownLatch others = new CountDownLatch(1);
        CompletableFuture<DistributionReport> report =
                CompletableFuture.supplyAsync(() -> sharing.distribute(toThree(), progress -> {
                    if (progress.stage() == Stage.SHARING && !progress.region().equals(REGION)) {
                        assertThatNoException().isThrownBy(others::await);
                    }
                }));
        while (Stream.of(SINGAPORE, FRANKFURT, TOKYO)
                        .flatMap(region -> cloud.imagesIn(region).stream())
                        .filter(copy -> cloud.accountsOf(copy).size() == 2)
                        .count()
                < 2) {
            Thread.onSpinWait();
        }

        others.countDown();

        assertThat(report.get().isComplete()).isTrue();
    }

    /** Such an executor serves one region after the other, and a copy that takes long must not be the first. */
    @Test
    void onTheCallersThreadAloneTheImageIsSharedAndCopiedBeforeAnyCopyIsWaitedFor() {
        cloud.copying(Duration.ofSeconds(30));
        cloud.copyingElsewhere(image, SINGAPORE, "golden");
        cloud.copying(Duration.ZERO);
        try (ImageSharingService inline = ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings().build()))
                .executor(Runnable::run)
                .build()) {
            inline.distribute(toThree().within(AMPLE));
        }

        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, OTHER);
        assertThat(actions("SyncImages")).hasSize(1);
    }

    @Test
    void anImageThatStaysBusyIsAskedForEverMoreRarelyAndTheServicesAnswerIsSaid() {
        cloud.failAlways("SyncImages", Fault.error("FailedOperation.InvalidImageState", "on purpose"));

        DistributionReport report = sharing.distribute(toThree().within(AMPLE));

        assertThat(report.failed()).containsOnlyKeys(SINGAPORE, FRANKFURT, TOKYO);
        assertThat(report.failed().values()).allSatisfy(why -> {
            assertThat(why).isInstanceOf(ImageNotReadyException.class);
            assertThat(why.errorCode()).contains("FailedOperation.InvalidImageState");
        });
        assertThat(actions("SyncImages")).hasSizeBetween(2, 12); // 40 ms, then half as long again each time
    }

    @Test
    void theServicesAnswerIsSaidAlsoWhereTheTimeEndsInTheMidstOfALook() {
        cloud.failAlways("SyncImages", Fault.error("FailedOperation.InvalidImageState", "on purpose"));
        AtomicInteger looks = new AtomicInteger();
        RequestQuota slow = (api, host, most) -> {
            boolean isLook = api.action().equals("DescribeImages")
                    && !actions("SyncImages").isEmpty();
            if (isLook && looks.incrementAndGet() == 2) { // the first finds the image NORMAL again
                Thread.sleep(most.toMillis() + 1);
            }
            return Optional.of(RequestQuota.Permit.granted());
        };

        DistributionReport report =
                service(settings().quota(slow)).distribute(toThree().within(AMPLE));

        assertThat(report.failed()).containsOnlyKeys(SINGAPORE, FRANKFURT, TOKYO);
        assertThat(report.failed().values())
                .allSatisfy(why -> assertThat(why.errorCode()).contains("FailedOperation.InvalidImageState"));
    }

    @Test
    void aCopyThatWasDeletedSinceIsMadeAgain() {
        DistributionReport first = sharing.distribute(toThree()).orThrow();
        cloud.deleteImage(requireNonNull(first.copies().get(TOKYO)));

        DistributionReport second =
                sharing.distribute(toThree().within(Duration.ofSeconds(5))).orThrow();

        assertThat(second.copies().get(TOKYO)).isNotEqualTo(first.copies().get(TOKYO));
        assertCopied(TOKYO, PARTNER, OTHER);
    }

    @Test
    void aCopyThatIsDeletedWhileItIsWaitedForIsSaidToBeGone() {
        cloud.copying(Duration.ofSeconds(30));
        AtomicBoolean isDeleted = new AtomicBoolean();

        DistributionReport report =
                sharing.distribute(Distribution.of(image).to(TOKYO).within(Duration.ofSeconds(20)), progress -> {
                    boolean isSeen = progress.stage() == Stage.COPYING && progress.percent() != null;
                    if (isSeen && !isDeleted.getAndSet(true)) {
                        cloud.deleteImage(requireNonNull(progress.image()));
                    }
                });

        assertThat(report.failed()).containsOnlyKeys(TOKYO);
        assertThat(report.failed().get(TOKYO))
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining("is not any more");
    }

    @Test
    void copiesAloneNeedNoRightToAskWhoHasAccess() {
        cloud.refuse("DescribeImageSharePermission");

        sharing.distribute(Distribution.of(image).to(SINGAPORE)).orThrow();

        assertThat(cloud.requests("DescribeImageSharePermission")).isEmpty();
    }

    @Test
    void anImageWithoutANameNeedsNoneWhereNothingIsCopied() {
        ImageId nameless = cloud.addImage(i -> i.name("").region(REGION));

        sharing.distribute(Distribution.of(nameless).sharedWith(List.of(PARTNER)))
                .orThrow();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharing.distribute(Distribution.of(nameless).to(TOKYO)))
                .withMessageContaining("has no name");
    }

    @Test
    void thePlanSaysOfACopyThatExistsWhyItCannotBeSharedAsAsked() {
        cloud.copiesFail(TOKYO);
        cloud.accountLimit(2);
        sharing.distribute(toThree());

        CloudSettings.Builder twoAtMost = settings().accountLimit(2);
        DistributionPlan plan = service(twoAtMost)
                .planDistribution(toThree()
                        .sharedWith(List.of(PARTNER, cloud.ownAccount()))
                        .sharedWith(SINGAPORE, List.of(EUROPEAN)));

        assertThat(plan.violations().keySet()).containsExactlyInAnyOrder(REGION, SINGAPORE, FRANKFURT, TOKYO);
        assertThat(plan.violations().get(TOKYO)).isInstanceOf(ImageNotReadyException.class);
        assertThat(plan.violations().get(SINGAPORE)).isInstanceOf(ShareQuotaExceededException.class);
        assertThat(plan.violations().get(FRANKFURT)).isInstanceOf(SelfSharingException.class);
        assertThat(plan.toShare()).isEmpty();
        assertThat(plan.isEmpty()).isFalse();
    }

    @Test
    void thePlanSaysWhatWouldBeDoneAndChangesNothing() {
        sharing.distribute(Distribution.of(image).to(SINGAPORE).sharedWith(List.of(PARTNER)))
                .orThrow();
        cloud.addImage(i -> i.name("golden").region(TOKYO).platform("Windows"));
        cloud.resetRequests();

        DistributionPlan plan = sharing.planDistribution(toThree());

        assertThat(plan.copies()).containsOnlyKeys(REGION, SINGAPORE);
        assertThat(plan.toCopy()).containsExactly(FRANKFURT);
        assertThat(plan.toShare())
                .containsOnly(
                        Map.entry(REGION, Set.of(OTHER)),
                        Map.entry(SINGAPORE, Set.of(OTHER)),
                        Map.entry(FRANKFURT, Set.of(PARTNER, OTHER)));
        assertThat(plan.violations()).containsOnlyKeys(TOKYO);
        assertThat(plan.toText())
                .contains(
                        "eu-frankfurt: to be copied, 2 accounts gain access",
                        " ! ap-tokyo: no copy, 0 accounts gain access; ");
        assertThat(cloud.requests())
                .noneMatch(request -> request.action().equals("SyncImages")
                        || request.action().equals("ModifyImageSharePermission"));
    }

    @Test
    void accountsForARegionThatIsNotCopiedToAreAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharing.distribute(Distribution.of(image).sharedWith(TOKYO, List.of(PARTNER))))
                .withMessageContaining("ap-tokyo");
    }
}
