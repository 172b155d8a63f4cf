package io.github.imagesharing.cli.sync;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.cli.console.Screen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * The plan of each image.
 *
 * <p>It answers an image that was deleted, which keeps no other from being brought in line, and a fault that meets every
 * image alike, for which not all of them are asked. Shown by {@code SyncTest}.
 *
 * @param plans the plans of the images that were read
 * @param gone the images that are not there any more, and what the service said
 * @param failed the images that could not be read, and why
 * @param notAsked how many images were not asked for, because so many had failed for the same reason
 */
public record SyncPlan(
        List<SharePlan> plans,
        Map<ImageId, ImageSharingException> gone,
        Map<ImageId, ImageSharingException> failed,
        int notAsked) {

    /** The plan of no image. */
    public static final SyncPlan NONE = new SyncPlan(List.of(), Map.of(), Map.of(), 0);

    /** A read takes one round trip to the cloud, so several in parallel are needed to use the quota of ten a second. */
    private static final int PARALLEL_READS = 8;

    /** After as many failures for one reason, further ones tell nothing, and nothing is going to be changed anyway. */
    private static final int ENOUGH = 16;

    public static SyncPlan make(ImageSharingService sharing, Map<ImageId, Set<AccountId>> desired)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL_READS);
        try {
            Reads reads = new Reads(sharing, new ConcurrentHashMap<>(), new AtomicBoolean());
            Map<ImageId, Future<Optional<SharePlan>>> planning = new LinkedHashMap<>();
            desired.forEach(
                    (image, accounts) -> planning.put(image, threads.submit(() -> reads.plan(image, accounts))));
            return collect(planning);
        } finally {
            threads.shutdownNow();
        }
    }

    private static SyncPlan collect(Map<ImageId, Future<Optional<SharePlan>>> planning)
            throws InterruptedException, ExecutionException {
        List<SharePlan> plans = new ArrayList<>();
        Map<ImageId, ImageSharingException> gone = new LinkedHashMap<>();
        Map<ImageId, ImageSharingException> failed = new LinkedHashMap<>();
        for (Map.Entry<ImageId, Future<Optional<SharePlan>>> one : planning.entrySet()) {
            try {
                one.getValue().get().ifPresent(plans::add);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof ImageSharingException why)) {
                    throw e;
                }
                (why instanceof ImageNotFoundException ? gone : failed).put(one.getKey(), why);
            }
        }
        int notAsked = planning.size() - plans.size() - gone.size() - failed.size();
        return new SyncPlan(plans, gone, failed, notAsked);
    }

    private record Reads(ImageSharingService sharing, Map<String, Integer> failures, AtomicBoolean enough) {

        Optional<SharePlan> plan(ImageId image, Set<AccountId> accounts) {
            if (enough.get()) {
                return Optional.empty();
            }
            try {
                return Optional.of(sharing.plan(image, accounts));
            } catch (ImageSharingException e) {
                boolean counts = !(e instanceof ImageNotFoundException);
                if (counts && failures.merge(Unread.kind(image, e), 1, Integer::sum) >= ENOUGH) {
                    enough.set(true);
                }
                throw e;
            }
        }
    }

    public SyncPlan withoutRemovals() {
        return with(SharePlan::withoutRemovals);
    }

    /** The same where each plan is another. */
    public SyncPlan with(UnaryOperator<SharePlan> restriction) {
        return new SyncPlan(plans.stream().map(restriction).toList(), gone, failed, notAsked);
    }

    /** How many images it is for. */
    public int images() {
        return plans.size() + gone.size() + failed.size() + notAsked;
    }

    /** Says which images are gone or could not be read, and why. */
    public void sayWhatFailed(Screen out) {
        missing().forEach(some -> out.refusal(some.subject(), some.why()));
        if (!gone.isEmpty()) {
            out.say("%s images are gone; the others are not held up by that", gone.size());
        }
        unread().forEach(some -> out.refusal(some.subject(), some.why()));
        if (notAsked > 0) {
            out.say("%s more images were not asked for, because so many failed alike", notAsked);
        }
    }

    /** The plans that change something. */
    public List<SharePlan> changes() {
        return plans.stream().filter(plan -> !plan.isEmpty()).toList();
    }

    public int additions() {
        return plans.stream().mapToInt(plan -> plan.toShare().size()).sum();
    }

    public int removals() {
        return plans.stream().mapToInt(plan -> plan.toUnshare().size()).sum();
    }

    /** Why images could not be read, each reason once. */
    private List<Unread> unread() {
        return Unread.of(failed);
    }

    /** The images that are gone, by what the service said. */
    private List<Unread> missing() {
        return Unread.of(gone);
    }
}
