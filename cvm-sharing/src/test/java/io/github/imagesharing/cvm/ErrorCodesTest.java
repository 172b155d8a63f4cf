package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every documented code of CVM's ModifyImageSharePermission and of the gateway, over the wire. */
class ErrorCodesTest extends FakeCloudFixture {

    private static final AccountId ACCOUNT = PARTNER;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "FailedOperation.AccountIsYourSelf,SelfSharingException",
        "InvalidAccountIs.YourSelf,SelfSharingException",
        "FailedOperation.BYOLImageShareFailed,ImageNotShareableException:BYOL",
        "FailedOperation.NotMasterAccount,NotRootAccountException",
        "FailedOperation.QImageShareFailed,ServiceFailureException",
        "FailedOperation.RImageShareFailed,ServiceFailureException",
        "InvalidAccountId.NotFound,AccountNotFoundException",
        "InvalidImageId.Malformed,InvalidImageIdException",
        "InvalidImageId.NotFound,ImageNotFoundException",
        "InvalidParameter.InstanceImageNotSupport,ImageNotShareableException:WHOLE_INSTANCE",
        "InvalidParameterValue.InvalidAppIdFormat,InvalidAccountIdException",
        "InvalidParameterValue.InvalidImageId,ImageNotShareableException:UNSUPPORTED_OPERATION",
        "InvalidParameterValue.InvalidImageState,ImageNotReadyException",
        "InvalidParameterValue.LimitExceeded,TooManyAccountsException",
        "OverQuota,ShareQuotaExceededException",
        "UnauthorizedOperation.ImageNotBelongToAccount,ImageNotShareableException:NOT_OWNED",
        "UnauthorizedOperation.InvalidToken,AuthenticationException",
        "UnsupportedOperation.EncryptedImagesNotSupported,ImageNotShareableException:ENCRYPTED",
        "UnsupportedOperation.LocationImageNotSupported,ImageNotShareableException:UNSUPPORTED_REGION",
        "RequestLimitExceeded,ThrottledException",
        "RequestLimitExceeded.GlobalRegionUinLimitExceeded,ThrottledException",
        "RequestLimitExceeded.IPLimitExceeded,ThrottledException",
        "RequestLimitExceeded.UinLimitExceeded,ThrottledException",
        "FailedOperation.RateLimitExceeded,ThrottledException",
        "AuthFailure.UnauthorizedOperation,AccessDeniedException",
        "AuthFailure.InvalidAuthorization,AuthenticationException",
        "AuthFailure.InvalidSecretId,AuthenticationException",
        "AuthFailure.MFAFailure,AuthenticationException",
        "AuthFailure.SecretIdNotFound,AuthenticationException",
        "AuthFailure.SignatureExpire,AuthenticationException",
        "AuthFailure.SignatureFailure,AuthenticationException",
        "AuthFailure.TokenFailure,AuthenticationException",
        "AuthFailure.SomethingNew,AuthenticationException",
        "UnauthorizedOperation,AccessDeniedException",
        "UnauthorizedOperation.CamNoAuth,AccessDeniedException",
        "InternalError,ServiceFailureException",
        "InternalError.RequestError,ServiceFailureException",
        "ResourceUnavailable,ServiceFailureException",
        "ServiceUnavailable,ServiceFailureException",
        "UnsupportedRegion,UnsupportedRegionException",
        "LimitExceeded,UnrecognizedServiceException",
        "ActionOffline,UnrecognizedServiceException",
        "Totally.Unknown.Code,UnrecognizedServiceException"
    })
    void becomesOneTypedException(String code, String expected) {
        cloud.failAlways("ModifyImageSharePermission", Fault.error(code, "said the service"));

        ImageSharingException thrown = shareOnce();

        assertThat(typeAndReason(thrown)).isEqualTo(expected);
        assertThat(thrown.errorCode()).contains(code);
        assertThat(thrown.requestId()).isPresent();
        assertThat(thrown.detectedBy()).isEqualTo(DetectedBy.SERVICE);
        assertThat(thrown).hasMessageContaining("said the service").hasMessageContaining(code);
        assertThat(thrown.report().orElseThrow().failed()).containsOnlyKeys(ACCOUNT);
    }

    @Test
    void alreadyHavingAccessIsNoFailureOfASharingWithAccounts() {
        cloud.failNext(
                "ModifyImageSharePermission",
                Fault.error("FailedOperation.AccountAlreadyExists", "The account already exists."));

        assertThat(sharing.share(cloud.addImage(), List.of(ACCOUNT)).unchanged())
                .containsExactly(ACCOUNT);
    }

    @Test
    void aRegionInTheMessageIsAnUnsupportedRegion() {
        cloud.failAlways(
                "ModifyImageSharePermission",
                Fault.error(
                        "InvalidParameterValue",
                        "A value specified in `X-TC-Region` is not valid, is unsupported, or cannot be used."));

        assertThat(shareOnce().getClass().getSimpleName()).isEqualTo("UnsupportedRegionException");
    }

    @Test
    void anUnrecognizedCodeKeepsTheServicesWords() {
        cloud.failAlways("ModifyImageSharePermission", Fault.error("New.Code", "新的错误"));

        assertThat(shareOnce()).isInstanceOf(UnrecognizedServiceException.class).hasMessageContaining("新的错误");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"Response\":null}",
                "{\"Response\":{}}",
                "{\"Response\":{\"Error\":{}}}",
                "{\"Response\":{\"RequestId\":null}}",
                "<html>hello</html>",
                "{\"Response\":{\"RequestId\":\"a"
            })
    void anAnswerThatIsNoneIsAServiceFailure(String body) {
        cloud.failAlways("ModifyImageSharePermission", Fault.answer(body));

        ImageSharingException thrown = shareOnce();

        assertThat(thrown).isInstanceOf(ServiceFailureException.class);
        assertThat(thrown.isRetryable()).isTrue();
        assertThat(thrown.report().orElseThrow().failed()).containsOnlyKeys(ACCOUNT);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 408, 429, 500, 502, 503})
    void anotherStatusThan200IsAServiceFailure(int status) {
        cloud.failAlways("ModifyImageSharePermission", Fault.httpStatus(status, "<html>bad gateway</html>"));

        assertThat(shareOnce())
                .isInstanceOf(ServiceFailureException.class)
                .hasMessageContaining(String.valueOf(status));
    }

    @ParameterizedTest
    @CsvSource({"2, behind the service's: set it", "-2, ahead of the service's: set it"})
    void aWrongClockIsNamed(int hours, String says) {
        cloud.clockSkew(Duration.ofHours(hours));

        AuthenticationException thrown = thrownBy(AuthenticationException.class, () -> sharing.images());

        assertThat(thrown).hasMessageContaining("this machine's clock is 7").hasMessageContaining(says);
        assertThat(thrown.errorCode()).contains("AuthFailure.SignatureExpire");
        assertThat(thrown.isRetryable()).isFalse();
    }

    @Test
    void throttlingIsWaitedOut() {
        cloud.failNext("ModifyImageSharePermission", 3, Fault.throttled());

        assertThat(sharing.share(cloud.addImage(), List.of(ACCOUNT)).changed()).containsExactly(ACCOUNT);
        assertThat(writes()).isEqualTo(4);
    }

    @Test
    void throttlingThatStaysEndsAfterTheAttemptsOfRetry() {
        cloud.failAlways("ModifyImageSharePermission", Fault.throttled());

        ThrottledException thrown =
                thrownBy(ThrottledException.class, () -> sharing.share(cloud.addImage(), List.of(ACCOUNT)));

        assertThat(thrown.isRetryable()).isTrue();
        assertThat(writes()).isEqualTo(6);
    }

    private static String typeAndReason(ImageSharingException thrown) {
        String type = thrown.getClass().getSimpleName();
        return thrown instanceof ImageNotShareableException notShareable ? type + ":" + notShareable.reason() : type;
    }

    private ImageSharingException shareOnce() {
        ImageSharingService once = service(settings()
                .retry(Retry.defaults()
                        .backoff(Duration.ofMillis(5), Duration.ofMillis(50))
                        .attempts(1)));
        ImageId image = cloud.addImage();
        return thrownBy(ImageSharingException.class, () -> once.share(image, List.of(ACCOUNT)));
    }
}
