package io.github.imagesharing.internal;

import com.google.common.base.Throwables;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.imagesharing.BatchListener;
import io.github.imagesharing.BatchProgress;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the images of a batch that are finished and tells the listener, one image at a time. An image that an interruption
 * ended is not finished: to whoever reads how far the batch is, it is left to be done. Thread-safe.
 */
final class ProgressCounter {

    private static final Logger LOG = LoggerFactory.getLogger(BatchListener.class);

    /** How long one image takes at the published rate of ten writes a second, until the batch has a pace of its own. */
    private static final Duration FIRST_ESTIMATE = Duration.ofMillis(100);

    /** Images that say nothing about the pace: before the second is finished the batch read, and the first went alone. */
    private static final int NOT_TYPICAL = 2;

    private final BatchListener listener;
    private final int total;
    private final TimeSource time;

    @GuardedBy("this")
    private int done;

    @GuardedBy("this")
    private int refused;

    @GuardedBy("this")
    private long paceFrom;

    ProgressCounter(BatchListener listener, int total, TimeSource time) {
        this.listener = listener;
        this.total = total;
        this.time = time;
    }

    synchronized void finished(ShareReport report) {
        if (anyCause(report, CallInterruptedException.class::isInstance)) {
            return;
        }
        done++;
        refused += anyCause(report, cause -> true) ? 1 : 0;
        try {
            listener.finished(new BatchProgress(report, done, total - done, refused, timeLeft()));
        } catch (Throwable e) { // A checked exception in disguise is one of them.
            LOG.warn("the batch's listener failed, the batch goes on", e);
            if (Throwables.getCausalChain(e).stream().anyMatch(InterruptedException.class::isInstance)) {
                Thread.currentThread().interrupt(); // It was the batch's thread that was interrupted.
            }
        }
    }

    private static boolean anyCause(ShareReport report, Predicate<ImageSharingException> which) {
        return report.outcomes().values().stream()
                .anyMatch(outcome -> (outcome instanceof Outcome.Failed failed && which.test(failed.cause()))
                        || (outcome instanceof Outcome.Unknown unknown && which.test(unknown.cause())));
    }

    @GuardedBy("this")
    private Duration timeLeft() {
        long now = time.nanoTime();
        if (done <= NOT_TYPICAL) {
            paceFrom = now;
            return FIRST_ESTIMATE.multipliedBy(total - done);
        }
        return Duration.ofNanos((now - paceFrom) / (done - NOT_TYPICAL) * (total - done));
    }
}
