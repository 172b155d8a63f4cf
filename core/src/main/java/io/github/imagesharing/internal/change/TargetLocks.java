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
import java.util.function.Function;
import java.util.function.Supplier;

/** Lets one target be changed by one caller of this service at a time. Thread-safe. */
public final class TargetLocks {

    /** As good as one lock for each target, and none for a target that nobody changes. */
    private final Striped<Lock> locks = Striped.lazyWeakLock(Integer.MAX_VALUE);

    /** Makes a change that is told whether it had to wait, for then what was read before may be old. */
    public <T> T inTurn(Shareable target, Deadline deadline, Function<Boolean, T> change) {
        ImageId image = target instanceof ImageId id ? id : null;
        Lock lock = locks.get(target);
        if (lock.tryLock()) {
            return holding(lock, () -> change.apply(false));
        }
        long asked = System.nanoTime();
        try {
            if (!lock.tryLock(deadline.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ImageNotReadyException(Details.client(
                        image, target + ": other changes of it by this service took all the time of this call", null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(
                    Details.client(image, target + ": interrupted while another change of it ran", e));
        }
        deadline.waited(System.nanoTime() - asked);
        return holding(lock, () -> change.apply(true));
    }

    private static <T> T holding(Lock lock, Supplier<T> change) {
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }
}
