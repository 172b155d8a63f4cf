package io.github.imagesharing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.UnsupportedRegionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many images in a row prove that a failure is about all of them. */
class BatchFailuresTest {

    private static final AccountId ACCOUNT = AccountId.of("1038493875");

    private final BatchFailures failures = new BatchFailures();
    private int images;

    @SuppressWarnings("ImmutableEnumChecker") // each is a lambda without state
    enum Failure {
        AUTHENTICATION(3, AuthenticationException::new),
        UNSUPPORTED_REGION(3, UnsupportedRegionException::new),
        UNREACHABLE(3, details -> new CloudUnreachableException(details, true, true)),
        SERVICE_FAILURE(10, ServiceFailureException::new),
        ACCESS_DENIED(25, AccessDeniedException::new),
        THROTTLED(0, ThrottledException::new),
        NOT_FOUND(0, ImageNotFoundException::new),
        ACCOUNT_NOT_FOUND(0, AccountNotFoundException::new);

        private final int proof;
        private final Function<Details, ImageSharingException> make;

        Failure(int proof, Function<Details, ImageSharingException> make) {
            this.proof = proof;
            this.make = make;
        }

        ImageSharingException of(ImageId image) {
            return make.apply(new Details(image + ": refused", "Code", "r-1", image, DetectedBy.SERVICE, null));
        }
    }

    private ImageId next() {
        return ImageId.of("img-" + (100_000 + images++));
    }

    private void failsBeforeItIsChanged(Failure failure) {
        ImageId image = next();
        ImageSharingException unused = catchThrowableOfType(
                ImageSharingException.class,
                () -> failures.run(image, () -> {
                    throw failure.of(image);
                }));
    }

    private void ends(Function<ImageId, Outcome> outcome) {
        ImageId image = next();
        ShareReport unused = failures.run(
                image, () -> new ShareReport(image, Map.of(ACCOUNT, outcome.apply(image)), List.of("r-1")));
    }

    private void failsWhenItIsWritten(Failure failure) {
        ends(image -> new Outcome.Failed(failure.of(image)));
    }

