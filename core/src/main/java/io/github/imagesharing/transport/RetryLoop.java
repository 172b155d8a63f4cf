package io.github.imagesharing.transport;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Retry;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries something again, with backoff and jitter, as often as {@link Retry} and as long as a {@link Deadline} allow. */
public final class RetryLoop {

    private static final double JITTER = 0.5;

    private RetryLoop() {}

    /**
     * Runs something until it ends without a failure worth another attempt.
     *
     * @param <T> what it gives
     * @param retry how often and with which waits
     * @param deadline when to give up
     * @param image the image it is about, or null
     * @param worthIt which failures are worth another attempt
     * @param attempt what to run
     * @return what it gave
     * @throws ImageSharingException the last failure
     */
    public static <T> T run(
            Retry retry,
            Deadline deadline,
            @Nullable ImageId image,
            Predicate<ImageSharingException> worthIt,
            Supplier<T> attempt) {
        Duration patience = deadline.patience();
        Duration left = shorter(deadline.left(), patience); // read second, so it is the shorter by itself
        Duration most = shorter(retry.mostBackoff(), left.dividedBy(2));
        Duration first = shorter(retry.firstBackoff(), most.dividedBy(2));
        if (retry.attempts() == 1 || first.toNanos() < 1) {
            return attempt.get();
        }
        RetryPolicy<T> policy = RetryPolicy.<T>builder()
                .handleIf(
                        failure -> failure instanceof ImageSharingException e && worthIt.test(e) && !deadline.isOver())
                .withMaxAttempts(retry.attempts())
                .withBackoff(first, most)
                .withJitter(JITTER)
                .withMaxDuration(patience)
                .build();
        try {
            return Failsafe.with(policy).get(new InTime<>(deadline, attempt));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                String subject = image == null ? "" : image + ": ";
                throw new CallInterruptedException(
                        Details.client(image, subject + "interrupted while waiting to try again", interrupt));
            }
            throw e;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Does not begin what has no time left; then the failure before it is the last one, and says more. */
    private static final class InTime<T> implements CheckedSupplier<T> {

        private final Deadline deadline;
        private final Supplier<T> attempt;
        private @Nullable ImageSharingException last;

        InTime(Deadline deadline, Supplier<T> attempt) {
            this.deadline = deadline;
            this.attempt = attempt;
        }

        @Override
        public T get() {
            if (last != null && deadline.isOver()) {
                throw last;
            }
            try {
                return attempt.get();
            } catch (ImageSharingException e) {
                last = e;
                throw e;
            }
        }
    }
}
