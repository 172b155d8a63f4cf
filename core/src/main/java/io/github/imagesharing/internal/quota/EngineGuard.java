package io.github.imagesharing.internal.quota;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.github.imagesharing.DistributedQuota;
import io.github.imagesharing.RequestQuota;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the engine of a shared quota on threads of its own, since its client may block for minutes: whoever asks waits
 * for a time-out at most, and not at all in an outage. Thread-safe.
 */
public final class EngineGuard {

    private static final Logger LOG = LoggerFactory.getLogger(DistributedQuota.class);
    private static final Duration TIME_OUT = Duration.ofSeconds(2);

    /** More than all paces ask at a time; an engine that holds so many threads is out. */
    private static final int MOST_THREADS = 64;

    private final Function<Throwable, RequestQuota> standIns;
    private final AtomicReference<@Nullable EngineOutage> outage = new AtomicReference<>();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadFactoryBuilder()
                    .setNameFormat("image-sharing-quota-%d")
                    .setDaemon(true)
                    .build());

    /** Makes it; an outage is stood in for by a new quota made from its cause. */
    public EngineGuard(Function<Throwable, RequestQuota> standIns) {
        this.standIns = standIns;
    }

    /** What a command gives. In an outage it is left out, and from time to time a probe looks whether it is over. */
    <T> T ask(Callable<T> command, Runnable probe) throws InterruptedException, EngineOutage {
        EngineOutage now = outage.get();
        if (now != null) {
            if (now.isProbeDue()) {
                start(() -> probe(now, probe));
            }
            throw now;
        }
        try {
            return threads.submit(command).get(TIME_OUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw begun(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw begun(new TimeoutException("no answer within " + TIME_OUT.toSeconds() + " s"));
        } catch (RejectedExecutionException e) {
            throw begun(e);
        }
    }

    /** Runs a command that nobody waits for and that may be lost. */
    void tell(Runnable command) throws EngineOutage {
        EngineOutage now = outage.get();
        if (now != null) {
            throw now;
        }
        start(command);
    }

    private void start(Runnable command) {
        try {
            threads.execute(() -> {
                try {
                    command.run();
                } catch (RuntimeException e) {
                    LOG.debug("the engine of the shared quota failed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the engine of the shared quota holds all threads", e);
        }
    }

    private EngineOutage begun(Throwable cause) {
        EngineOutage begun = new EngineOutage(cause, standIns.apply(cause));
        EngineOutage before = outage.compareAndExchange(null, begun);
        if (before != null) {
            return before;
        }
        LOG.warn("the engine of the shared quota does not answer, going on with {}", begun.standIn(), cause);
        return begun;
    }

    private void probe(EngineOutage during, Runnable probe) {
        try {
            probe.run();
        } catch (RuntimeException e) {
            during.probeFailed();
            throw e;
        }
        if (outage.compareAndSet(during, null)) {
            LOG.info("the engine of the shared quota answers again");
        }
    }
}
