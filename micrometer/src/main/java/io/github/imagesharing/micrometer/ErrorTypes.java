package io.github.imagesharing.micrometer;

import io.github.imagesharing.ImageSharingException;
import io.micrometer.common.KeyValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names failures by a bounded number of values.
 *
 * <p>It answers a service that may invent codes any day, each of which would be one more time series for ever: what is not
 * documented counts as its family, or else as {@code _OTHER}. Shown by {@code ErrorTypesTest}.
 *
 * <p>Thread-safe.
 */
final class ErrorTypes {

    private static final String OTHER = "_OTHER";

    private static final String THROTTLED = "RequestLimitExceeded";

    /** The codes of the tables of all products, and the documented members of their families. */
    private static final Set<String> CODES = Set.of("""
            AuthFailure AuthFailure.InvalidAuthorization AuthFailure.InvalidSecretId AuthFailure.MFAFailure
            AuthFailure.SecretIdNotFound AuthFailure.SignatureExpire AuthFailure.SignatureFailure AuthFailure.TokenFailure
            AuthFailure.UnauthorizedOperation
            FailedOperation.AccountAlreadyExists FailedOperation.AccountIsYourSelf FailedOperation.BYOLImageShareFailed
            FailedOperation.DescribeBlueprintsFailed FailedOperation.DescribeImagesFailed
            FailedOperation.ImageOperationFailed FailedOperation.InvalidImageState FailedOperation.NotMasterAccount
            FailedOperation.OperateBillingPermissionErr FailedOperation.QImageShareFailed FailedOperation.RImageShareFailed
            FailedOperation.RequestError FailedOperation.ShareBlueprintAcrossAccountFailed
            ImageQuotaLimitExceeded
            InternalError InternalError.IllegalRole InternalError.RequestError
            InvalidAccountId.NotFound InvalidAccountIs.YourSelf
            InvalidImageId.IncorrectState InvalidImageId.Malformed InvalidImageId.NotFound InvalidImageId.TooLarge
            InvalidImageName.Duplicate
            InvalidParameter InvalidParameter.InstanceImageNotSupport InvalidParameter.OverLimit
            InvalidParameterValue InvalidParameterValue.AccountIdInvalidAccountArea
            InvalidParameterValue.AccountIdSameWithUin InvalidParameterValue.AccountIdsNotExist
            InvalidParameterValue.AccountIdsNotOwnerAccount InvalidParameterValue.BlueprintIdMalformed
            InvalidParameterValue.InvalidAppIdFormat InvalidParameterValue.InvalidBlueprintId
            InvalidParameterValue.InvalidBlueprintState InvalidParameterValue.InvalidImageId
            InvalidParameterValue.InvalidImageIdMalformed InvalidParameterValue.InvalidImageState
            InvalidParameterValue.InvalidRegion InvalidParameterValue.LimitExceeded
            InvalidRegion.NotFound InvalidRegion.Unavailable
            LimitExceeded.ShareBlueprintAcrossAccountQuotaLimitExceeded
            OperationDenied.BlueprintOperationInProgress OverQuota
            RequestLimitExceeded RequestLimitExceeded.GlobalRegionUinLimitExceeded RequestLimitExceeded.IPLimitExceeded
            RequestLimitExceeded.UinLimitExceeded
            ResourceInUse.BlueprintModifyingSharePermission ResourceInUse.ImageInUse
            ResourceNotFound.BlueprintIdNotFound ResourceNotFound.BlueprintNotFound ResourceNotFound.ImageIdNotFound
            ResourceNotFound.OrganizationNotExist ResourceNotFound.OrganizationServiceNotExist
            ResourceNotFound.RoleNotFound ResourceUnavailable ServiceUnavailable
            UnauthorizedOperation UnauthorizedOperation.ImageNotBelongToAccount UnauthorizedOperation.InvalidToken
            UnauthorizedOperation.NoPermission UnauthorizedOperation.PermissionDenied UnauthorizedOperation.TokenInvalid
            UnsupportedOperation.AssumeRoleFailed UnsupportedOperation.BlueprintAlreadyShared
            UnsupportedOperation.BlueprintCurStateInvalid UnsupportedOperation.BlueprintHasNotShared
            UnsupportedOperation.BlueprintLatestOperationUnfinished UnsupportedOperation.BlueprintOccupied
            UnsupportedOperation.EncryptedImagesNotSupported UnsupportedOperation.ImageAlreadyShared
            UnsupportedOperation.ImageOccupied UnsupportedOperation.ImageUnableToShare
            UnsupportedOperation.LocationImageNotSupported UnsupportedOperation.Region
            UnsupportedOperation.SyncEncryptImageNotSupport
            UnsupportedRegion
            """.strip().split("\\s+"));

    private static final List<String> FAMILIES =
            List.of("AuthFailure", "InternalError", "InvalidParameter", THROTTLED, "UnauthorizedOperation");

    private ErrorTypes() {}

    /** The code, or where none came the exception's simple name; {@code none} for a success. */
    static String of(Optional<? extends Throwable> failure) {
        return failure.map(thrown -> sent(thrown).map(ErrorTypes::bounded).orElseGet(() -> name(thrown)))
                .orElse(KeyValue.NONE_VALUE);
    }

    /** The code; {@code none} where none came. */
    static String code(Optional<? extends Throwable> failure) {
        return failure.flatMap(ErrorTypes::sent).map(ErrorTypes::bounded).orElse(KeyValue.NONE_VALUE);
    }

    private static Optional<String> sent(Throwable thrown) {
        return thrown instanceof ImageSharingException failure ? failure.errorCode() : Optional.empty();
    }

    private static String bounded(String code) {
        if (CODES.contains(code)) {
            return code;
        }
        return code.endsWith("RateLimitExceeded")
                ? THROTTLED
                : FAMILIES.stream()
                        .filter(family -> code.startsWith(family + "."))
                        .findFirst()
                        .orElse(OTHER);
    }

    /** A class without a name of its own is no value. */
    private static String name(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        return name.isEmpty() ? OTHER : name;
    }
}
