package io.github.imagesharing.internal.change;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.InvalidAccountIdException;
import io.github.imagesharing.InvalidImageIdException;
import io.github.imagesharing.NotRootAccountException;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.TooManyAccountsException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.UnsupportedRegionException;

/**
 * Whom a failed write concerns, and whether it was acted on. The only list of its kind: it decides what is sent again,
 * what is looked at first, what is split, and what is reported. Shown by {@code FailureScopeTest}.
 */
enum FailureScope {
    /** The request carried too many accounts: split it. */
    TOO_MANY_ACCOUNTS,
    /** An account is as wanted already: find it. */
    ALREADY_DONE,
    /** One account is at fault: find it. */
    ONE_ACCOUNT,
    /** A code that this version does not know: one account may be at fault. */
    UNKNOWN_CODE,
    /** The request was refused before anything was looked at, or not sent: nothing changed. */
    NOT_ACTED_ON,
    /** Anything else: it concerns all accounts, and some may have changed. */
    WHOLE_REQUEST;

    /** Whether a request that failed so may have changed some of its accounts; one account alone is refused for itself. */
    boolean mayHaveChanged(int accounts) {
        return this == WHOLE_REQUEST || this == UNKNOWN_CODE || (this != NOT_ACTED_ON && accounts > 1);
    }

    /** Whether the same request may succeed when it is sent again. */
    static boolean mayBeSentAgain(ImageSharingException failure) {
        FailureScope scope = of(failure);
        return failure.isRetryable() && (scope == NOT_ACTED_ON || scope == WHOLE_REQUEST);
    }

    /** Whether the service refused for the image's sake, so that no write can still be on its way. */
    static boolean isOutright(ImageSharingException failure) {
        return failure instanceof ImageNotShareableException || failure instanceof ImageNotReadyException;
    }

    static FailureScope of(ImageSharingException failure) {
        if (failure instanceof TooManyAccountsException) {
            return TOO_MANY_ACCOUNTS;
        }
        if (failure instanceof AlreadySharedException || failure instanceof NotSharedException) {
            return ALREADY_DONE;
        }
        if (failure instanceof AccountNotFoundException
                || failure instanceof InvalidAccountIdException
                || failure instanceof NotRootAccountException
                || failure instanceof SelfSharingException) {
            return ONE_ACCOUNT;
        }
        if (failure instanceof UnrecognizedServiceException) {
            return UNKNOWN_CODE;
        }
        return certainlyNotActedOn(failure) ? NOT_ACTED_ON : WHOLE_REQUEST;
    }

    private static boolean certainlyNotActedOn(ImageSharingException failure) {
        if (failure instanceof CloudUnreachableException lost) {
            return !lost.outcomeUnknown();
        }
        if (failure instanceof ServiceFailureException failed) {
            return !failed.outcomeUnknown();
        }
        if (failure instanceof CallInterruptedException interrupted) {
            return !(interrupted.getCause() instanceof CloudUnreachableException lost && lost.outcomeUnknown());
        }
        return failure instanceof ThrottledException
                || failure instanceof AuthenticationException
                || failure instanceof AccessDeniedException
                || failure instanceof UnsupportedRegionException
                || failure instanceof InvalidImageIdException
                || failure instanceof ImageNotFoundException;
    }
}
