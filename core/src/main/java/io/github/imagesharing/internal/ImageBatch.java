package io.github.imagesharing.internal;

import com.google.common.collect.Iterables;
import com.google.common.collect.Maps;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchListener;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.DistributedQuota;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.AccountSearch;
import io.github.imagesharing.internal.tasks.Tasks;
import io.github.imagesharing.spi.Deadline;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes many images: described a hundred at once, who has access read ahead of the writes, as many under way as fill the
 * quota at any latency. What goes wrong with one image is in its report. Thread-safe.
 */
public final class ImageBatch {

    private static final Logger LOG = LoggerFactory.getLogger(BatchReport.class);

    /** As many as one request describes. */
    private static final int PAGE = 100;

    /** Ten requests a second at three seconds of latency, for a read and a write each. */
    private static final int MOST_UNDER_WAY = 64;

    /** Until the service has answered once: a second of the quota, which is all that is sent in vain if it never does. */
    private static final int FIRST_UNDER_WAY = 10;

    private final ImageSharing images;
    private final SharePlans plans;
    private final Executor executor;

    /**
     * Makes it; sends nothing.
     *
     * @param images what is done with each image
     * @param executor runs the images that go side by side
     */
    public ImageBatch(ImageSharing images, Executor executor) {
        this.images = images;
        this.plans = new SharePlans(images);
        this.executor = executor;
    }

    /** Shares all images with the same accounts. */
    public BatchReport shareAll(Set<ImageId> all, Set<AccountId> accounts, BatchListener listener) {
        return run(Maps.asMap(all, imageId -> accounts), listener, new Work() {
            @Override
            public Collection<ImageId> toDescribe(List<ImageId> page) {
                return page;
            }

            @Override
            public ShareReport change(ImageId imageId, CallScope scope) {
                return images.share(imageId, accounts, scope);
            }
        });
    }

    /** Takes access to all images from the same accounts; none of them needs to be described. */
    public BatchReport unshareAll(Set<ImageId> all, Set<AccountId> accounts, BatchListener listener) {
        return run(Maps.asMap(all, imageId -> accounts), listener, new Work() {
            @Override
            public Collection<ImageId> toDescribe(List<ImageId> page) {
                return List.of();
            }

            @Override
            public ShareReport change(ImageId imageId, CallScope scope) {
                return images.unshare(imageId, accounts, scope);
            }
        });
    }

    /** Carries out one plan for each image; only images that are shared with anybody are described. */
    public BatchReport applyAll(Map<ImageId, SharePlan> all, BatchListener listener) {
        return run(Maps.transformValues(all, SharePlan::accounts), listener, new Work() {
            @Override
            public Collection<ImageId> toDescribe(List<ImageId> page) {
                return page.stream()
                        .filter(imageId -> !plan(all, imageId).toShare().isEmpty())
                        .toList();
            }

            @Override
            public ShareReport change(ImageId imageId, CallScope scope) {
                return plans.apply(plan(all, imageId), scope);
            }
        });
    }

    private static SharePlan plan(Map<ImageId, SharePlan> plans, ImageId imageId) {
        return Objects.requireNonNull(plans.get(imageId));
    }

    /** What a batch does. */
    private interface Work {

        /** The images of a page whose description is needed. */
        Collection<ImageId> toDescribe(List<ImageId> page);

        /** Changes one image. */
        ShareReport change(ImageId imageId, CallScope scope);
    }

    /** Whatever ends the batch early, its report is true: what had not begun failed for it, what had not ended is unknown. */
    private BatchReport run(Map<ImageId, Set<AccountId>> all, BatchListener listener, Work work) {
        return new Run(all, listener, work).run();
    }

    /** One batch, on one thread; its images on any. */
    private final class Run {

        private final Map<ImageId, Set<AccountId>> all;
        private final Work work;
        private final ProgressCounter progress;
        private final BatchLedger ledger;
        private final BatchFailures failures = new BatchFailures();
        private final AccountSearch search = new AccountSearch();

        Run(Map<ImageId, Set<AccountId>> all, BatchListener listener, Work work) {
            this.all = all;
            this.work = work;
            this.progress = new ProgressCounter(listener, all.size(), images.time());
            this.ledger = new BatchLedger(all);
        }

        /** Whoever reads the log of a batch that took ten times as long must not look for the reason elsewhere. */
        BatchReport run() {
            if (!(images.quota() instanceof DistributedQuota shared)) {
                return changeAll();
            }
            long before = shared.permitsWithoutEngine();
            BatchReport report = changeAll();
            long alone = shared.permitsWithoutEngine() - before;
            if (alone > 0) {
                LOG.warn(
                        "while this batch ran, {} permits were asked of this machine alone, at its part of the rates:"
                                + " the engine of the distributed quota did not give them",
                        alone);
            }
            return report;
        }

        private BatchReport changeAll() {
            try (Tasks tasks = new Tasks(executor, FIRST_UNDER_WAY)) {
                failures.whenAnswered(() -> tasks.widen(MOST_UNDER_WAY - FIRST_UNDER_WAY));
                try {
                    for (List<ImageId> ids : Iterables.partition(all.keySet(), PAGE)) {
                        BatchCall.Page page = page(tasks, work.toDescribe(ids));
                        for (ImageId imageId : ids) {
                            tasks.submit(() -> ledger.run(imageId, () -> change(imageId, page), progress::finished));
                        }
                    }
                    tasks.finish();
                } catch (InterruptedException e) {
                    breakOff(tasks, "the batch was interrupted", e);
                    Thread.currentThread().interrupt();
                } catch (Throwable unforeseen) { // A checked exception in disguise is one of them.
                    breakOff(tasks, "the batch was broken off by " + unforeseen, unforeseen);
                }
            }
            return ledger.report();
        }

        private void breakOff(Tasks tasks, String why, Throwable cause) {
            ledger.breakOff();
            tasks.breakOff();
            ledger.end(why, cause);
        }

        private ShareReport change(ImageId imageId, BatchCall.Page page) {
            return failures.run(imageId, () -> work.change(imageId, new BatchCall(images, page, search, failures)));
        }

        /** Begins to read what the images of a page share, where any of them needs it. */
        private BatchCall.Page page(Tasks tasks, Collection<ImageId> toDescribe) {
            return toDescribe.isEmpty() || failures.ending().reason().isPresent()
                    ? BatchCall.Page.NOT_NEEDED
                    : new BatchCall.Page(
                            tasks.start(() -> images.facts().describe(toDescribe, deadline()))::join,
                            tasks.start(() -> images.facts().ownAccount(deadline()))::join);
        }

        private Deadline deadline() {
            return images.workDeadline(failures.ending());
        }
    }
}
