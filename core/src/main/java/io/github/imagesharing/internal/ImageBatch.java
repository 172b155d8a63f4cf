package io.github.imagesharing.internal;

import com.google.common.collect.Iterables;
import com.google.common.collect.Maps;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchListener;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.LeadImages;
import io.github.imagesharing.internal.facts.Fact;
import io.github.imagesharing.internal.facts.ImageDescriptions;
import io.github.imagesharing.internal.tasks.InFlight;
import io.github.imagesharing.internal.tasks.SideBySide;
import io.github.imagesharing.internal.tasks.SideBySide.Running;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Many images: described a hundred at once, who has access read ahead of the writes, as many in flight as fill the
 * quota at any latency. What goes wrong with one image is in its report.
 */
public final class ImageBatch {

    /** Images a request, as DescribeImages publishes. */
    private static final int PAGE = 100;

    /** Ten requests a second at three seconds of latency, for a read and a write each. */
    private static final int MOST_IN_FLIGHT = 64;

    private final ImageSharing images;
    private final Executor executor;

    /**
     * Makes it.
     *
     * @param images what is done with each image
     * @param executor runs the images that go side by side
     */
    public ImageBatch(ImageSharing images, Executor executor) {
        this.images = images;
        this.executor = executor;
    }

    public BatchReport shareAll(Set<ImageId> all, Set<AccountId> accounts, BatchListener listener) {
        LeadImages scout = new LeadImages();
        return run(Maps.asMap(all, image -> accounts), listener, (beside, page) -> {
            Running<ImageDescriptions> described = beside.start(() -> images.describe(page));
            Running<Fact<AccountId>> own = beside.start(images::own);
            return image -> images.share(image, accounts, described::join, own::join, scout);
        });
    }

    public BatchReport unshareAll(Set<ImageId> all, Set<AccountId> accounts, BatchListener listener) {
        LeadImages scout = new LeadImages();
        return run(
                Maps.asMap(all, image -> accounts),
                listener,
                (beside, page) -> image -> images.unshare(image, accounts, scout));
    }

    /** Each image has one plan; only those that share anything are described. */
    public BatchReport applyAll(Map<ImageId, SharePlan> plans, BatchListener listener) {
        SharePlans carriedOut = new SharePlans(images);
        LeadImages scout = new LeadImages();
        return run(Maps.transformValues(plans, SharePlans::planned), listener, (beside, page) -> {
            List<ImageId> shared = page.stream()
                    .filter(image -> !plan(plans, image).toShare().isEmpty())
                    .toList();
            Running<ImageDescriptions> described = beside.start(() -> images.describe(shared));
            Running<Fact<AccountId>> own = beside.start(images::own);
            return image -> carriedOut.apply(plan(plans, image), described::join, own::join, scout);
        });
    }

    private static SharePlan plan(Map<ImageId, SharePlan> plans, ImageId image) {
        return Objects.requireNonNull(plans.get(image));
    }

    private interface Work {
        ShareReport with(ImageId image);
    }

    private interface Paging {
        Work begin(SideBySide beside, List<ImageId> page);
    }

    /** An interruption ends the batch with a report that is true: what had not begun failed for it. */
    private BatchReport run(Map<ImageId, Set<AccountId>> all, BatchListener listener, Paging paging) {
        ProgressCounter progress = new ProgressCounter(listener, all.size());
        Map<ImageId, ShareReport> reports = new ConcurrentHashMap<>();
        InFlight inFlight = new InFlight(executor, MOST_IN_FLIGHT);
        try (SideBySide beside = new SideBySide(executor)) {
            for (List<ImageId> page : Iterables.partition(all.keySet(), PAGE)) {
                Work work = paging.begin(beside, page);
                for (ImageId image : page) {
                    inFlight.start(() -> {
                        ShareReport report = reported(image, asked(all, image), work);
                        reports.put(image, report);
                        progress.finished(report);
                    });
                }
            }
            inFlight.finish();
        } catch (InterruptedException e) {
            inFlight.breakOff();
            Thread.currentThread().interrupt();
        }
        Map<ImageId, ShareReport> inOrder = new LinkedHashMap<>();
        all.keySet()
                .forEach(image -> inOrder.put(
                        image,
                        reports.computeIfAbsent(
                                image, left -> ImageSharing.failed(left, asked(all, left), notBegun(left)))));
        return new BatchReport(inOrder);
    }

    private static Set<AccountId> asked(Map<ImageId, Set<AccountId>> all, ImageId image) {
        return all.getOrDefault(image, Set.of());
    }

    private static ImageSharingException notBegun(ImageId image) {
        return new CallInterruptedException(
                Details.client(image, image + ": not begun, the batch was interrupted", null));
    }

    private static ShareReport reported(ImageId image, Set<AccountId> accounts, Work work) {
        try {
            return work.with(image);
        } catch (ImageSharingException e) {
            return ImageSharing.failed(image, accounts, e.imageId().isPresent() ? e : e.about(image));
        } catch (RuntimeException e) {
            // One image must not end the batch, whatever a quota or an adapter of the user's own throws.
            return ImageSharing.failed(
                    image, accounts, new ServiceFailureException(Details.client(image, image + ": " + e, e)));
        }
    }
}
