package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.testkit.FakeImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every precondition refuses before a write leaves. */
class PreconditionsTest extends FakeCloudFixture {

    @AfterEach
    void nothingThatChangesAnythingWasSent() {
        assertThat(writes()).isZero();
    }

    static Stream<Arguments> imagesThatCannotBeShared() {
        return Stream.of(
                Arguments.of(Reason.BYOL, (Consumer<FakeImage>) i -> i.license(LicenseType.BYOL)),
                Arguments.of(Reason.ENCRYPTED, (Consumer<FakeImage>) i -> i.encrypted(true)),
                Arguments.of(Reason.WHOLE_INSTANCE, (Consumer<FakeImage>) i -> i.wholeInstance(true)),
                Arguments.of(Reason.NOT_OWNED, (Consumer<FakeImage>) i -> i.type(ImageType.SHARED_IMAGE)),
                Arguments.of(Reason.NOT_OWNED, (Consumer<FakeImage>) i -> i.type(ImageType.PUBLIC_IMAGE)));
    }

    @ParameterizedTest
    @MethodSource("imagesThatCannotBeShared")
    void refusesAnImageThatCannotBeShared(Reason reason, Consumer<FakeImage> kind) {
        ImageId image = cloud.addImage(kind);

        ImageNotShareableException refused =
                thrownBy(ImageNotShareableException.class, () -> sharing.share(image, List.of(PARTNER)));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.detectedBy()).isEqualTo(DetectedBy.PRECONDITION);
        assertThat(refused.imageId()).contains(image);
        assertThat(refused.errorCode()).isEmpty();
        assertThat(refused.isRetryable()).isFalse();
        assertThat(refused).hasMessageContaining(image.value());
        assertThat(refused.report().orElseThrow().failed()).containsOnlyKeys(PARTNER);
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageState.class,
            names = {"NORMAL", "UNKNOWN"},
            mode = EnumSource.Mode.EXCLUDE)
    void refusesEveryStateButNormal(ImageState state) {
        ImageId image = cloud.addImage(i -> i.state(state));

        ImageNotReadyException refused =
                thrownBy(ImageNotReadyException.class, () -> sharing.share(image, List.of(PARTNER)));

        assertThat(refused.state()).contains(state);
        assertThat(refused.isRetryable())
                .isEqualTo(state != ImageState.CREATEFAILED && state != ImageState.IMPORTFAILED);
        assertThat(refused).hasMessageContaining(state.name());
    }

    @Test
    void refusesAStateNobodyKnowsAndNamesIt() {
        ImageId image = cloud.addImage(i -> i.state("REBUILDING"));

        assertThat(thrownBy(ImageNotReadyException.class, () -> sharing.share(image, List.of(PARTNER))))
                .hasMessageContaining("REBUILDING");
    }

    @Test
    void refusesAnImageThatDoesNotExist() {
        ImageId image = ImageId.of("img-00000000");

        ImageNotFoundException refused =
                thrownBy(ImageNotFoundException.class, () -> sharing.share(image, List.of(PARTNER)));

        assertThat(refused.detectedBy()).isEqualTo(DetectedBy.PRECONDITION);
        assertThat(sharing.check(image, List.of(PARTNER)).violations())
                .singleElement()
                .isInstanceOf(ImageNotFoundException.class);
    }

    @Test
    void refusesToShareWithOneself() {
        ImageId image = cloud.addImage();

        assertThat(thrownBy(
                        SelfSharingException.class, () -> sharing.share(image, List.of(PARTNER, cloud.ownAccount()))))
                .hasMessageContaining(cloud.ownAccount().value());
    }

    @Test
    void asksOnlyOnceWhoTheCallerIs() {
        ImageId image = cloud.addImage();
        sharing.check(image, List.of(PARTNER));
        sharing.check(image, List.of(PARTNER));

        assertThat(cloud.requests("GetCallerIdentity")).hasSize(1);
    }

    @Test
    void doesNotAskWhoTheCallerIsWhenTold() {
        ImageId image = cloud.addImage();

        ShareCheck check = service(settings().ownAccount(PARTNER)).check(image, List.of(PARTNER));

        assertThat(check.violations()).singleElement().isInstanceOf(SelfSharingException.class);
        assertThat(cloud.requests("GetCallerIdentity")).isEmpty();
    }

    @Test
    void refusesMoreAccountsThanOneImageMayHaveCountingThoseThatHaveAccess() {
        List<AccountId> many = accounts(501);
        ImageId image = cloud.addImage(i -> i.sharedWith(many.get(0), many.get(1)));

        ShareQuotaExceededException refused =
                thrownBy(ShareQuotaExceededException.class, () -> sharing.share(image, many));

        assertThat(refused.limit()).isEqualTo(500);
        assertThat(refused.current()).isEqualTo(2);
        assertThat(refused.report().orElseThrow().failed()).hasSize(499);
        assertThat(refused.report().orElseThrow().unchanged()).containsExactly(many.get(0), many.get(1));
    }

    @Test
    void keepsToTheLimitOfAPrivateCloud() {
        ImageId image = cloud.addImage();

        assertThat(service(settings().accountLimit(50))
                        .check(image, accounts(51))
                        .violations())
                .singleElement()
                .isInstanceOf(ShareQuotaExceededException.class);
    }

    @Test
    void reportsAllViolationsAtOnce() {
        ImageId image = cloud.addImage(i ->
                i.license(LicenseType.BYOL).encrypted(true).wholeInstance(true).state(ImageState.CREATING));
        List<AccountId> asked = new ArrayList<>(accounts(501));
        asked.add(cloud.ownAccount());

        ShareCheck check = sharing.check(image, asked);
        ImageSharingException thrown = thrownBy(ImageSharingException.class, () -> sharing.share(image, asked));

        assertThat(check.isAllowed()).isFalse();
        assertThat(check.violations())
                .extracting(violation -> violation.getClass().getSimpleName())
                .containsExactly(
                        "ImageNotShareableException",
                        "ImageNotShareableException",
                        "ImageNotShareableException",
                        "ImageNotReadyException",
                        "SelfSharingException",
                        "ShareQuotaExceededException");
        assertThat(thrown).hasSameClassAs(check.violations().get(0));
        assertThat(thrown.getSuppressed()).hasSize(5);
    }

    @Test
    void allowsAnImageThatCanBeShared() {
        ShareCheck check = sharing.check(cloud.addImage(), List.of(PARTNER));

        assertThat(check.isAllowed()).isTrue();
        assertThat(check.unchecked()).isEmpty();
    }
}