    private boolean hasEnded() {
        return failures.ending().reason().isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void soManyInARowEndTheBatch(Failure failure) {
        for (int i = 1; i <= 100 && !hasEnded(); i++) {
            if (i % 2 == 0) {
                failsBeforeItIsChanged(failure);
            } else {
                failsWhenItIsWritten(failure);
            }
            assertThat(hasEnded()).as("after %s", i).isEqualTo(failure.proof > 0 && i >= failure.proof);
        }
    }

    @Test
    void failuresOfAnotherKindProveNothing() {
        for (int i = 0; i < 24; i++) {
            failsWhenItIsWritten(Failure.ACCESS_DENIED);
        }
        failsBeforeItIsChanged(Failure.UNREACHABLE);
        failsBeforeItIsChanged(Failure.AUTHENTICATION);
        failsWhenItIsWritten(Failure.SERVICE_FAILURE);
        assertThat(hasEnded()).isFalse();
        failsWhenItIsWritten(Failure.ACCESS_DENIED);
        assertThat(hasEnded()).isTrue();
    }

    @Test
    void aPolicyThatLetAWriteThroughIsAboutSomeImages() {
        ends(image -> new Outcome.Changed());
        for (int i = 0; i < 99; i++) {
            failsWhenItIsWritten(Failure.ACCESS_DENIED);
        }
        assertThat(hasEnded()).isFalse();
        failsWhenItIsWritten(Failure.ACCESS_DENIED);
        assertThat(hasEnded()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void oneThatGetsThroughBetweenThemProvesTheContrary(Failure failure) {
        for (int i = 0; i < 100; i++) {
            for (int j = 1; j < failure.proof; j++) {
                failsWhenItIsWritten(failure);
            }
            ends(image -> new Outcome.Changed());
        }
        assertThat(hasEnded()).isFalse();
    }

    @Test
    void soDoesARefusalForTheImagesOwnSake() {
        for (int i = 0; i < 100; i++) {
            failsBeforeItIsChanged(Failure.AUTHENTICATION);
            failsBeforeItIsChanged(Failure.AUTHENTICATION);
            failsBeforeItIsChanged(Failure.NOT_FOUND);
            failsWhenItIsWritten(Failure.UNREACHABLE);
            failsWhenItIsWritten(Failure.ACCOUNT_NOT_FOUND);
        }
        assertThat(hasEnded()).isFalse();
    }

    @Test
    void anImageThatIsAsWantedSaysNothingAboutWritesThatAreRefused() {
        for (int i = 0; i < 25; i++) {
            failsWhenItIsWritten(Failure.ACCESS_DENIED);
            if (!hasEnded()) {
                ends(image -> new Outcome.Unchanged());
            }
        }
        assertThat(hasEnded()).isTrue();
    }

    @Test
    void afterTheEndNoImageBeginsAndEachHasTheReasonInItsOwnWords() {
        for (int i = 0; i < 3; i++) {
            failsWhenItIsWritten(Failure.UNREACHABLE);
        }
        ImageId late = next();
        CloudUnreachableException why = catchThrowableOfType(
                CloudUnreachableException.class,
                () -> failures.run(late, () -> {
                    throw new AssertionError("it began");
                }));
        assertThat(why)
                .hasMessage(late + ": not asked, because the images before it failed alike: img-100002: refused");
        assertThat(why.imageId()).hasValue(late);
        assertThat(why.errorCode()).hasValue("Code");
        assertThat(why.outcomeUnknown()).as("nothing of it was sent").isFalse();
    }

    @Test
    void theImageOnWhichTheReasonWasFoundIsNamedWhereTheReasonDoesNotSayIt() {
        ImageId other = next();
        ImageId image = next();
        ImageSharingException reason = new AuthenticationException(
                new Details("no such key", "AuthFailure", "r-1", other, DetectedBy.SERVICE, null));

        AuthenticationException why = catchThrowableOfType(
                AuthenticationException.class,
                () -> failures.run(image, () -> {
                    throw reason;
                }));

        assertThat(why)
                .hasMessage(image + ": not finished, because the others failed alike: " + other + ": no such key");
        assertThat(why.imageId()).hasValue(image);
        assertThat(why.requestId()).hasValue("r-1");
    }

    @Test
    void anImageThatIsLeftInDoubtIsNotSaidToBeUntouched() {
        ImageSharingException reason = Failure.UNREACHABLE.of(next());
        ImageId image = next();
        ShareReport report = failures.run(
                image, () -> new ShareReport(image, Map.of(ACCOUNT, new Outcome.Unknown(reason)), List.of()));
        assertThat(report.outcomes().get(ACCOUNT))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(((CloudUnreachableException) unknown.cause()).outcomeUnknown())
                                .isTrue());
    }

    @Test
    void aReportOfItsOwnIsLeftAsItIs() {
        ImageId image = next();
        ShareReport own = new ShareReport(
                image,
                Map.of(ACCOUNT, new Outcome.Failed(Failure.ACCOUNT_NOT_FOUND.of(image))),
                List.of("r-1"),
                Set.of(AccountId.of("3205597606")));
        assertThat(failures.run(image, () -> own)).isEqualTo(own);
    }

    @Test
    void anImageUnderWayThatEndsWithTheReasonOfAnotherSaysSo() {
        ImageId other = next();
        ImageId image = next();
        ImageSharingException reason = Failure.AUTHENTICATION.of(other);
        ShareReport report = failures.run(
                image, () -> new ShareReport(image, Map.of(ACCOUNT, new Outcome.Unknown(reason)), List.of()));
        assertThat(report.outcomes().get(ACCOUNT)).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> {
            assertThat(unknown.cause().imageId()).hasValue(image);
            assertThat(unknown.cause())
                    .hasMessage(image + ": not finished, because the others failed alike: " + other + ": refused");
        });
    }
}
