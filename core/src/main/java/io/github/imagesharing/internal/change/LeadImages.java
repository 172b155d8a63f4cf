package io.github.imagesharing.internal.change;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.spi.Deadline;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets the first image of a batch go ahead alone, so that a bad account or a request that is too large is found once and
 * not by every image at the same time. It costs one wait for a write. An image with an account that nobody has tried yet
 * goes ahead too; but where image after image has one, all go. Thread-safe.
 */
public final class LeadImages {

    private static final int MOST_AHEAD = 3;

    private final ReentrantLock ahead = new ReentrantLock();
    private final Map<AccountId, ImageSharingException> refused = new ConcurrentHashMap<>();
    private final Set<AccountId> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger wentAhead = new AtomicInteger();

    /** Remembers an account that the service refused for itself, whatever the image. */
    void refused(AccountId account, ImageSharingException why) {
        refused.putIfAbsent(account, why);
    }

    /** Why an account was refused before. */
    Optional<ImageSharingException> refusal(AccountId account) {
        return Optional.ofNullable(refused.get(account));
    }

    /** Makes a change of some accounts, those that are not as wanted, as soon as there is nothing to find out any more. */
    public ShareReport orFollow(
            ImageId image, Set<AccountId> changing, Deadline deadline, Supplier<ShareReport> change) {
        if (mayFollow(changing)) {
            return change.get();
        }
        long asked = System.nanoTime();
        try {
            ahead.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(
                    Details.client(image, image + ": interrupted before anything of it was changed", e));
        }
        deadline.waited(System.nanoTime() - asked);
        if (mayFollow(changing)) {
            ahead.unlock();
            return change.get();
        }
        try {
            ShareReport report = change.get();
            accepted.addAll(report.changed());
            return report;
        } finally {
            wentAhead.incrementAndGet();
            ahead.unlock();
        }
    }

    private boolean mayFollow(Set<AccountId> changing) {
        return wentAhead.get() >= MOST_AHEAD
                || changing.stream().allMatch(account -> accepted.contains(account) || refused.containsKey(account));
    }
}
