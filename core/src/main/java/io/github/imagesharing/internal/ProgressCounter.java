package io.github.imagesharing.internal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.imagesharing.BatchListener;
import io.github.imagesharing.BatchProgress;
import io.github.imagesharing.ShareReport;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what is finished and tells the listener. Thread-safe. */
final class ProgressCounter {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressCounter.class);

    /** Ten writes a second, as published. */
    private static final Duration PUBLISHED_PACE = Duration.ofMillis(100);

    private static final int AHEAD = 2;

    private final BatchListener listener;
    private final int total;

    @GuardedBy("this")
    private int done;

    @GuardedBy("this")
    private int refused;

    @GuardedBy("this")
    private long paceFrom;

    ProgressCounter(BatchListener listener, int total) {
        this.listener = listener;
        this.total = total;
    }

    synchronized void finished(ShareReport report) {
        done++;
        refused += report.isComplete() ? 0 : 1;
        try {
            listener.finished(new BatchProgress(report, done, total - done, refused, timeLeft()));
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            LOG.warn("the batch's listener failed, the batch goes on", e);
        }
    }

    /** By the pace since the second image: before it the batch read, and the first went ahead alone. */
    @GuardedBy("this")
    private Duration timeLeft() {
        long now = System.nanoTime();
        if (done <= AHEAD) {
            paceFrom = now;
            return PUBLISHED_PACE.multipliedBy(total - done);
        }
        return Duration.ofNanos((now - paceFrom) / (done - AHEAD) * (total - done));
    }
}
