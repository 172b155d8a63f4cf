package io.github.imagesharing.internal.tasks;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageSharingException.Details;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/** Runs some work beside the caller's own; what is unfinished when it is closed is broken off. */
public final class SideBySide implements AutoCloseable {

    private final Executor executor;
    private final List<FutureTask<?>> tasks = new ArrayList<>();

    public SideBySide(Executor executor) {
        this.executor = executor;
    }

    public <T> Running<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        tasks.add(task);
        try {
            executor.execute(task);
        } catch (RejectedExecutionException full) {
            return new Running<>(task); // whoever joins it does it
        }
        return new Running<>(task);
    }

    @Override
    public void close() {
        tasks.forEach(task -> task.cancel(true));
    }

    /** One piece of work. */
    public record Running<T>(FutureTask<T> task) {

        /** Waits for it, or does it here if no thread has begun (a closed executor drops it); throws what it threw. */
        public T join() {
            task.run();
            try {
                return task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CallInterruptedException(Details.client(null, "interrupted while reading", e));
            } catch (CancellationException brokenOff) {
                throw new CallInterruptedException(
                        Details.client(null, "interrupted while another thread was reading", brokenOff));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException unchecked) {
                    throw unchecked;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
