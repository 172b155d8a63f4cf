package io.github.imagesharing.internal;

import com.google.common.collect.Sets;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is known of each image of a batch: not begun, begun, or ended with a report.
 *
 * <p>It answers a batch that ends before its images do. An image that has begun and not ended may have been changed, so it is
 * Unknown; only one that has not begun is certainly as before. Shown by {@code BatchLedgerTest} and {@code BrokenOffTest}.
 *
 * <p>Thread-safe.
 */
final class BatchLedger {

    private final Map<ImageId, Set<AccountId>> asked;

    @GuardedBy("this")
    private final Set<ImageId> begun = new HashSet<>();

    @GuardedBy("this")
    private boolean isBrokenOff;

    @GuardedBy("this")
    private final Map<ImageId, ShareReport> reports = new HashMap<>();

    BatchLedger(Map<ImageId, Set<AccountId>> asked) {
        this.asked = asked;
    }

    /**
     * Makes the change of one image, unless the batch has ended; whatever it throws is in the report, since one image must
     * not end the batch. A report that comes after the end is not heard of any more.
     */
    void run(ImageId imageId, Supplier<ShareReport> change, Consumer<ShareReport> finished) {
        if (begins(imageId)) {
            ShareReport report = reported(imageId, change);
            if (ends(imageId, report)) {
                finished.accept(report);
            }
        }
    }

    private synchronized boolean begins(ImageId imageId) {
        return !isBrokenOff && !reports.containsKey(imageId) && begun.add(imageId);
    }

    private synchronized boolean ends(ImageId imageId, ShareReport report) {
        return reports.putIfAbsent(imageId, report) == null;
    }

    private ShareReport reported(ImageId imageId, Supplier<ShareReport> change) {
        try {
            return change.get();
        } catch (ImageSharingException e) {
            boolean isNamed = e.imageId().isPresent();
            return all(
                    imageId, new Outcome.Failed(isNamed ? e : e.with(e.details().withImage(imageId))));
        } catch (Throwable unforeseen) { // A checked exception in disguise is one of them.
            String message = imageId + ": ended by " + unforeseen;
            return all(
                    imageId,
                    new Outcome.Unknown(new ServiceFailureException(Details.client(imageId, message, unforeseen))));
        }
    }

    /** Lets no image begin any more: a thread that becomes free because its image is broken off would take the next. */
    synchronized void breakOff() {
        isBrokenOff = true;
    }

    /** Ends the batch early: no image begins any more. */
    synchronized void end(String why, Throwable cause) {
        for (ImageId left : Sets.difference(asked.keySet(), reports.keySet()).immutableCopy()) {
            Outcome outcome = begun.contains(left)
                    ? new Outcome.Unknown(stopped(left, "begun and not ended when " + why, cause))
                    : new Outcome.Failed(stopped(left, "not begun, " + why, cause));
            reports.put(left, all(left, outcome));
        }
    }

    private static ImageSharingException stopped(ImageId imageId, String what, Throwable cause) {
        Details details = Details.client(imageId, imageId + ": " + what, cause);
        return cause instanceof InterruptedException
                ? new CallInterruptedException(details)
                : new ServiceFailureException(details);
    }

    private ShareReport all(ImageId imageId, Outcome outcome) {
        Map<AccountId, Outcome> outcomes = new LinkedHashMap<>();
        asked.getOrDefault(imageId, Set.of()).forEach(account -> outcomes.put(account, outcome));
        return new ShareReport(imageId, outcomes, List.of());
    }

    /** The report of every image, in the order asked; an image that never ended must have been ended before. */
    synchronized BatchReport report() {
        Map<ImageId, ShareReport> inOrder = new LinkedHashMap<>();
        asked.keySet().forEach(imageId -> inOrder.put(imageId, Objects.requireNonNull(reports.get(imageId))));
        return new BatchReport(inOrder);
    }
}
