package io.github.imagesharing.internal.copy;

import com.google.common.collect.Comparators;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.DuplicateImageNameException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageQuotaExceededException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.Region;
import io.github.imagesharing.UnsupportedRegionException;
import io.github.imagesharing.internal.change.TargetLocks;
import io.github.imagesharing.internal.copy.RecentCopies.Wanted;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.transport.RetryLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Has an image copied to the regions that lack a copy, by as few requests as it takes, and never twice to one region.
 *
 * <p>It answers a {@code SyncImages} whose answer is lost, that is refused for one of many regions, or that meets an image
 * that is being copied already. Before anything is sent again, each region in which a copy may have been begun is looked at
 * when the copy would be listed; a refused group is halved until the region at fault stands alone; while the image is busy
 * it is waited for. Shown by {@code DistributionTest} and {@code DistributionTwinsTest}.
 *
 * <p>For one call on one thread. Another call of this service that copies the same image waits before its next request.
 */
public final class CopyRequest {

    /** Hears what becomes of each region, once. */
    public interface Result {

        /** A copy was begun, by this call or before; its id is empty where no answer named it. */
        void begun(Region region, Optional<ImageId> copy);

        /** There is an image of the name, which may be another's copy. */
        void found(Region region, CvmImage copy);

        /** There will be no copy. */
        void failed(Region region, ImageSharingException why);
    }

    private final ImageCopies copies;
    private final CvmPort cvm;
    private final CopySearch search;
    private final Function<Region, CvmPort> regions;
    private final Runnable beforeWaiting;
    private final Runnable awaitSource;
    private final Result result;
    private final Deadline deadline;
    private final BusyPause busy;

    /** When each region was last looked at; one in which somebody else may have begun a copy since is not among them. */
    private final Map<Region, Long> lookedAt = new HashMap<>();

    /** What is to be told when no lock is held, because whoever hears it may take long. */
    private final List<Runnable> news = new ArrayList<>();

    /**
     * Prepares the request; sends nothing.
     *
     * @param copies what the service remembers
     * @param cvm the product in the image's region
     * @param search finds copies
     * @param regions the product in any region
     * @param beforeWaiting is run before each wait
     * @param awaitSource waits until the image is NORMAL again, or throws why it is not
     * @param result hears what becomes of each region
     * @param deadline when to give up
     */
    public CopyRequest(
            ImageCopies copies,
            CvmPort cvm,
            CopySearch search,
            Function<Region, CvmPort> regions,
            Runnable beforeWaiting,
            Runnable awaitSource,
            Result result,
            Deadline deadline) {
        this.copies = copies;
        this.cvm = cvm;
        this.search = search;
        this.regions = regions;
        this.beforeWaiting = beforeWaiting;
        this.awaitSource = awaitSource;
        this.result = result;
        this.deadline = deadline;
        this.busy = new BusyPause(cvm.settings().retry());
    }

    /** Notes that regions were looked at, in vain, at a moment, so that they need not be looked at again. */
    public void lookedAt(Set<Region> inVain, long nanos) {
        inVain.forEach(region -> lookedAt.put(region, nanos));
    }

    /** Has the image copied. Ends early when the thread is interrupted. */
    public void run(Set<Region> missing) {
        Deque<Set<Region>> groups = new ArrayDeque<>();
        groups.add(new LinkedHashSet<>(missing));
        while (!groups.isEmpty()) {
            Set<Region> group = groups.remove();
            try {
                new RetryLoop(cvm.settings().retry(), deadline, source())
                        .run(CopyFailure::mayBeSentAgain, () -> send(group));
                tell();
            } catch (ImageSharingException failure) {
                tell();
                failed(group, failure, groups);
                tell();
            }
        }
    }

    private void tell() {
        List<Runnable> now = List.copyOf(news);
        news.clear();
        now.forEach(Runnable::run);
    }

    /** Sends one request for those of a group that have no copy yet; the others leave it. */
    private boolean send(Set<Region> group) {
        TargetLocks.Held held = copies.locks().turn(source()).await(deadline);
        try {
            List<Region> inDoubt = inDoubt(group);
            requireSourceFree(inDoubt);
            inDoubt.forEach(region -> look(region, group));
            if (!group.isEmpty()) {
                Map<Region, ImageId> ids = copied(group);
                group.forEach(region -> begun(region, Optional.ofNullable(ids.get(region))));
            }
            return true;
        } finally {
            held.close();
        }
    }

    private void begun(Region region, Optional<ImageId> copy) {
        copies.recent().asked(wanted(region), copy);
        news.add(() -> result.begun(region, copy));
    }

    private Map<Region, ImageId> copied(Set<Region> group) {
        boolean isNotActedOn = false;
        try {
            Map<Region, ImageId> ids = cvm.copy(search.source(), search.name(), group, deadline);
            isNotActedOn = true; // whoever is told of the copies remembers them
            return ids;
        } catch (ImageSharingException failure) {
            isNotActedOn = !CopyFailure.mayHaveBegun(failure, group.size());
            throw failure;
        } finally {
            if (!isNotActedOn) {
                group.forEach(region -> copies.recent().asked(wanted(region), Optional.empty()));
            }
        }
    }

    /** Takes out of a group whatever copy an answer named; waits until those of the others would be listed. */
    private List<Region> inDoubt(Set<Region> group) {
        for (Region region : List.copyOf(group)) {
            copies.recent()
                    .copy(wanted(region))
                    .filter(copy -> !isSettled(region))
                    .ifPresent(copy -> {
                        group.remove(region);
                        news.add(() -> result.begun(region, Optional.of(copy)));
                    });
        }
        List<Region> inDoubt =
                group.stream().filter(region -> !isSettled(region)).toList();
        Optional<Duration> longest = inDoubt.stream()
                .map(region -> copies.recent().untilListed(wanted(region)))
                .max(Duration::compareTo);
        longest.ifPresent(this::pause);
        return inDoubt;
    }

