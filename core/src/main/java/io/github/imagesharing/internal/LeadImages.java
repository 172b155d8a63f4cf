package io.github.imagesharing.internal;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.BatchAccounts;
import io.github.imagesharing.spi.Deadline;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets the first images of a batch be changed one after the other, so that a bad account, or a request that is too large, is
 * found once and not by every image at the same time. It costs the wait for one write. An image with an account that nobody
 * has tried yet goes alone too; but after three, all images go. Thread-safe.
 */
final class LeadImages {

    private static final int MOST_ALONE = 3;

    private final BatchAccounts accounts;
    private final ReentrantLock alone = new ReentrantLock();
    private final AtomicInteger wentAlone = new AtomicInteger();

    LeadImages(BatchAccounts accounts) {
        this.accounts = accounts;
    }

    BatchAccounts accounts() {
        return accounts;
    }

    /** Makes a change of those accounts that are not as wanted, alone or, where all of them were tried, at once. */
    ShareReport admit(ImageId imageId, Set<AccountId> changing, Deadline deadline, Supplier<ShareReport> change) {
        if (mayGoAtOnce(changing)) {
            return change.get();
        }
        lock(imageId, deadline);
        if (mayGoAtOnce(changing)) {
            alone.unlock();
            return change.get();
        }
        try {
            ShareReport report = change.get();
            accounts.accepted(report.changed());
            return report;
        } finally {
            wentAlone.incrementAndGet();
            alone.unlock();
        }
    }

    private void lock(ImageId imageId, Deadline deadline) {
        try {
            deadline.excusing(() -> {
                alone.lockInterruptibly();
                return true;
            });
        } catch (InterruptedException e) {
            throw CallInterruptedException.keepingFlag(
                    imageId, imageId + ": interrupted before anything of it was changed", e);
        }
    }

    private boolean mayGoAtOnce(Set<AccountId> changing) {
        return wentAlone.get() >= MOST_ALONE || accounts.wereTried(changing);
    }
}
