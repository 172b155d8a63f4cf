package io.github.imagesharing.internal;

import com.google.common.base.Throwables;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.imagesharing.DistributionListener;
import io.github.imagesharing.DistributionProgress;
import io.github.imagesharing.DistributionProgress.Stage;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareReport;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of each region of a distribution, and who is told. A region that has ended changes no more, and one that
 * never ended is still copied to, if its copy was begun, or failed for what ended the call. Shown by
 * {@code DistributionLedgerTest}. Thread-safe.
 */
final class DistributionLedger {

    private static final Logger LOG = LoggerFactory.getLogger(DistributionListener.class);

    /** One region. */
    private static final class State {

        private @Nullable ImageId copy;
        private @Nullable ShareReport report;
        private @Nullable ImageSharingException failure;
        private @Nullable Integer percent;

        /** What goes on, or null as long as nothing was begun. */
        private @Nullable Stage stage;

        boolean hasEnded() {
            return stage == Stage.DONE || stage == Stage.FAILED;
        }
    }

    private final ImageId image;
    private final DistributionListener listener;

    /** What the listener has not heard yet, and who tells it: no thread waits for a slow listener but the one that tells. */
    private final Queue<DistributionProgress> news = new ConcurrentLinkedQueue<>();

    private final ReentrantLock telling = new ReentrantLock();

    @GuardedBy("this")
    private final Map<Region, State> regions = new LinkedHashMap<>();

    @GuardedBy("this")
    private boolean isOver;

    DistributionLedger(ImageId image, Set<Region> regions, DistributionListener listener) {
        this.image = image;
        this.listener = listener;
        regions.forEach(region -> this.regions.put(region, new State()));
    }

    /** There is an image in the region, whatever becomes of it. */
    synchronized void exists(Region region, ImageId image) {
        state(region).copy = image;
    }

    /** A copy is under way; its id and how much of it is copied are null where the service does not say. */
    void copying(Region region, @Nullable ImageId copy, @Nullable Integer percent) {
        change(region, state -> copying(state, copy, percent));
    }

    private static @Nullable Stage copying(State state, @Nullable ImageId copy, @Nullable Integer percent) {
        boolean isNews =
                state.stage == null || !Objects.equals(copy, state.copy) || !Objects.equals(percent, state.percent);
        state.copy = copy;
        state.percent = percent;
        return isNews ? Stage.COPYING : null;
    }

    /** The copy is ready, or it is the image itself. */
    void sharing(Region region, ImageId copy) {
        change(region, state -> {
            state.copy = copy;
            state.percent = null;
            return Stage.SHARING;
        });
    }

    /** All that was to be done is done, as far as the report says so. */
    void shared(Region region, ImageId copy, ShareReport report) {
        change(region, state -> {
            state.copy = copy;
            state.report = report;
            state.failure = failureOf(report);
            return report.isComplete() ? Stage.DONE : Stage.FAILED;
        });
    }

    private static @Nullable ImageSharingException failureOf(ShareReport report) {
        try {
            var unused = report.orThrow();
            return null;
        } catch (ImageSharingException failure) {
            return failure;
        }
    }

    /** The region failed. */
    void failed(Region region, ImageSharingException why) {
        change(region, state -> {
            state.failure = why;
            return Stage.FAILED;
        });
    }

    /** The call ends: where nothing was begun, or sharing has not ended, the region failed; else it is still copied to. */
    void end(ImageSharingException why) {
        List<Region> left;
        synchronized (this) {
            left = regions.entrySet().stream()
                    .filter(one -> !one.getValue().hasEnded() && one.getValue().stage != Stage.COPYING)
                    .map(Map.Entry::getKey)
                    .toList();
        }
        left.forEach(region -> failed(region, why));
    }

    /** What is known; from now on nothing changes, and nobody is told anything. */
    synchronized DistributionReport report() {
        isOver = true;
        Map<Region, ImageId> copies = new LinkedHashMap<>();
        Map<Region, ShareReport> reports = new LinkedHashMap<>();
        Set<Region> copying = new LinkedHashSet<>();
        Map<Region, ImageSharingException> failed = new LinkedHashMap<>();
        regions.forEach((region, state) -> {
            put(copies, region, state.copy);
            put(reports, region, state.report);
            put(failed, region, state.failure);
            if (!state.hasEnded()) {
                copying.add(region);
            }
        });
        return new DistributionReport(image, copies, reports, copying, failed);
    }

    private static <T> void put(Map<Region, T> map, Region region, @Nullable T value) {
        if (value != null) {
            map.put(region, value);
        }
    }

    @GuardedBy("this")
    private State state(Region region) {
        return Objects.requireNonNull(regions.get(region));
    }

    /** Changes a region that has not ended, and tells the listener of its new stage. */
    private void change(Region region, Function<State, @Nullable Stage> change) {
        synchronized (this) {
            State state = state(region);
            Stage stage = isOver || state.hasEnded() ? null : change.apply(state);
            if (stage == null) {
                return;
            }
            state.stage = stage;
            news.add(new DistributionProgress(region, stage, state.copy, state.percent, state.failure));
        }
        tell();
    }

    private synchronized boolean isOver() {
        return isOver;
    }

    /** Who comes while another tells leaves the telling to it; so it is asked again after the lock is free. */
    private void tell() {
        while (!news.isEmpty() && telling.tryLock()) {
            try {
                for (DistributionProgress next = news.poll(); next != null && !isOver(); next = news.poll()) {
                    tell(next);
                }
            } finally {
                telling.unlock();
            }
        }
    }

    private void tell(DistributionProgress next) {
        try {
            listener.progressed(next);
        } catch (Throwable e) { // A checked exception in disguise is one of them.
            LOG.warn("the listener failed, the distribution goes on", e);
            if (Throwables.getCausalChain(e).stream().anyMatch(InterruptedException.class::isInstance)) {
                Thread.currentThread().interrupt(); // It was the call's thread that was interrupted.
            }
        }
    }
}
