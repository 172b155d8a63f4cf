package io.github.imagesharing.internal.change;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.spi.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one target be changed by one caller of this service at a time.
 *
 * <p>It answers concurrent changes of one image: two that read before either wrote would each undo, or report as its own,
 * what the other did. Who reads before it may write takes its {@link Turn} first, and is told with the lock whether another
 * change has ended since, so that what it read may be old. Shown by {@code TargetLocksTest}, {@code OneAtATimeTest} and
 * {@code SharingTest}. Changes by other machines are not excluded; each change reads who has access first and sends only
 * the difference.
 *
 * <p>Thread-safe. While one of these is held, only the locks of the quota and of the credential are taken.
 */
public final class TargetLocks {

    /** One for each target that somebody is changing, and none for a target that nobody changes. */
    private final LoadingCache<Shareable, Target> targets =
            CacheBuilder.newBuilder().weakValues().build(CacheLoader.from(Target::new));

    /** A target that is being changed, and how many changes have ended. */
    private static final class Target {

        private final ReentrantLock lock = new ReentrantLock();
        private final AtomicLong ended = new AtomicLong();
    }

    /** Begins a turn; what is read from now on is known to be old if another change ends before the lock is had. */
    public Turn turn(Shareable target) {
        Target locked = targets.getUnchecked(target);
        return new Turn(target, locked, locked.ended.get());
    }

    /** One caller's turn at one target. */
    public static final class Turn {

        private final Shareable target;
        private final Target locked;
        private final long ended;

        private Turn(Shareable target, Target locked, long ended) {
            this.target = target;
            this.locked = locked;
            this.ended = ended;
        }

        /** Waits for the lock of the target; the wait does not count where only the work does. */
        public Held await(Deadline deadline) {
            ImageId imageId = target instanceof ImageId id ? id : null;
            try {
                long most = deadline.maxWait().toNanos();
                if (locked.lock.tryLock() || deadline.excusing(() -> locked.lock.tryLock(most, TimeUnit.NANOSECONDS))) {
                    return new Held(locked, locked.ended.get() != ended);
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

        private final Target locked;
        private final boolean isStale;

        private Held(Target locked, boolean isStale) {
            this.locked = locked;
            this.isStale = isStale;
        }

        /** Whether another change has ended since the turn began, so that what was read meanwhile may be old. */
        public boolean isStale() {
            return isStale;
        }

        @Override
        public void close() {
            locked.ended.incrementAndGet();
            locked.lock.unlock();
        }
    }
}
