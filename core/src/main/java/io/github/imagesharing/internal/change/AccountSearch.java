package io.github.imagesharing.internal.change;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.spi.Deadline;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets the images of a batch go at once, and only one at a time search for what the service refuses them all for: a bad
 * account, or how many accounts fit into a request.
 *
 * <p>It answers a bad account among many images, which each of them would find by halving at the same time. One halves; the
 * others, each refused once, wait, look what was found, and send the rest as a group again. Until an image has changed
 * something, ten go at a time, so that no more are refused; one that has sent nothing waits while another searches, unless
 * all of its accounts were tried. After three searches the images have little in common: none waits any more, and each
 * searches for itself. Shown by {@code AccountSearchTest}, {@code OptimisticBatchTest} and
 * {@code IsolationTest}.
 *
 * <p>Thread-safe. The lock of the search is taken while that of the target is held. Who searches needs the lock of no other
 * target, so no two wait for each other. A single call has a search of its own, for which it never waits.
 */
public final class AccountSearch {

    /** A second of the quota, which leaves together. */
    private static final int FIRST = 10;

    /** As good as all, once one has got through. */
    private static final int ALL = 100;

    private static final int MOST_SEARCHES = 3;

    private final BatchAccounts known;
    private final Semaphore room = new Semaphore(FIRST);
    private final ReentrantLock searching = new ReentrantLock();
    private final AtomicInteger searches = new AtomicInteger();

    /** Begins with nothing known. */
    public AccountSearch() {
        this(new BatchAccounts());
    }

    private AccountSearch(BatchAccounts known) {
        this.known = known;
    }

    /** A search that knows what this one has found, now and later, and waits for nobody. */
    public AccountSearch alone() {
        return new AccountSearch(known);
    }

    BatchAccounts known() {
        return known;
    }

    /** Makes a change of those accounts of an image that are not as wanted, as soon as it may begin. */
    public ShareReport admit(
            ImageId imageId, Set<AccountId> changing, Deadline deadline, Supplier<ShareReport> change) {
        if (mayGoAtOnce(changing)) {
            return change.get();
        }
        excused(imageId, deadline, room::acquire);
        int freed = 1;
        try {
            if (searching.isLocked() && !mayGoAtOnce(changing)) {
                excused(imageId, deadline, searching::lockInterruptibly);
                searching.unlock();
            }
            ShareReport report = change.get();
            known.accepted(report.changed());
            freed = report.changed().isEmpty() ? 1 : ALL;
            return report;
        } finally {
            room.release(freed);
        }
    }

    private boolean mayGoAtOnce(Set<AccountId> changing) {
        return searches.get() >= MOST_SEARCHES || known.wereTried(changing);
    }

    /**
     * Whether a refused image has to search now. Waits while another image searches, and asks then whether that has found
     * what this one would search for.
     */
    boolean begins(Shareable target, Deadline deadline, BooleanSupplier isFound) {
        if (searching.isHeldByCurrentThread()) {
            return true;
        }
        if (searches.get() < MOST_SEARCHES) {
            excused(target, deadline, searching::lockInterruptibly);
        }
        boolean begins = !isFound.getAsBoolean();
        boolean isAlone = begins && searches.get() < MOST_SEARCHES;
        if (!isAlone && searching.isHeldByCurrentThread()) {
            searching.unlock();
        }
        return begins;
    }

    /** The change of an image is over, and its search, if there was one. */
    void end() {
        if (searching.isHeldByCurrentThread()) {
            searches.incrementAndGet();
            searching.unlock();
        }
    }

    /** A wait that can be interrupted. */
    private interface Wait {
        void await() throws InterruptedException;
    }

    private static void excused(Shareable target, Deadline deadline, Wait wait) {
        try {
            deadline.excusing(() -> {
                wait.await();
                return true;
            });
        } catch (InterruptedException e) {
            ImageId imageId = target instanceof ImageId id ? id : null;
            throw CallInterruptedException.keepingFlag(
                    imageId, target + ": interrupted while another image of the batch was tried", e);
        }
    }
}