    /** While the image is busy a copy may not be listed, however long ago it was begun: it is waited for without the lock. */
    private void requireSourceFree(List<Region> inDoubt) {
        boolean isBusy = inDoubt.stream().anyMatch(region -> copies.recent().isAsked(wanted(region)))
                && cvm.describe(List.of(source()), ofRead()).stream()
                        .anyMatch(image -> image.state() == ImageState.SYNCING);
        if (isBusy) {
            throw new ImageNotReadyException(
                    Details.client(source(), source() + " is SYNCING: it may be being copied already", null),
                    ImageState.SYNCING);
        }
    }

    private Deadline ofRead() {
        return deadline.apart().within(cvm.settings().retry().deadline());
    }

    private boolean isSettled(Region region) {
        Long at = lookedAt.get(region);
        return at != null && copies.recent().isSettled(wanted(region), at);
    }

    private void pause(Duration duration) {
        Duration positive = Comparators.max(duration, Duration.ZERO);
        if (!positive.isZero()) {
            beforeWaiting.run();
        }
        if (!deadline.pause(positive)) {
            throw CallInterruptedException.keepingFlag(
                    source(), source() + ": interrupted while waiting to see whether it is being copied", null);
        }
    }

    private void look(Region region, Set<Region> group) {
        long now = deadline.time().nanoTime();
        try {
            Optional<CvmImage> copy = search.in(regions.apply(region), ofRead());
            lookedAt.put(region, now);
            copy.ifPresent(found -> {
                group.remove(region);
                news.add(() -> result.found(region, found));
            });
        } catch (CallInterruptedException e) {
            throw e;
        } catch (ImageSharingException e) { // Nothing is sent to where nothing can be seen.
            group.remove(region);
            // Where only the time is over, what used it up is the reason.
            ImageSharingException why =
                    deadline.isOver() ? deadline.lastFailure().orElse(e) : e;
            news.add(() -> result.failed(region, why));
        }
    }

    private void failed(Set<Region> group, ImageSharingException failure, Deque<Set<Region>> others) {
        CopyFailure kind =
                failure instanceof CallInterruptedException ? CopyFailure.NOT_ACTED_ON : CopyFailure.of(failure);
        switch (kind) {
            case SOURCE_BUSY -> {
                if (awaitSource(group, failure, others)) {
                    others.addFirst(group);
                }
            }
            case ONE_REGION -> {
                if (group.size() > 1) {
                    halves(group).forEach(others::addFirst);
                } else {
                    giveUp(group, failure);
                }
            }
            case IN_DOUBT, NOT_ACTED_ON -> giveUpAll(group, failure, others);
        }
    }

    /** What holds for the whole image, or for every request now, need not be tried for each region. */
    private void giveUpAll(Set<Region> group, ImageSharingException failure, Deque<Set<Region>> others) {
        others.forEach(group::addAll);
        others.clear();
        giveUp(group, failure);
    }

    private boolean awaitSource(Set<Region> group, ImageSharingException failure, Deque<Set<Region>> others) {
        try {
            pause(busy.next());
            if (!deadline.isOver()) {
                awaitSource.run();
                lookedAt.clear(); // What has been copied meanwhile may be what is wanted here.
                return true;
            }
            giveUpAll(group, failure, others);
        } catch (ImageSharingException e) {
            boolean isOnlyLate = e instanceof ImageNotReadyException && failure.detectedBy() == DetectedBy.SERVICE;
            giveUpAll(group, isOnlyLate ? failure : e, others);
        }
        return false;
    }

    private static List<Set<Region>> halves(Set<Region> group) {
        List<Region> all = List.copyOf(group);
        int half = all.size() / 2;
        List<Set<Region>> halves = new ArrayList<>();
        halves.add(new LinkedHashSet<>(all.subList(half, all.size())));
        halves.add(new LinkedHashSet<>(all.subList(0, half)));
        return halves;
    }

    /** What may have been begun is looked for a last time; the rest failed. */
    private void giveUp(Set<Region> group, ImageSharingException failure) {
        if (!(failure instanceof CallInterruptedException)) {
            try {
                inDoubt(group).forEach(region -> look(region, group));
            } catch (CallInterruptedException e) {
                giveUp(group, e);
                return;
            }
        }
        group.forEach(region -> result.failed(region, explained(region, failure)));
    }

    /** The failure with what to do about it. */
    private static ImageSharingException explained(Region region, ImageSharingException failure) {
        String advice = "";
        if (CopyFailure.of(failure) == CopyFailure.IN_DOUBT) {
            advice = ". Whether the copy to " + region
                    + " was begun is not known: run it again, which finds it by its name";
        } else if (failure instanceof UnsupportedRegionException) {
            advice =
                    ". The image cannot be copied to " + region + ": it does not exist, or it lies beyond the border of"
                            + " mainland China, for which the account needs a permission that the cloud's support gives";
        } else if (failure instanceof ImageQuotaExceededException) {
            advice = ". The quota of custom images in " + region + " is full: delete some there, or have it raised";
        } else if (failure instanceof DuplicateImageNameException) {
            advice = ". An image of that name exists in " + region
                    + " and is not listed as a copy: name the copies otherwise";
        }
        return advice.isEmpty() ? failure : failure.with(failure.details().withMessage(failure.getMessage() + advice));
    }

    private Wanted wanted(Region region) {
        return new Wanted(source(), search.name(), region);
    }

    private ImageId source() {
        return search.source().id();
    }
}
