package io.github.imagesharing.cvm;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.DuplicateImageNameException;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageQuotaExceededException;
import io.github.imagesharing.InvalidAccountIdException;
import io.github.imagesharing.InvalidImageIdException;
import io.github.imagesharing.NoOrganizationException;
import io.github.imagesharing.NotRootAccountException;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.TooManyAccountsException;
import io.github.imagesharing.UnsupportedRegionException;
import io.github.imagesharing.transport.ErrorTable;

/** CVM's own codes and those of the products it needs, a row each, over those common to all products. The spelling is the service's. */
final class CvmErrors {

    static final ErrorTable TABLE = ErrorTable.builder()
            .row("FailedOperation.AccountAlreadyExists", AlreadySharedException::new)
            .row("FailedOperation.AccountIsYourSelf", SelfSharingException::new)
            .notShareable("FailedOperation.BYOLImageShareFailed", Reason.BYOL)
            .row("FailedOperation.InvalidImageState", ImageNotReadyException::new)
            .row("FailedOperation.NotMasterAccount", NotRootAccountException::new)
            .row("FailedOperation.QImageShareFailed", ServiceFailureException::new)
            .row("FailedOperation.RImageShareFailed", ServiceFailureException::new)
            .row("ImageQuotaLimitExceeded", ImageQuotaExceededException::new)
            .row("InvalidAccountId.NotFound", AccountNotFoundException::new)
            .row("InvalidAccountIs.YourSelf", SelfSharingException::new)
            .row("InvalidImageId.IncorrectState", ImageNotReadyException::new)
            .row("InvalidImageId.Malformed", InvalidImageIdException::new)
            .row("InvalidImageId.NotFound", ImageNotFoundException::new)
            .notShareable("InvalidImageId.TooLarge", Reason.TOO_LARGE)
            .row("InvalidImageName.Duplicate", DuplicateImageNameException::new)
            .notShareable("InvalidParameter.InstanceImageNotSupport", Reason.WHOLE_INSTANCE)
            .row("InvalidParameterValue.InvalidAppIdFormat", InvalidAccountIdException::new)
            .notShareable("InvalidParameterValue.InvalidImageId", Reason.UNSUPPORTED_OPERATION)
            .row("InvalidParameterValue.InvalidImageState", ImageNotReadyException::new)
            .row("InvalidParameterValue.InvalidRegion", UnsupportedRegionException::new)
            .row("InvalidParameterValue.LimitExceeded", TooManyAccountsException::new)
            .row("InvalidRegion.NotFound", UnsupportedRegionException::new)
            .row("InvalidRegion.Unavailable", UnsupportedRegionException::new)
            .row("OverQuota", ShareQuotaExceededException::new)
            .notShareable("UnauthorizedOperation.ImageNotBelongToAccount", Reason.NOT_OWNED)
            .row("UnauthorizedOperation.InvalidToken", AuthenticationException::new)
            .notShareable("UnsupportedOperation.EncryptedImagesNotSupported", Reason.ENCRYPTED)
            .notShareable("UnsupportedOperation.LocationImageNotSupported", Reason.UNSUPPORTED_REGION)
            .row("UnsupportedOperation.Region", UnsupportedRegionException::new)
            .notShareable("UnsupportedOperation.SyncEncryptImageNotSupport", Reason.ENCRYPTED)
            // the organisation
            .row("FailedOperation.OperateBillingPermissionErr", AccessDeniedException::new)
            .row("ResourceNotFound.OrganizationNotExist", NoOrganizationException::new)
            .row("ResourceNotFound.OrganizationServiceNotExist", NoOrganizationException::new)
            .build();

    private CvmErrors() {}
}
