package io.github.imagesharing.lighthouse;

import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.InvalidAccountIdException;
import io.github.imagesharing.InvalidImageIdException;
import io.github.imagesharing.LighthouseRoleException;
import io.github.imagesharing.NotRootAccountException;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.TooManyAccountsException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.UnsupportedRegionException;
import io.github.imagesharing.transport.ErrorTable;

/**
 * Lighthouse's own codes, a row each, over those common to all products. Its documents call a blueprint an image, and
 * so do the exceptions.
 */
final class LighthouseErrors {

    /** As its documents of January 2026 say. For a message only: such a list ages, the service decides. */
    private static final String KNOWN_REGIONS =
            "ap-bangkok, ap-beijing, ap-chengdu, ap-guangzhou, ap-hongkong, ap-jakarta,"
                    + " ap-nanjing, ap-seoul, ap-shanghai, ap-singapore, ap-tokyo, eu-frankfurt, na-ashburn, na-siliconvalley,"
                    + " sa-saopaulo";

    static final ErrorTable TABLE = ErrorTable.builder()
            // sharing an image into Lighthouse
            .row("FailedOperation.ImageOperationFailed", ServiceFailureException::new)
            .row("FailedOperation.RequestError", ServiceFailureException::new)
            .row("InternalError.RequestError", ServiceFailureException::new)
            .row("InvalidParameterValue.InvalidImageIdMalformed", InvalidImageIdException::new)
            .row("ResourceInUse.ImageInUse", ImageNotReadyException::new)
            .row("ResourceNotFound.ImageIdNotFound", ImageNotFoundException::new)
            .row("ResourceNotFound.RoleNotFound", LighthouseErrors::role)
            .row("UnsupportedOperation.AssumeRoleFailed", LighthouseErrors::role)
            .row("UnsupportedOperation.ImageAlreadyShared", AlreadySharedException::new)
            .row("UnsupportedOperation.ImageOccupied", ImageNotReadyException::new)
            .notShareable("UnsupportedOperation.ImageUnableToShare", Reason.LIGHTHOUSE_CONDITIONS)
            // sharing a blueprint with other accounts
            .row("FailedOperation.ShareBlueprintAcrossAccountFailed", ServiceFailureException::new)
            .row("InvalidParameterValue.AccountIdInvalidAccountArea", InvalidAccountIdException::new)
            .row("InvalidParameterValue.AccountIdSameWithUin", SelfSharingException::new)
            .row("InvalidParameterValue.AccountIdsNotExist", AccountNotFoundException::new)
            .row("InvalidParameterValue.AccountIdsNotOwnerAccount", NotRootAccountException::new)
            .row("InvalidParameterValue.BlueprintIdMalformed", InvalidImageIdException::new)
            .row("InvalidParameterValue.InvalidBlueprintId", InvalidImageIdException::new)
            .row("InvalidParameterValue.InvalidBlueprintState", ImageNotReadyException::new)
            .row("InvalidParameterValue.LimitExceeded", TooManyAccountsException::new)
            .row("LimitExceeded.ShareBlueprintAcrossAccountQuotaLimitExceeded", ShareQuotaExceededException::new)
            .row("OperationDenied.BlueprintOperationInProgress", ImageNotReadyException::new)
            .row("ResourceInUse.BlueprintModifyingSharePermission", ImageNotReadyException::new)
            .row("ResourceNotFound.BlueprintIdNotFound", ImageNotFoundException::new)
            .row("ResourceNotFound.BlueprintNotFound", ImageNotFoundException::new)
            .row("UnsupportedOperation.BlueprintAlreadyShared", AlreadySharedException::new)
            .row("UnsupportedOperation.BlueprintCurStateInvalid", ImageNotReadyException::new)
            .row("UnsupportedOperation.BlueprintHasNotShared", NotSharedException::new)
            .row("UnsupportedOperation.BlueprintLatestOperationUnfinished", ImageNotReadyException::new)
            .row("UnsupportedOperation.BlueprintOccupied", ImageNotReadyException::new)
            // reading
            .row("FailedOperation.DescribeBlueprintsFailed", ServiceFailureException::new)
            .row("FailedOperation.DescribeImagesFailed", ServiceFailureException::new)
            .row("UnauthorizedOperation.TokenInvalid", AuthenticationException::new)
            // where the product is
            .row("UnsupportedRegion", LighthouseErrors::region)
            .row("InvalidParameterValue", LighthouseErrors::perhapsRegion)
            .build();

    private LighthouseErrors() {}

    private static ImageSharingException role(Details details) {
        return new LighthouseRoleException(with(
                details,
                "open the Lighthouse console once as the root account and grant the service role it asks for"));
    }

    private static ImageSharingException region(Details details) {
        return new UnsupportedRegionException(with(details, "Lighthouse was last known to be in " + KNOWN_REGIONS));
    }

    private static ImageSharingException perhapsRegion(Details details) {
        return details.message().contains("X-TC-Region") ? region(details) : new UnrecognizedServiceException(details);
    }

    private static Details with(Details details, String advice) {
        return details.withMessage(details.message() + "; " + advice);
    }
}
