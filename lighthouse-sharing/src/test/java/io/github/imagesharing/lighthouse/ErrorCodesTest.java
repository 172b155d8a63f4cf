package io.github.imagesharing.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.LighthouseRoleException;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.UnsupportedRegionException;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.LighthouseRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every documented code of Lighthouse's calls, over the wire. */
class ErrorCodesTest extends FakeCloudFixture {

    private static final List<String> KNOWN_REGIONS = List.of(
            "ap-bangkok",
            "ap-beijing",
            "ap-chengdu",
            "ap-guangzhou",
            "ap-hongkong",
            "ap-jakarta",
            "ap-nanjing",
            "ap-seoul",
            "ap-shanghai",
            "ap-singapore",
            "ap-tokyo",
            "eu-frankfurt",
            "na-ashburn",
            "na-siliconvalley",
            "sa-saopaulo");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "FailedOperation.ImageOperationFailed,ServiceFailureException",
        "FailedOperation.RequestError,ServiceFailureException",
        "InternalError.RequestError,ServiceFailureException",
        "InvalidParameterValue.InvalidImageIdMalformed,InvalidImageIdException",
        "ResourceInUse.ImageInUse,ImageNotReadyException",
        "ResourceNotFound.ImageIdNotFound,ImageNotFoundException",
        "ResourceNotFound.RoleNotFound,LighthouseRoleException",
        "UnauthorizedOperation.NoPermission,AccessDeniedException",
        "UnsupportedOperation.AssumeRoleFailed,LighthouseRoleException",
        "UnsupportedOperation.ImageAlreadyShared,AlreadySharedException",
        "UnsupportedOperation.ImageOccupied,ImageNotReadyException",
        "UnsupportedOperation.ImageUnableToShare,ImageNotShareableException:LIGHTHOUSE_CONDITIONS",
        "UnauthorizedOperation.TokenInvalid,AuthenticationException",
        "RequestLimitExceeded,ThrottledException",
        "AuthFailure.SecretIdNotFound,AuthenticationException",
        "InvalidParameterValue,UnrecognizedServiceException",
        "Totally.Unknown.Code,UnrecognizedServiceException"
    })
    void sharingIntoLighthouseBecomesOneTypedException(String code, String expected) {
        cloud.failAlways(WRITE, Fault.error(code, "said the service"));
        ImageId image = cloud.addImage();

        ImageSharingException thrown = thrownBy(ImageSharingException.class, () -> once().shareToLighthouse(image));

        assertRefused(thrown, code, expected);
        assertThat(thrown.imageId()).contains(image);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "FailedOperation.ShareBlueprintAcrossAccountFailed,ServiceFailureException",
        "InvalidParameterValue.AccountIdInvalidAccountArea,InvalidAccountIdException",
        "InvalidParameterValue.AccountIdSameWithUin,SelfSharingException",
        "InvalidParameterValue.AccountIdsNotExist,AccountNotFoundException",
        "InvalidParameterValue.AccountIdsNotOwnerAccount,NotRootAccountException",
        "InvalidParameterValue.BlueprintIdMalformed,InvalidImageIdException",
        "InvalidParameterValue.InvalidBlueprintId,InvalidImageIdException",
        "InvalidParameterValue.InvalidBlueprintState,ImageNotReadyException",
        "InvalidParameterValue.LimitExceeded,TooManyAccountsException",
        "LimitExceeded.ShareBlueprintAcrossAccountQuotaLimitExceeded,ShareQuotaExceededException",
        "OperationDenied.BlueprintOperationInProgress,ImageNotReadyException",
        "ResourceInUse.BlueprintModifyingSharePermission,ImageNotReadyException",
        "ResourceNotFound.BlueprintIdNotFound,ImageNotFoundException",
        "ResourceNotFound.BlueprintNotFound,ImageNotFoundException",
        "ResourceNotFound.RoleNotFound,LighthouseRoleException",
        "UnauthorizedOperation.NoPermission,AccessDeniedException",
        "UnauthorizedOperation.TokenInvalid,AuthenticationException",
        "UnsupportedOperation.AssumeRoleFailed,LighthouseRoleException",
        "UnsupportedOperation.BlueprintCurStateInvalid,ImageNotReadyException",
        "UnsupportedOperation.BlueprintLatestOperationUnfinished,ImageNotReadyException",
        "UnsupportedOperation.BlueprintOccupied,ImageNotReadyException"
    })
    void handingOnAndTakingBackBecomeOneTypedException(String code, String expected) {
        cloud.failAlways(HAND_ON, Fault.error(code, "said the service"));
        cloud.failAlways(TAKE_BACK, Fault.error(code, "said the service"));
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());

        ImageSharingException handingOn =
                thrownBy(ImageSharingException.class, () -> once().shareBlueprint(blueprint, List.of(PARTNER)));
        cloud.shareElsewhere(blueprint, OTHER);
        ImageSharingException takingBack =
                thrownBy(ImageSharingException.class, () -> once().unshareBlueprint(blueprint, List.of(OTHER)));

        assertRefused(handingOn, code, expected);
        assertRefused(takingBack, code, expected);
        assertThat(handingOn.report().orElseThrow().failed()).containsOnlyKeys(PARTNER);
        assertThat(takingBack.report().orElseThrow().failed()).containsOnlyKeys(OTHER);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ShareBlueprintAcrossAccounts,UnsupportedOperation.BlueprintAlreadyShared",
        "CancelShareBlueprintAcrossAccounts,UnsupportedOperation.BlueprintHasNotShared"
    })
    void whatIsAsAskedAlreadyIsNoFailure(String action, String code) {
        cloud.failAlways(action, Fault.error(code, "said the service"));
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());
        List<AccountId> accounts = List.of(PARTNER);
        boolean handOn = action.equals(HAND_ON);
        if (!handOn) {
            cloud.shareElsewhere(blueprint, PARTNER);
        }

        ShareReport report =
                handOn ? sharing.shareBlueprint(blueprint, accounts) : sharing.unshareBlueprint(blueprint, accounts);

        assertThat(report.unchanged()).containsExactly(PARTNER);
        assertThat(requests(action)).isOne();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "FailedOperation.DescribeImagesFailed,ServiceFailureException",
        "FailedOperation.RequestError,ServiceFailureException",
        "ResourceNotFound.RoleNotFound,LighthouseRoleException",
        "UnauthorizedOperation.NoPermission,AccessDeniedException",
        "UnsupportedOperation.AssumeRoleFailed,LighthouseRoleException",
        "InternalError,ServiceFailureException"
    })
    void asWhatAReadFails(String code, String expected) {
        cloud.failAlways("DescribeImagesToShare", Fault.error(code, "said the service"));

        assertRefused(
                thrownBy(ImageSharingException.class, () -> once().checkLighthouse(cloud.addImage())), code, expected);
    }

    @Test
    void blueprintsThatCannotBeListedAreNotTheEnd() {
        cloud.failAlways(LIST, Fault.error("FailedOperation.DescribeBlueprintsFailed", "Try again later."));
        ImageId image = cloud.addImage(i -> i.platform("FreeBSD"));

        assertThat(once().checkLighthouse(image).violations())
                .extracting(FakeCloudFixture::typeAndReason)
                .containsExactly("ImageNotShareableException:LIGHTHOUSE_CONDITIONS");
    }

    @ParameterizedTest
    @EnumSource(
            value = LighthouseRole.class,
            names = {"MISSING", "NOT_GRANTED"})
    void aMissingRoleSaysHowToGrantIt(LighthouseRole role) {
        ImageId image = cloud.addImage();
        BlueprintId blueprint = cloud.addBlueprint(image);
        cloud.lighthouseRole(role);

        for (LighthouseRoleException refused : List.of(
                thrownBy(LighthouseRoleException.class, () -> sharing.checkLighthouse(image)),
                thrownBy(LighthouseRoleException.class, () -> sharing.shareToLighthouse(image)),
                thrownBy(LighthouseRoleException.class, () -> sharing.unshareFromLighthouse(image)),
                thrownBy(LighthouseRoleException.class, () -> sharing.shareBlueprint(blueprint, List.of(PARTNER))))) {
            assertThat(refused)
                    .hasMessageContaining("open the Lighthouse console once as the root account")
                    .hasMessageContaining("grant the service role");
            assertThat(refused.isRetryable()).isFalse();
        }
    }

    @Test
    void aRegionWithoutLighthouseNamesThoseThatHadIt() {
        CloudSettings.Builder there = settings().region(Region.of("ap-mumbai"));
        ImageId image = cloud.addImage(i -> i.region(Region.of("ap-mumbai")));

        UnsupportedRegionException refused =
                thrownBy(UnsupportedRegionException.class, () -> service(there).shareToLighthouse(image));

        assertThat(refused).hasMessageContainingAll(KNOWN_REGIONS.toArray(String[]::new));
        assertThat(refused.detectedBy()).isEqualTo(DetectedBy.SERVICE); // no list of ours refuses a new region
    }

    @Test
    void aRegionThatIsNoneNamesThemToo() {
        cloud.failAlways(
                WRITE,
                Fault.error(
                        "InvalidParameterValue",
                        "A value specified in `X-TC-Region` is not valid, is unsupported, or cannot be used."));

        assertThat(thrownBy(UnsupportedRegionException.class, () -> once().shareToLighthouse(cloud.addImage())))
                .hasMessageContainingAll(KNOWN_REGIONS.toArray(String[]::new));
    }

    private static void assertRefused(ImageSharingException thrown, String code, String expected) {
        assertThat(typeAndReason(thrown)).isEqualTo(expected);
        assertThat(thrown.errorCode()).contains(code);
        assertThat(thrown.requestId()).isPresent();
        assertThat(thrown.detectedBy()).isEqualTo(DetectedBy.SERVICE);
        assertThat(thrown).hasMessageContaining("said the service").hasMessageContaining(code);
    }
}
