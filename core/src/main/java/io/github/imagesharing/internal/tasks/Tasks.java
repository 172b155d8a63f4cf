package io.github.imagesharing.internal.tasks;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageSharingException.Details;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks side by side on an executor that may be small, busy, closed or the caller's own thread. One rule makes all of
 * them work: who waits for a task that no thread has begun runs it.
 *
 * <p>For the one thread that starts tasks and waits for them; the tasks run on any thread. What is unfinished when it is
 * closed is interrupted.
 */
public final class Tasks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchReport.class);

    /** A call under way ends within a fraction of a second of its interruption; what does not is not waited for. */
    private static final long LONGEST_END_SECONDS = 3;

    /** An idle thread begins a task sooner than this. */
    private static final long BUSY_AFTER_MILLIS = 100;

    private final Executor executor;
    private final Semaphore room;
    private final List<Task<?>> tasks = new ArrayList<>();
    private final List<Task<?>> submitted = new ArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore ended = new Semaphore(0);
    private int helped;
    private boolean executorIsBusy;

    /**
     * Begins without tasks.
     *
     * @param executor runs the tasks
     * @param mostSubmitted how many tasks of {@link #submit} may be unfinished at a time
     */
    public Tasks(Executor executor, int mostSubmitted) {
        this.executor = executor;
        this.room = new Semaphore(mostSubmitted);
    }

    /** Starts a task whose result will be joined; never waits. */
    public <T> Task<T> start(Callable<T> work) {
        Task<T> task = new Task<>(counted(work), () -> {});
        tasks.add(task);
        var unused = execute(task); // whoever joins it runs it, where the executor does not
        return task;
    }

    /** An executor that refuses, by whatever it throws, leaves the task to this thread. */
    private boolean execute(Task<?> task) {
        try {
            executor.execute(task.future);
            return true;
        } catch (Throwable refused) { // A checked exception in disguise is one of them.
            LOG.debug("the executor does not take a task, it runs on the calling thread", refused);
            return false;
        }
    }

    /** Starts one of many tasks as soon as there is room. Where the executor is busy, the caller makes room itself. */
    public void submit(Runnable work) throws InterruptedException {
        while (!room.tryAcquire(executorIsBusy ? 0 : BUSY_AFTER_MILLIS, TimeUnit.MILLISECONDS)) {
            executorIsBusy = runOldest();
        }
        Task<?> task = new Task<>(
                counted(() -> {
                    work.run();
                    return true;
                }),
                room::release);
        tasks.add(task);
        submitted.add(task);
        if (!execute(task)) {
            task.future.run();
        }
    }

    /** Lets so many more be unfinished at a time. May be called on any thread. */
    public void widen(int more) {
        room.release(more);
    }

    /** Runs the oldest task that nobody has begun; false if there is none. Running a task again does nothing. */
    private boolean runOldest() {
        int before = begun.get();
        while (begun.get() == before && helped < tasks.size()) {
            tasks.get(helped++).future.run();
        }
        return begun.get() != before;
    }

    /**
     * Waits until everything submitted is finished; what was started is waited for by who joins it. Runs no task on a thread
     * that was interrupted, for instance while it ran the one before.
     */
    public void finish() throws InterruptedException {
        for (Task<?> task : submitted) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            task.await();
        }
    }

    /** Interrupts what has begun, waits until it has ended, and begins nothing more. */
    public void breakOff() {
        close();
        if (!Uninterruptibles.tryAcquireUninterruptibly(ended, begun.get(), LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("not every call under way has ended {} s after the interruption", LONGEST_END_SECONDS);
        }
    }

    /** Interrupts what has begun and begins nothing more. */
    @Override
    public void close() {
        tasks.forEach(task -> task.future.cancel(true));
    }

    private <T> Callable<T> counted(Callable<T> work) {
        return () -> {
            begun.incrementAndGet();
            try {
                return work.call();
            } finally {
                ended.release();
            }
        };
    }

    /**
     * One task.
     *
     * @param <T> its result
     */
    public static final class Task<T> {

        private final FutureTask<T> future;

        private Task(Callable<T> work, Runnable whenDone) {
            this.future = new FutureTask<>(work) {
                @Override
                protected void done() {
                    whenDone.run();
                }
            };
        }

        /**
         * Waits for the result, or runs the task here if no thread has begun it; throws what it threw. May be called on
         * any thread.
         */
        public T join() {
            try {
                return await();
            } catch (InterruptedException e) {
                throw CallInterruptedException.keepingFlag(null, "interrupted while reading", e);
            } catch (CancellationException brokenOff) {
                throw new CallInterruptedException(
                        Details.client(null, "interrupted while another thread was reading", brokenOff));
            }
        }

        private T await() throws InterruptedException {
            future.run();
            try {
                return future.get();
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNull(e.getCause());
                Throwables.throwIfUnchecked(cause);
                throw new IllegalStateException(cause);
            }
        }
    }
}
