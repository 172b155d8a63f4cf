package io.github.imagesharing.internal;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.spi.Deadline;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets the first image of a batch go ahead alone, so that a bad account or a request that is too large is found once and
 * not by every image at the same time. It costs one wait for a write. Thread-safe.
 */
final class Scout {

    private static final int FEW = 8;

    private final ReentrantLock ahead = new ReentrantLock();
    private final Map<AccountId, ImageSharingException> refused = new ConcurrentHashMap<>();
    private volatile boolean back;

    /** For a batch: few accounts are searched through sooner than the first image is back. */
    static Scout ahead(int accounts) {
        Scout scout = new Scout();
        scout.back = accounts <= FEW;
        return scout;
    }

    /** Remembers an account that the service refused for itself, whatever the image. */
    void refused(AccountId account, ImageSharingException why) {
        refused.putIfAbsent(account, why);
    }

    /** Why an account was refused before. */
    Optional<ImageSharingException> refusal(AccountId account) {
        return Optional.ofNullable(refused.get(account));
    }

    <T> T orFollow(Deadline deadline, Supplier<T> change) {
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
            return change.get();
        } finally {
            back = true;
            ahead.unlock();
        }
    }
}
