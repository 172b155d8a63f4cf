package io.github.imagesharing.internal.change;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one target be changed by one caller of this service at a time.
 *
 * <p>It answers concurrent changes of one image: two that read before either wrote would each undo, or report as its own,
 * what the other did. Who reads before it may write takes its {@link Turn} first, and is told with the lock what others have
 * written meanwhile: what it read is carried forward in memory, and fifty threads that change one image read it once each.
 * Where a write may have been applied, or more were made than are remembered, it is read again. Shown by
 * {@code TargetLocksTest}, {@code OneAtATimeTest} and {@code ManyThreadsTest}. Changes by other machines are not excluded;
 * each change reads who has access first and sends only the difference.
 *
 * <p>Thread-safe. While one of these is held, only the locks of the quota and of the credential are taken.
 */
public final class TargetLocks {

    /** One for each target that somebody is changing, and none for a target that nobody changes. */
    private final LoadingCache<Shareable, Target> targets =
            CacheBuilder.newBuilder().weakValues().build(CacheLoader.from(Target::new));

    /**
     * One write.
     *
     * @param permission what it did
     * @param accounts to whom; empty where that is not certain
     * @param begun how many turns had begun when it was sent
     */
    private record Write(Permission permission, Set<AccountId> accounts, long begun) {}

    /** A target that is being changed, and what was written to it. */
    private static final class Target {

        /** A turn that is further behind reads again. */
        private static final int MOST_WRITES = 64;

        private final ReentrantLock lock = new ReentrantLock();
        private final AtomicLong begun = new AtomicLong();

        /** How many writes the changes that have ended made. */
        private final AtomicLong ended = new AtomicLong();

        /** The last of those, and the writes of the change under way: both for the holder of the lock. */
        private final Deque<Write> last = new ArrayDeque<>();

        private final List<Write> underWay = new ArrayList<>();

        void end() {
            last.addAll(underWay);
            ended.addAndGet(underWay.size());
            underWay.clear();
            while (last.size() > MOST_WRITES) {
                last.remove();
            }
        }
    }

    /** Begins a turn; what is read from now on can be carried over the changes that end before the lock is had. */
    public Turn turn(Shareable target) {
        Target locked = targets.getUnchecked(target);
        return new Turn(target, locked, locked.ended.get(), locked.begun.incrementAndGet());
    }

    /** Makes a write to a target whose lock is held, and notes it for the turns that have begun. */
    <T> T noting(Shareable target, Permission permission, Set<AccountId> accounts, Supplier<T> write) {
        Target locked = targets.getUnchecked(target);
        long begun = locked.begun.get();
        Set<AccountId> written = ImmutableSet.copyOf(accounts);
        boolean hasChangedNothing = false;
        Set<AccountId> certain = Set.of();
        try {
            T done = write.get();
            certain = written;
            return done;
        } catch (ImageSharingException failure) {
            hasChangedNothing = !FailureScope.of(failure).mayHaveChanged(written.size());
            throw failure;
        } finally {
            if (!hasChangedNothing) {
                locked.underWay.add(new Write(permission, certain, begun));
            }
        }
    }

    /** One caller's turn at one target. */
    public static final class Turn {

        private final Shareable target;
        private final Target locked;
        private final long ended;
        private final long number;

        private Turn(Shareable target, Target locked, long ended, long number) {
            this.target = target;
            this.locked = locked;
            this.ended = ended;
            this.number = number;
        }

        /** Waits for the lock of the target; the wait does not count where only the work does. */
        public Held await(Deadline deadline) {
            ImageId imageId = target instanceof ImageId id ? id : null;
            try {
                long most = deadline.maxWait().toNanos();
                if (locked.lock.tryLock() || deadline.excusing(() -> locked.lock.tryLock(most, TimeUnit.NANOSECONDS))) {
                    return new Held(this);
                }
            } catch (InterruptedException e) {
                throw CallInterruptedException.keepingFlag(
                        imageId, target + ": interrupted while another change of it ran", e);
            }
            throw tookAllTheTime(imageId, deadline);
        }

        private ImageNotReadyException tookAllTheTime(@Nullable ImageId imageId, Deadline deadline) {
            String message = target + ": other changes of it by this service took all the time of this call";
            return new ImageNotReadyException(
                    Details.client(imageId, message, deadline.lastFailure().orElse(null)));
        }
    }

    /** A lock that is held until it is closed. */
    public static final class Held implements AutoCloseable {

        private final Turn turn;

        private Held(Turn turn) {
            this.turn = turn;
        }

        /**
         * What was read since the turn began, after the writes of the changes that have ended since; empty where it has to
         * be read again. A write that was sent before the turn began may be older than the read, and another machine may
         * have undone it between the two, so the read must show it.
         */
        public Optional<AccessView> carried(AccessView read) {
            Deque<Write> last = turn.locked.last;
            long writes = turn.locked.ended.get() - turn.ended;
            if (writes > last.size()) {
                return Optional.empty();
            }
            AccessView now = read;
            for (Write write : Iterables.skip(last, last.size() - (int) writes)) {
                AccessView next = now.after(write.permission(), write.accounts());
                boolean mayBeOlder = write.begun() < turn.number;
                if (write.accounts().isEmpty() || (mayBeOlder && !next.equals(now))) {
                    return Optional.empty();
                }
                now = next;
            }
            return Optional.of(now);
        }

        @Override
        public void close() {
            turn.locked.end();
            turn.locked.lock.unlock();
        }
    }
}
