package io.github.imagesharing.cvm;

import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.InvalidAccountIdException;
import io.github.imagesharing.InvalidImageIdException;
import io.github.imagesharing.NotRootAccountException;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.TooManyAccountsException;
import io.github.imagesharing.transport.ErrorTable;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Function;

/** CVM's own codes, a row each, over those common to all products. The spelling is the service's. */
final class CvmErrors {

    static final ErrorTable TABLE = ErrorTable.of(Map.ofEntries(
            row("FailedOperation.AccountAlreadyExists", AlreadySharedException::new),
            row("FailedOperation.AccountIsYourSelf", SelfSharingException::new),
            row("FailedOperation.BYOLImageShareFailed", notShareable(Reason.BYOL)),
            row("FailedOperation.NotMasterAccount", NotRootAccountException::new),
            row("FailedOperation.QImageShareFailed", ServiceFailureException::new),
            row("FailedOperation.RImageShareFailed", ServiceFailureException::new),
            row("InvalidAccountId.NotFound", AccountNotFoundException::new),
            row("InvalidAccountIs.YourSelf", SelfSharingException::new),
            row("InvalidImageId.Malformed", InvalidImageIdException::new),
            row("InvalidImageId.NotFound", ImageNotFoundException::new),
            row("InvalidParameter.InstanceImageNotSupport", notShareable(Reason.WHOLE_INSTANCE)),
            row("InvalidParameterValue.InvalidAppIdFormat", InvalidAccountIdException::new),
            row("InvalidParameterValue.InvalidImageId", notShareable(Reason.UNSUPPORTED_OPERATION)),
            row("InvalidParameterValue.InvalidImageState", ImageNotReadyException::new),
            row("InvalidParameterValue.LimitExceeded", TooManyAccountsException::new),
            row("OverQuota", ShareQuotaExceededException::new),
            row("UnauthorizedOperation.ImageNotBelongToAccount", notShareable(Reason.NOT_OWNED)),
            row("UnauthorizedOperation.InvalidToken", AuthenticationException::new),
            row("UnsupportedOperation.EncryptedImagesNotSupported", notShareable(Reason.ENCRYPTED)),
            row("UnsupportedOperation.LocationImageNotSupported", notShareable(Reason.UNSUPPORTED_REGION))));

    private CvmErrors() {}

    private static Entry<String, Function<Details, ImageSharingException>> row(
            String code, Function<Details, ImageSharingException> exception) {
        return Map.entry(code, exception);
    }

    private static Function<Details, ImageSharingException> notShareable(Reason reason) {
        return details -> new ImageNotShareableException(details, reason);
    }
}
