package io.github.imagesharing.internal;

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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    @GuardedBy("this")
    private final Map<Region, State> regions = new LinkedHashMap<>();

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
    synchronized void copying(Region region, @Nullable ImageId copy, @Nullable Integer percent) {
        State state = state(region);
        boolean isNews =
                state.stage == null || !Objects.equals(copy, state.copy) || !Objects.equals(percent, state.percent);
        state.copy = copy;
        state.percent = percent;
        if (isNews) {
            enter(region, state, Stage.COPYING);
        }
    }

    /** The copy is ready, or it is the image itself. */
    synchronized void sharing(Region region, ImageId copy) {
        State state = state(region);
        state.copy = copy;
        state.percent = null;
        enter(region, state, Stage.SHARING);
    }

    /** All that was to be done is done, as far as the report says so. */
    synchronized void shared(Region region, ImageId copy, ShareReport report) {
        State state = state(region);
        state.copy = copy;
        state.report = report;
        state.failure = failureOf(report);
        enter(region, state, report.isComplete() ? Stage.DONE : Stage.FAILED);
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
    synchronized void failed(Region region, ImageSharingException why) {
        State state = state(region);
        if (!state.hasEnded()) {
            state.failure = why;
            enter(region, state, Stage.FAILED);
        }
    }

    /** The call ends: where nothing was begun, or sharing has not ended, the region failed; else it is still copied to. */
    synchronized void end(Function<Region, ImageSharingException> why) {
        for (Map.Entry<Region, State> one : regions.entrySet()) {
            if (!one.getValue().hasEnded() && one.getValue().stage != Stage.COPYING) {
                failed(one.getKey(), why.apply(one.getKey()));
            }
        }
    }

    synchronized DistributionReport report() {
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

    @GuardedBy("this")
    private void enter(Region region, State state, Stage stage) {
        state.stage = stage;
        try {
            listener.progressed(new DistributionProgress(region, stage, state.copy, state.percent, state.failure));
        } catch (Throwable e) { // A checked exception in disguise is one of them.
            LOG.warn("the listener failed, the distribution goes on", e);
        }
    }
}
