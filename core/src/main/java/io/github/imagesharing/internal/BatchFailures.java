package io.github.imagesharing.internal;

import com.google.common.collect.Maps;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.UnsupportedRegionException;
import io.github.imagesharing.spi.Deadline;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a batch whose images fail one after the other for a reason that is not theirs: a key that was revoked, a policy that
 * refuses the action, an endpoint that does not answer.
 *
 * <p>It answers a batch that goes on asking in vain, hundreds of requests, each tried again and again. So many images in a
 * row that failed, each after all its attempts, and none that got through between them are no accident. Then the images that
 * have not begun failed for the same reason, and those under way make no other request.
 *
 * <p>Shown by {@code BatchFailuresTest} and {@code AllAlikeTest}. Thread-safe.
 */
final class BatchFailures {

    /** For a failure that can hardly be about one image. */
    private static final int PROVEN = 3;

    /** The service may fail on some images only. */
    private static final int PROVEN_FOR_SERVICE = 10;

    /** A policy may be about some images only, which often stand together. */
    private static final int PROVEN_FOR_POLICY = 25;

    /** And it is, if a write of this batch got through. */
    private static final int PROVEN_AFTER_WRITE = 100;

    private final Deadline.Ending ending = new Deadline.Ending();
    private final AtomicReference<@Nullable Runnable> whenAnswered = new AtomicReference<>();

    /** How many in a row failed so, by the type of the failure: those of another type prove nothing. */
    @GuardedBy("this")
    private final Map<Class<?>, Integer> inARow = new HashMap<>();

    @GuardedBy("this")
    private boolean areWritesDenied;

    @GuardedBy("this")
    private boolean isAnyWritten;

    /** Ends the calls about all images. */
    Deadline.Ending ending() {
        return ending;
    }

    /** What to do once, when the service has answered for the first time. */
    void whenAnswered(Runnable first) {
        whenAnswered.set(first);
    }

    /** The service has answered a request. */
    void answered() {
        Runnable first = whenAnswered.getAndSet(null);
        if (first != null) {
            first.run();
        }
    }

    /** Makes the change of one image, unless the batch has ended; learns from what becomes of it. */
    ShareReport run(ImageId imageId, Supplier<ShareReport> change) {
        ImageSharingException over = ending.reason().orElse(null);
        if (over != null) {
            throw inWords(imageId, "not asked, because the images before it failed alike: ", over, false);
        }
        try {
            ShareReport report = change.get();
            learn(report);
            return ofItsOwn(imageId, report);
        } catch (ImageSharingException failure) {
            learn(failure);
            throw ofItsOwn(imageId, failure, false);
        }
    }

    /** A failure before anything was to be changed. */
    private void learn(ImageSharingException failure) {
        if (proof(failure) > 0) {
            failed(failure, false);
        } else if (failure.detectedBy() == DetectedBy.SERVICE) {
            gotThrough(false);
        }
    }

    private void learn(ShareReport report) {
        ImageSharingException notItsOwn = null;
        boolean isWritten = !report.changed().isEmpty();
        for (Outcome outcome : report.outcomes().values()) {
            ImageSharingException cause = cause(outcome);
            if (cause != null && proof(cause) > 0) {
                notItsOwn = cause;
            } else if (cause != null && cause.detectedBy() == DetectedBy.SERVICE) {
                isWritten = true;
            }
        }
        if (isWritten || notItsOwn == null) {
            gotThrough(isWritten);
        } else {
            failed(notItsOwn, true);
        }
    }

    /** How many images in a row prove that a failure is about all of them; 0 where it is about one. */
    private static int proof(ImageSharingException failure) {
        if (failure instanceof AccessDeniedException) {
            return PROVEN_FOR_POLICY;
        }
        if (failure instanceof ServiceFailureException) {
            return PROVEN_FOR_SERVICE;
        }
        boolean isOfAll = failure instanceof AuthenticationException
                || failure instanceof UnsupportedRegionException
                || failure instanceof CloudUnreachableException;
        return isOfAll ? PROVEN : 0;
    }

    private synchronized void failed(ImageSharingException failure, boolean isOfWrite) {
        boolean isDenied = failure instanceof AccessDeniedException;
        areWritesDenied |= isOfWrite && isDenied;
        int proof = isDenied && isAnyWritten ? PROVEN_AFTER_WRITE : proof(failure);
        if (inARow.merge(failure.getClass(), 1, Integer::sum) >= proof) {
            ending.end(failure);
        }
    }

    /** That reads succeed says nothing about writes that are refused. */
    private void gotThrough(boolean isWrite) {
        answered();
        reset(isWrite);
    }

    private synchronized void reset(boolean isWrite) {
        isAnyWritten |= isWrite;
        boolean staysDenied = areWritesDenied && !isWrite;
        inARow.keySet().removeIf(type -> !staysDenied || type != AccessDeniedException.class);
        areWritesDenied = staysDenied;
    }

    private static @Nullable ImageSharingException cause(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.cause();
        }
        return outcome instanceof Outcome.Unknown unknown ? unknown.cause() : null;
    }

    /** A call that was ended has the failure of another image. */
    private static ImageSharingException ofItsOwn(ImageId imageId, ImageSharingException failure, boolean inDoubt) {
        boolean isOfAnother =
                failure.imageId().filter(other -> !other.equals(imageId)).isPresent();
        return isOfAnother
                ? inWords(imageId, "not finished, because the others failed alike: ", failure, inDoubt)
                : failure;
    }

    private static ShareReport ofItsOwn(ImageId imageId, ShareReport report) {
        return new ShareReport(
                report.target(),
                Maps.transformValues(report.outcomes(), outcome -> ofItsOwn(imageId, outcome)),
                report.requestIds(),
                report.unplanned());
    }

    private static Outcome ofItsOwn(ImageId imageId, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return new Outcome.Failed(ofItsOwn(imageId, failed.cause(), false));
        }
        return outcome instanceof Outcome.Unknown unknown
                ? new Outcome.Unknown(ofItsOwn(imageId, unknown.cause(), true))
                : outcome;
    }

    /**
     * The failure of another image, which is named, said of this one; in doubt is whether this one may have been changed
     * before.
     */
    private static ImageSharingException inWords(
            ImageId imageId, String what, ImageSharingException failure, boolean inDoubt) {
        Details known = failure.details();
        ImageId other = known.imageId();
        String said = other == null || known.message().contains(other.value())
                ? known.message()
                : other + ": " + known.message();
        Details details = new Details(
                imageId + ": " + what + said,
                known.errorCode(),
                known.requestId(),
                imageId,
                known.detectedBy(),
                Objects.requireNonNullElse(known.cause(), failure));
        return failure instanceof CloudUnreachableException lost
                ? new CloudUnreachableException(details, inDoubt, lost.isRetryable())
                : failure.with(details);
    }
}
