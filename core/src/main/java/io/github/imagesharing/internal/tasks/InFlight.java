package io.github.imagesharing.internal.tasks;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs many pieces of work, no more than so many at once, on an executor that may be small, busy or even the caller's
 * own: a piece that nobody begins is done by the caller.
 */
public final class InFlight {

    private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

    /** A call under way hears an interruption within a fraction of a second. */
    private static final long MOST_FAREWELL = 10;

    /** An idle thread takes what it is given sooner. */
    private static final long PATIENCE_MILLIS = 100;

    private final Executor executor;
    private final Semaphore free;
    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore ended = new Semaphore(0);
    private final List<FutureTask<?>> tasks = new ArrayList<>();
    private int helped;
    private boolean isSlow;

    public InFlight(Executor executor, int most) {
        this.executor = executor;
        this.free = new Semaphore(most);
    }

    /** Begins a piece of work as soon as there is room. */
    public void start(Runnable work) throws InterruptedException {
        while (!free.tryAcquire(isSlow ? 0 : PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            isSlow = helpOut();
        }
        FutureTask<?> task = new FutureTask<>(() -> counted(work), null) {
            @Override
            protected void done() {
                free.release();
            }
        };
        tasks.add(task);
        try {
            executor.execute(task);
        } catch (RejectedExecutionException full) {
            task.run();
        }
    }

    /** Does the oldest piece that nobody has begun; false if there is none. Running one again does nothing. */
    private boolean helpOut() {
        int before = begun.get();
        while (begun.get() == before && helped < tasks.size()) {
            tasks.get(helped++).run();
        }
        return begun.get() != before;
    }

    /** Waits until everything is done. */
    public void finish() throws InterruptedException {
        for (FutureTask<?> task : tasks) {
            task.run();
            try {
                task.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Interrupts what has begun, waits until it has ended, and begins nothing more. */
    public void breakOff() {
        tasks.forEach(task -> task.cancel(true));
        if (!Uninterruptibles.tryAcquireUninterruptibly(ended, begun.get(), MOST_FAREWELL, TimeUnit.SECONDS)) {
            LOG.warn("not everything in flight has ended {} s after the interruption", MOST_FAREWELL);
        }
    }

    private void counted(Runnable work) {
        begun.incrementAndGet();
        try {
            work.run();
        } finally {
            ended.release();
        }
    }
}
