package io.github.imagesharing.internal;

import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.internal.tasks.Tasks;
import io.github.imagesharing.internal.tasks.Tasks.Task;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * What images of a batch read together, once for all of them.
 *
 * <p>It answers a read that fails for a reason that may pass or that is proven only by several failures: one image fails for
 * it, and the next one reads again, so that one request in vain does not cost a hundred images; who comes later fails for
 * no failure of the past. Any other failure is the answer for all of them. Shown by {@code AllAlikeTest}.
 *
 * <p>Thread-safe.
 *
 * @param <T> what is read
 */
final class SharedRead<T> {

    private final Supplier<T> read;
    private final AtomicReference<Task<T>> current;

    private SharedRead(Supplier<T> read, Task<T> first) {
        this.read = read;
        this.current = new AtomicReference<>(first);
    }

    /** Begins to read. */
    static <T> SharedRead<T> start(Tasks tasks, Supplier<T> read) {
        return new SharedRead<>(read, tasks.start(read::get));
    }

    /** Reads when somebody asks. */
    static <T> SharedRead<T> of(Supplier<T> read) {
        return new SharedRead<>(read, Tasks.whenJoined(read::get));
    }

    /** Waits for what is read; who reads again passes the gate of its image first. */
    T await(BatchFailures.ImageGate gate) throws InterruptedException {
        while (true) {
            Task<T> task = Objects.requireNonNull(current.get());
            boolean isOld = task.isDone();
            try {
                return task.join();
            } catch (ImageSharingException failure) {
                if (!BatchFailures.mayConcernAll(failure)) {
                    throw failure;
                }
                boolean isFirst = current.compareAndSet(task, Tasks.whenJoined(read::get));
                if (isFirst && !isOld) {
                    throw failure;
                }
            }
            gate.through(() -> true);
        }
    }
}
