package io.github.imagesharing.internal;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.spi.Deadline;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets the first image of a batch go ahead alone, so that a bad account or a request that is too large is found once and
 * not by every image at the same time. It costs one wait for a write. An image that finds out nothing, since it may not
 * be shared at all, lets another go ahead. Thread-safe.
 */
final class Scout {

    /** Where image after image finds out nothing, it is not for the accounts. */
    private static final int MOST_IN_VAIN = 3;

    private final ReentrantLock ahead = new ReentrantLock();
    private final Map<AccountId, ImageSharingException> refused = new ConcurrentHashMap<>();
    private final AtomicInteger inVain = new AtomicInteger();
    private volatile boolean back;

    /** Remembers an account that the service refused for itself, whatever the image. */
    void refused(AccountId account, ImageSharingException why) {
        refused.putIfAbsent(account, why);
    }

    /** Why an account was refused before. */
    Optional<ImageSharingException> refusal(AccountId account) {
        return Optional.ofNullable(refused.get(account));
    }

    ShareReport orFollow(Deadline deadline, Supplier<ShareReport> change) {
        if (back) {
            return change.get();
        }
        long asked = System.nanoTime();
        try {
            ahead.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(
                    Details.client(null, "interrupted while the first image of the batch went ahead", e));
        }
        deadline.waited(System.nanoTime() - asked);
        if (back) {
            ahead.unlock();
            return change.get();
        }
        try {
            int known = refused.size();
            ShareReport report = change.get();
            boolean foundOut = !report.changed().isEmpty() || refused.size() > known;
            back = foundOut || inVain.incrementAndGet() == MOST_IN_VAIN;
            return report;
        } finally {
            ahead.unlock();
        }
    }
}
