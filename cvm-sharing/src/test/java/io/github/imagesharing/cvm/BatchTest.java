package io.github.imagesharing.cvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchProgress;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchTest extends FakeCloudFixture {

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

    @Test
    void anImageThatIsDeletedMeanwhileFailedAndNothingIsInDoubt() {
        ImageId gone = cloud.addImage();
        ImageSharingService late = service(settings().quota((api, host, atMost) -> {
            if (api.action().equals("ModifyImageSharePermission")) {
                cloud.deleteImage(gone);
            }
            return Optional.of(RequestQuota.Permit.granted());
        }));

        BatchReport report = late.shareAll(List.of(gone), List.of(PARTNER, OTHER));

        assertThat(writes()).isOne();
        assertThat(requireNonNull(report.reports().get(gone)).failed().values())
                .hasSize(2)
                .allSatisfy(why -> assertThat(why).isInstanceOf(ImageNotFoundException.class));
    }

    @Test
    void countsDuplicatesOnce() {
        List<ImageId> images = cloud.addImages(2);

        BatchReport report = sharing.shareAll(
                List.of(images.get(1), images.get(0), images.get(1), images.get(1)), List.of(PARTNER, PARTNER));

        assertThat(report.reports().keySet()).containsExactly(images.get(1), images.get(0));
        assertThat(report.changed()).isEqualTo(2);
        assertThat(writes()).isEqualTo(2);
    }

    @Test
    void imagesOfOthersAreReportedAndTheRestIsShared() {
        ImageId official = cloud.addImage(i -> i.type(ImageType.PUBLIC_IMAGE));
        ImageId received = cloud.addImage(i -> i.type(ImageType.SHARED_IMAGE));
        ImageId own = cloud.addImage();

        BatchReport report = sharing.shareAll(List.of(official, received, own), List.of(PARTNER));

        assertThat(report.changed()).isOne();
        assertThat(List.of(official, received))
                .allSatisfy(image -> assertThat(requireNonNull(report.reports().get(image))
                                .failed()
                                .get(PARTNER))
                        .isInstanceOfSatisfying(
                                ImageNotShareableException.class,
                                why -> assertThat(why.reason())
                                        .isEqualTo(ImageNotShareableException.Reason.NOT_OWNED)));
        assertThat(writes()).isOne();
    }

    @Test
    void anImageAtTheCapFailsAlone() {
        List<AccountId> full = accounts(500);
        ImageId atTheCap = cloud.addImage(i -> i.sharedWith(full.toArray(AccountId[]::new)));
        ImageId other = cloud.addImage();

        BatchReport report = sharing.shareAll(List.of(atTheCap, other), List.of(PARTNER));

        assertThat(report.changed()).isOne();
        assertThat(requireNonNull(report.reports().get(atTheCap)).failed().get(PARTNER))
                .isInstanceOf(ShareQuotaExceededException.class);
        assertThat(sharing.shareAll(List.of(atTheCap), full).unchanged()).isEqualTo(500);
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
        assertThat(heard.get(0).timeLeft()).as("ten at the published pace").isEqualTo(Duration.ofSeconds(1));
        assertThat(heard)
                .extracting(BatchProgress::report)
                .extracting(ShareReport::target)
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsTheTimeLeftByThePaceItGoesAt() {
        List<ImageId> images = cloud.addImages(21);
        cloud.latency(Duration.ofMillis(400)); // the first takes over a second, all after the second a twentieth each
        ImageSharingService paced = service(settings()
                .quota(RequestQuota.perSecond(
                        Map.of("ModifyImageSharePermission", 20, "DescribeImageSharePermission", 1000))));
        List<BatchProgress> heard = Collections.synchronizedList(new ArrayList<>());

        paced.shareAll(images, List.of(PARTNER), heard::add);

        assertThat(heard.get(10).timeLeft())
                .as("ten at 51 ms each, and more on a busy machine")
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
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
    void oneImageWhoseAnswersAreLostDoesNotFailTheOthers() {
        List<ImageId> images = cloud.addImages(10);
        cloud.failNext("ModifyImageSharePermission", 3, Fault.dropAfter());
        cloud.failNext("DescribeImages", Fault.httpStatus(502, ""));

        assertThat(sharing.shareAll(images, List.of(PARTNER)).isComplete()).isTrue();
        images.forEach(image -> assertThat(cloud.accountsOf(image)).containsExactly(PARTNER));
    }

    @Test
    void refusesABatchWithoutImagesOrAccounts() {
        List<ImageId> images = cloud.addImages(1);

        assertThatIllegalArgumentException().isThrownBy(() -> sharing.shareAll(List.of(), List.of(PARTNER)));
        assertThatIllegalArgumentException().isThrownBy(() -> sharing.shareAll(images, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> sharing.unshareAll(images, List.of()));
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void waitingForThePermitOfWhatThePageSharesDoesNotCount() {
        List<ImageId> images = cloud.addImages(3);
        Duration deadline = Duration.ofSeconds(1);
        ImageSharingService slow = service(settings()
                .retry(settings().build().retry().deadline(deadline))
                .quota(new BeforeRequest("DescribeImages", 1, () -> Thread.sleep(deadline.toMillis() + 200))));

        assertThat(slow.shareAll(images, List.of(PARTNER)).isComplete()).isTrue();
    }
}
