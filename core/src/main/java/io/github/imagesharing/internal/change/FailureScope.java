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
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.TooManyAccountsException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.UnsupportedRegionException;

/** What a failed write says about the accounts it carried. */
enum FailureScope {
    /** The request carried too many accounts: split it. */
    TOO_MANY,
    /** An account is as asked already: find it. */
    ALREADY,
    /** An account is at fault: find it. */
    ACCOUNT,
    /** A code nobody knows: an account may be at fault. */
    PERHAPS_ACCOUNT,
    /** It was refused before anything was looked at, or not sent: nothing changed. */
    NOT_ACTED_ON,
    /** Anything else: it concerns all accounts, and some may have changed. */
    ALL;

    /** Whether a request so refused may have changed some of its accounts; one account alone is refused for itself. */
    boolean mayHaveChanged(int accounts) {
        return this == ALL || this == PERHAPS_ACCOUNT || (this != NOT_ACTED_ON && accounts > 1);
    }

    /** Whether the service refused for the image's sake, so that no write can be still on its way. */
    static boolean isOutright(ImageSharingException failure) {
        return failure instanceof ImageNotShareableException || failure instanceof ImageNotReadyException;
    }

    static FailureScope of(ImageSharingException failure) {
        if (failure instanceof TooManyAccountsException) {
            return TOO_MANY;
        }
        if (failure instanceof AlreadySharedException || failure instanceof NotSharedException) {
            return ALREADY;
        }
        if (failure instanceof AccountNotFoundException
                || failure instanceof InvalidAccountIdException
                || failure instanceof NotRootAccountException
                || failure instanceof SelfSharingException) {
            return ACCOUNT;
        }
        if (failure instanceof UnrecognizedServiceException) {
            return PERHAPS_ACCOUNT;
        }
        return certainlyNotActedOn(failure) ? NOT_ACTED_ON : ALL;
    }

    private static boolean certainlyNotActedOn(ImageSharingException failure) {
        if (failure instanceof CloudUnreachableException lost) {
            return !lost.outcomeUnknown();
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
