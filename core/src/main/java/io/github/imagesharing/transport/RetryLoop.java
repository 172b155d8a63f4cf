package io.github.imagesharing.transport;

import com.google.common.collect.Comparators;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes an attempt again, with exponential backoff and jitter, as often as {@link Retry} and as long as a
 * {@link Deadline} allow.
 *
 * <p>It answers transient failures: a service that is busy or throttles now may not be so in a moment. No attempt begins
 * after the deadline, and no wait is begun that the deadline would cut off. A loop that ends because its time is up
 * throws the failure that used the time up, not the news that it is up. Shown by {@code RetryLoopTest}.
 *
 * <p>For one call on one thread.
 */
public final class RetryLoop {

    /** A wait is up to so much shorter or longer than the backoff, so that callers who failed together spread out. */
    private static final double JITTER = 0.5;

    private final int attempts;
    private final Duration firstBackoff;
    private final Duration mostBackoff;
    private final Deadline deadline;
    private final @Nullable ImageId imageId;

    /**
     * Begins the loop's time.
     *
     * @param retry how often and with which waits; short deadlines shorten the waits, so that more than one attempt fits
     * @param deadline when to give up
     * @param imageId the image it is about, or null
     */
    public RetryLoop(Retry retry, Deadline deadline, @Nullable ImageId imageId) {
        Duration left = deadline.left();
        this.attempts = retry.attempts();
        this.mostBackoff = Comparators.min(retry.mostBackoff(), left.dividedBy(2));
        this.firstBackoff = Comparators.min(retry.firstBackoff(), mostBackoff.dividedBy(2));
        this.deadline = deadline;
        this.imageId = imageId;
    }

    /**
     * Makes attempts until one ends without a failure worth another.
     *
     * @param <T> what an attempt gives
     * @param worthRetrying which failures are worth another attempt
     * @param attempt what to run
     * @return what the last attempt gave
     * @throws ImageSharingException the last failure, or the one before where the last only says that the time is up
     * @throws CallInterruptedException if the thread is interrupted between two attempts; the last failure is its cause
     */
    public <T> T run(Predicate<ImageSharingException> worthRetrying, Supplier<T> attempt) {
        return ObservedCall.around(() -> loop(worthRetrying, attempt));
    }

    private <T> T loop(Predicate<ImageSharingException> worthRetrying, Supplier<T> attempt) {
        ImageSharingException last = null;
        for (int made = 1; ; made++) {
            try {
                return attempt.get();
            } catch (ImageSharingException failure) {
                ImageSharingException reason = reason(failure, last);
                Duration backoff = backoff(made);
                boolean again = reason == failure
                        && made < attempts
                        && worthRetrying.test(failure)
                        && backoff.compareTo(deadline.left()) < 0;
                if (!again) {
                    throw reason;
                }
                last = failure;
                pause(backoff, failure);
            }
        }
    }

    /** A failure that only says that the time is up gives way to the one that used it up. */
    private ImageSharingException reason(ImageSharingException failure, @Nullable ImageSharingException last) {
        boolean maySayThatTimeIsUp =
                failure instanceof CloudUnreachableException || failure instanceof ThrottledException;
        if (maySayThatTimeIsUp && failure.getCause() instanceof ImageSharingException reason) {
            return reason;
        }
        boolean cutOff = failure instanceof CloudUnreachableException && deadline.isOver();
        return cutOff && last != null ? last : failure;
    }

    private Duration backoff(int made) {
        double doubled = (double) firstBackoff.toNanos() * Math.pow(2, made - 1.0);
        double jitter = 1 + JITTER * ThreadLocalRandom.current().nextDouble(-1, 1);
        return Duration.ofNanos(Math.round(Math.min(doubled, (double) mostBackoff.toNanos()) * jitter));
    }

    private void pause(Duration backoff, ImageSharingException failure) {
        if (!deadline.pause(backoff)) {
            String subject = imageId == null ? "" : imageId + ": ";
            throw CallInterruptedException.keepingFlag(
                    imageId, subject + "interrupted while waiting to try again", failure);
        }
        if (deadline.isOver()) {
            throw failure;
        }
    }
}
