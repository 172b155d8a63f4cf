package io.github.imagesharing.cvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Retry;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch learns from one image, account and permission is used for no other that it says nothing about. */
class LearnedFromOthersTest extends FakeCloudFixture {

    private static final String WRITE = "ModifyImageSharePermission";

    private List<ImageId> imagesSharedWithBoth(int count) {
        List<ImageId> images = cloud.addImages(count);
        images.forEach(image -> cloud.shareElsewhere(image, PARTNER, OTHER));
        return images;
    }

    @Test
    void aCancelRefusedAfterALostAnswerStopsNoOtherImagesCancel() {
        cloud.cancellingUnsharedFails(true);
        List<ImageId> images = imagesSharedWithBoth(5);
        cloud.readLag(Duration.ofMillis(200));
        waitUntilReadsShow(images);
        cloud.failNext(WRITE, Fault.dropAfter());
        ImageSharingService patient =
                service(settings().retry(Retry.defaults().backoff(Duration.ofMillis(5), Duration.ofMillis(600))));

        BatchReport report = patient.unshareAll(images, List.of(PARTNER, OTHER));

        assertThat(report.isComplete()).as("%s", report).isTrue();
        images.forEach(image -> assertThat(cloud.accountsOf(image)).isEmpty());
    }

    @Test
    void anAccountThatAnotherMachineTakesFromOneImageStillLosesTheOthers() {
        cloud.cancellingUnsharedFails(true);
        List<ImageId> images = imagesSharedWithBoth(5);
        ImageSharingService racing = service(settings()
                .quota(new BeforeRequest(WRITE, 1, () -> cloud.unshareElsewhere(images.get(0), PARTNER))));

        BatchReport report = racing.unshareAll(images, List.of(PARTNER));

        assertThat(report.isComplete()).as("%s", report).isTrue();
        images.forEach(image -> assertThat(cloud.accountsOf(image)).containsExactly(OTHER));
    }

    @Test
    void aClosedAccountThatOnePlanGivesAccessToLosesItByAnother() {
        List<ImageId> images = cloud.addImages(2);
        cloud.shareElsewhere(images.get(1), PARTNER);
        cloud.closeAccount(PARTNER);
        List<SharePlan> plans = List.of(
                new SharePlan(images.get(0), Set.of(PARTNER, OTHER), Set.of(), Set.of()),
                new SharePlan(images.get(1), Set.of(), Set.of(PARTNER), Set.of()));

        BatchReport report = sharing.applyAll(plans);

        assertThat(report.failed()).isEqualTo(1);
        assertThat(cloud.accountsOf(images.get(0))).containsExactly(OTHER);
        assertThat(cloud.accountsOf(images.get(1))).isEmpty();
    }

    /** The first image needs no description, so its CANCEL comes first; it is refused because another machine was quicker. */
    @Test
    void aCancelRefusedForOneImageStopsNoShareOfAnother() {
        cloud.cancellingUnsharedFails(true);
        List<ImageId> images = cloud.addImages(2);
        cloud.shareElsewhere(images.get(0), PARTNER);
        ImageSharingService racing = service(settings().quota(new BeforeRequest(WRITE, 1, () -> {
            while (cloud.requests("DescribeImageSharePermission").size() < 2) {
                Thread.onSpinWait();
            }
            cloud.unshareElsewhere(images.get(0), PARTNER);
        })));
        List<SharePlan> plans = List.of(
                new SharePlan(images.get(0), Set.of(), Set.of(PARTNER), Set.of()),
                new SharePlan(images.get(1), Set.of(PARTNER), Set.of(), Set.of()));

        BatchReport report = racing.applyAll(plans);

        assertThat(report.isComplete()).as("%s", report).isTrue();
        assertThat(cloud.accountsOf(images.get(0))).isEmpty();
        assertThat(cloud.accountsOf(images.get(1))).containsExactly(PARTNER);
    }

    @Test
    void whyAnAccountIsNotAskedForAgainIsSaidOfTheImageAtHandAndOnWhichItWasFound() {
        List<ImageId> images = cloud.addImages(4);
        cloud.closeAccount(PARTNER);

        BatchReport report = sharing.shareAll(images, List.of(PARTNER, OTHER));

        assertThat(writes())
                .as("a refusal of each image, one search, and what is left")
                .isLessThanOrEqualTo(2 * 4 + 2);
        report.reports().forEach((image, one) -> {
            ImageSharingException why = requireNonNull(one.failed().get(PARTNER));
            assertThat(why).isInstanceOf(AccountNotFoundException.class).hasMessageContaining(image.value());
            assertThat(why.imageId()).hasValue(image);
            assertThat(why.errorCode()).isPresent();
        });
        Map<ImageId, ImageSharingException> remembered = new LinkedHashMap<>();
        report.reports()
                .forEach((image, one) -> one.failed().forEach((account, why) -> {
                    if (requireNonNull(why.getMessage()).contains("not asked")) {
                        remembered.put(image, why);
                    }
                }));
        ImageId finder = images.stream()
                .filter(image -> !remembered.containsKey(image))
                .findFirst()
                .orElseThrow();
        assertThat(remembered)
                .hasSize(3)
                .allSatisfy((image, why) -> assertThat(why)
                        .hasMessageContaining("not asked for account " + PARTNER + ", which was refused on " + finder));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOwnAccountInAPlanOfABatchIsRefusedAlone(boolean amongOthers) {
        ImageId image = cloud.addImage();
        cloud.shareElsewhere(image, OTHER, accounts(1).get(0));
        Set<AccountId> toShare = amongOthers ? Set.of(PARTNER, cloud.ownAccount()) : Set.of(cloud.ownAccount());
        SharePlan plan =
                new SharePlan(image, toShare, Set.of(OTHER), Set.of(accounts(1).get(0)));

        BatchReport report = sharing.applyAll(List.of(plan));

        assertThat(requireNonNull(report.reports().get(image)).failed())
                .containsOnlyKeys(cloud.ownAccount())
                .allSatisfy((own, why) -> assertThat(why).isInstanceOf(SelfSharingException.class));
        assertThat(cloud.accountsOf(image)).hasSize(amongOthers ? 2 : 1).doesNotContain(OTHER);
    }

    private void waitUntilReadsShow(List<ImageId> images) {
        for (ImageId image : images) {
            while (sharing.sharedWith(image).size() < 2) {
                Thread.onSpinWait();
            }
        }
    }
}
