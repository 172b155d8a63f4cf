package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.Precondition;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionalChecksTest extends FakeCloudFixture {

    @Test
    void withoutRightsForCbsTheCheckIsNamedAndTheCallGoesOn() {
        cloud.refuse("DescribeSnapshots");
        ImageId image = cloud.addImage();

        ShareCheck check = sharing.check(image, List.of(PARTNER));

        assertThat(check.isAllowed()).isTrue();
        assertThat(check.unchecked()).singleElement().satisfies(unchecked -> {
            assertThat(unchecked.precondition()).isEqualTo(Precondition.NOT_ENCRYPTED);
            assertThat(unchecked.reason()).contains("DescribeSnapshots");
        });
        assertThat(sharing.share(image, List.of(PARTNER)).isComplete()).isTrue();
    }

    @Test
    void withoutRightsForStsTheCheckIsNamedAndTheCallGoesOn() {
        cloud.refuse("GetCallerIdentity");
        ImageId image = cloud.addImage();

        assertThat(sharing.check(image, List.of(PARTNER)).unchecked())
                .extracting(ShareCheck.Unchecked::precondition)
                .containsExactly(Precondition.NOT_OWN_ACCOUNT);
        assertThat(sharing.share(image, List.of(PARTNER)).isComplete()).isTrue();
    }

    @Test
    void withoutSnapshotsNeitherEncryptionNorDataDisksCanBeChecked() {
        ImageId image = cloud.addImage(i -> i.withoutSnapshots());

        assertThat(sharing.check(image, List.of(PARTNER)).unchecked())
                .extracting(ShareCheck.Unchecked::precondition)
                .containsExactly(Precondition.NOT_ENCRYPTED, Precondition.NO_WHOLE_INSTANCE);
        assertThat(sharing.share(image, List.of(PARTNER)).isComplete()).isTrue();
    }

    @Test
    void whatCouldNotBeCheckedTheServiceRefusesByItself() {
        cloud.refuse("DescribeSnapshots");
        ImageId image = cloud.addImage(i -> i.encrypted(true));

        ImageNotShareableException refused =
                thrownBy(ImageNotShareableException.class, () -> sharing.share(image, List.of(PARTNER)));

        assertThat(refused.reason()).isEqualTo(Reason.ENCRYPTED);
        assertThat(refused.detectedBy()).isEqualTo(DetectedBy.SERVICE);
        assertThat(refused.requestId()).isPresent();
    }

    @Test
    void theServiceItselfRefusesOnesOwnAccountToo() {
        cloud.refuse("GetCallerIdentity");
        ImageId image = cloud.addImage();

        SelfSharingException refused =
                thrownBy(SelfSharingException.class, () -> sharing.share(image, List.of(PARTNER, cloud.ownAccount())));

        assertThat(refused.detectedBy()).isEqualTo(DetectedBy.SERVICE);
        assertThat(refused.report().orElseThrow().changed()).containsExactly(PARTNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeSnapshots", "GetCallerIdentity"})
    void demandedChecksRefuseWhereTheyCannotBeMade(String action) {
        cloud.refuse(action);
        ImageId image = cloud.addImage();

        AccessDeniedException refused = thrownBy(
                AccessDeniedException.class,
                () -> service(settings().optionalChecks(OptionalChecks.DEMAND)).share(image, List.of(PARTNER)));

        assertThat(refused).hasMessageContaining(action);
        assertThat(writes()).isZero();
    }

    @Test
    void demandedChecksRefuseAnImageThatTellsNoSnapshots() {
        ImageId image = cloud.addImage(i -> i.withoutSnapshots());

        ImageSharingException refused = thrownBy(
                ImageSharingException.class,
                () -> service(settings().optionalChecks(OptionalChecks.DEMAND)).share(image, List.of(PARTNER)));

        assertThat(refused).isInstanceOf(ImageNotShareableException.class);
        assertThat(writes()).isZero();
    }

    @Test
    void skippedChecksAskNothing() {
        ImageId image = cloud.addImage();

        ShareCheck check =
                service(settings().optionalChecks(OptionalChecks.SKIP)).check(image, List.of(PARTNER));

        assertThat(check.isAllowed()).isTrue();
        assertThat(check.unchecked())
                .extracting(ShareCheck.Unchecked::precondition)
                .containsExactly(Precondition.NOT_ENCRYPTED, Precondition.NOT_OWN_ACCOUNT);
        assertThat(cloud.requests("DescribeSnapshots")).isEmpty();
        assertThat(cloud.requests("GetCallerIdentity")).isEmpty();
    }

    /** STS behind a firewall is common; the reads that must answer keep their time. */
    @Test
    void aSilentProductCostsAFewSecondsOnceAndIsNamed() {
        cloud.failAlways("GetCallerIdentity", Fault.silent(Duration.ofMinutes(2)));
        List<ImageId> images = cloud.addImages(250);
        long begun = System.nanoTime();

        assertThat(sharing.share(images.get(0), List.of(PARTNER)).isComplete()).isTrue();
        assertThat(sharing.share(images.get(1), List.of(PARTNER)).isComplete()).isTrue();
        assertThat(sharing.shareAll(images, List.of(PARTNER, OTHER)).isComplete())
                .isTrue();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(cloud.requests("GetCallerIdentity").size()).isOne();
        assertThat(sharing.check(images.get(2), List.of(PARTNER)).unchecked())
                .singleElement()
                .satisfies(
                        unchecked -> assertThat(unchecked.reason()).contains("not asked again", "GetCallerIdentity"));
    }
}
