package io.github.imagesharing.internal.copy;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DuplicateImageNameException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageQuotaExceededException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.TooManyAccountsException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.UnsupportedRegionException;

/**
 * Whom a failed request for copies concerns, and whether it may have begun some. The only list of its kind: it decides what
 * is sent again, what is looked at first, and what is halved. Shown by {@code CopyFailureTest}.
 */
enum CopyFailure {
    /** The image is being copied already, or is busy: wait until it is NORMAL. */
    SOURCE_BUSY,
    /** One region may be at fault; whether the others were begun is not documented. */
    ONE_REGION,
    /** An answer that was lost, or says nothing of what was done. */
    IN_DOUBT,
    /** Anything else: it concerns the image or the caller, and nothing was begun. */
    NOT_ACTED_ON;

    static CopyFailure of(ImageSharingException failure) {
        if (failure instanceof ImageNotReadyException) {
            return SOURCE_BUSY;
        }
        if (failure instanceof UnsupportedRegionException
                || failure instanceof ImageQuotaExceededException
                || failure instanceof DuplicateImageNameException
                || failure instanceof TooManyAccountsException // The code only says that a list is too long.
                || failure instanceof UnrecognizedServiceException) {
            return ONE_REGION;
        }
        return isLost(failure) ? IN_DOUBT : NOT_ACTED_ON;
    }

    private static boolean isLost(ImageSharingException failure) {
        Throwable lost = failure instanceof CallInterruptedException ? failure.getCause() : failure;
        return (lost instanceof CloudUnreachableException unreachable && unreachable.outcomeUnknown())
                || (lost instanceof ServiceFailureException failed && failed.outcomeUnknown());
    }

    /** Whether some of the copies may have been begun nevertheless, by this request or by another machine. */
    static boolean mayHaveBegun(ImageSharingException failure, int regions) {
        return switch (of(failure)) {
            case IN_DOUBT -> true;
            case ONE_REGION ->
                regions > 1
                        || failure instanceof UnrecognizedServiceException
                        || failure instanceof DuplicateImageNameException;
            case SOURCE_BUSY, NOT_ACTED_ON -> false;
        };
    }

    /** Whether the same request may succeed in a moment. */
    static boolean mayBeSentAgain(ImageSharingException failure) {
        CopyFailure kind = of(failure);
        return failure.isRetryable() && (kind == IN_DOUBT || kind == NOT_ACTED_ON);
    }
}
