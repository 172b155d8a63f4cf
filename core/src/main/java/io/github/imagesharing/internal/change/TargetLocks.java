package io.github.imagesharing.internal.change;

import com.google.common.util.concurrent.Striped;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.spi.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one target be changed by one caller of this service at a time.
 *
 * <p>It answers concurrent changes of one image: two that read before either wrote would each undo, or report as its own,
 * what the other did. Shown by {@code OneAtATimeTest} and {@code SharingTest}. Changes by other machines are not excluded;
 * each change reads who has access first and sends only the difference.
 *
 * <p>Thread-safe. While one of these is held, only the locks of the quota and of the credential are taken.
 */
public final class TargetLocks {

    /** As good as one lock for each target, and none for a target that nobody changes. */
    private final Striped<Lock> locks = Striped.lazyWeakLock(Integer.MAX_VALUE);

    /**
     * A lock that is held until it is closed.
     *
     * @param lock the lock
     * @param waited whether another change held it before, so that what was read earlier may be old
     */
    public record Held(Lock lock, boolean waited) implements AutoCloseable {

        @Override
        public void close() {
            lock.unlock();
        }
    }

    /** Waits for the lock of a target; the wait does not count where only the work does. */
    public Held lock(Shareable target, Deadline deadline) {
        Lock lock = locks.get(target);
        if (lock.tryLock()) {
            return new Held(lock, false);
        }
        ImageId imageId = target instanceof ImageId id ? id : null;
        try {
            long most = deadline.maxWait().toNanos();
            if (deadline.excusing(() -> lock.tryLock(most, TimeUnit.NANOSECONDS))) {
                return new Held(lock, true);
            }
        } catch (InterruptedException e) {
            throw CallInterruptedException.keepingFlag(
                    imageId, target + ": interrupted while another change of it ran", e);
        }
        throw tookAllTheTime(target, imageId, deadline);
    }

    private static ImageNotReadyException tookAllTheTime(
            Shareable target, @Nullable ImageId imageId, Deadline deadline) {
        String message = target + ": other changes of it by this service took all the time of this call";
        return new ImageNotReadyException(
                Details.client(imageId, message, deadline.lastFailure().orElse(null)));
    }
}
