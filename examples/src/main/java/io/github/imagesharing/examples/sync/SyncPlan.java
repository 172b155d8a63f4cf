package io.github.imagesharing.examples.sync;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.SharePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The plan of each image, and for the images that could not be read the reason. */
public record SyncPlan(List<SharePlan> plans, Map<ImageId, ImageSharingException> failed) {

    /** A read takes one round trip to the cloud, so several in parallel are needed to use the quota of ten a second. */
    private static final int PARALLEL_READS = 8;

    public static SyncPlan make(ImageSharingService sharing, Map<ImageId, Set<AccountId>> desired)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL_READS);
        try {
            Map<ImageId, Future<SharePlan>> planning = new LinkedHashMap<>();
            desired.forEach(
                    (image, accounts) -> planning.put(image, threads.submit(() -> sharing.plan(image, accounts))));
            SyncPlan made = new SyncPlan(new ArrayList<>(), new LinkedHashMap<>());
            for (Map.Entry<ImageId, Future<SharePlan>> one : planning.entrySet()) {
                try {
                    made.plans.add(one.getValue().get());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof ImageSharingException why)) {
                        throw e;
                    }
                    made.failed.put(one.getKey(), why);
                }
            }
            return made;
        } finally {
            threads.shutdownNow();
        }
    }

    public SyncPlan withoutRemovals() {
        return new SyncPlan(plans.stream().map(SharePlan::withoutRemovals).toList(), failed);
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
}
