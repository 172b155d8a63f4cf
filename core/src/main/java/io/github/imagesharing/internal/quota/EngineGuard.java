package io.github.imagesharing.internal.quota;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the engine of a distributed quota on threads of its own and says what came of it.
 *
 * <p>It answers an engine that fails or hangs: its client may block for minutes, and a service that waits for it would
 * stop. Whoever asks waits 2 s at most, and not at all during an outage: then a quota of this machine alone stands in, and
 * every second one thread probes whether the engine answers again. That the outage lasts is said again once a minute, and
 * that it will not end by itself as an error. Shown by {@code EngineOutageTest} and {@code EngineGuardTest}.
 *
 * <p>Thread-safe. Nothing is locked: the outage is one atomic reference.
 */
public final class EngineGuard {

    /** What came of a question. */
    sealed interface Answer<T> {

        /** The engine's answer. */
        record Given<T>(T value) implements Answer<T> {}

        /** The engine does not answer; another quota stands in for it. */
        record NoEngine<T>(RequestQuota standIn) implements Answer<T> {}
    }

    /** The category is the public class, named as text so that nothing here depends on what is made of it. */
    private static final Logger LOG = LoggerFactory.getLogger("io.github.imagesharing.DistributedQuota");

    private static final Duration TIME_OUT = Duration.ofSeconds(2);

    /** More than all limiters ask at a time; an engine that holds so many threads does not answer. */
    private static final int MOST_THREADS = 64;

    private final Function<Throwable, RequestQuota> standIns;
    private final TimeSource time;
    private final AtomicReference<@Nullable EngineOutage> outage = new AtomicReference<>();
    private final AtomicLong permitsWithoutEngine = new AtomicLong();
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

    /**
     * Makes it; asks nothing.
     *
     * @param standIns makes the quota that stands in during one outage, from its cause
     * @param time where time comes from
     */
    public EngineGuard(Function<Throwable, RequestQuota> standIns, TimeSource time) {
        this.standIns = standIns;
        this.time = time;
    }

    /** Runs a command of the engine. During an outage it is left out, and now and then the probe is run instead. */
    <T> Answer<T> ask(Callable<T> command, Runnable probe) throws InterruptedException {
        EngineOutage current = outage.get();
        if (current != null) {
            Answer<T> standIn = withoutEngine(current);
            if (current.isProbeDue()) {
                start(() -> probe(current, probe), current::probeFailed);
            }
            if (current.isNoticeDue()) {
                sayThatItLasts(current);
            }
            return standIn;
        }
        try {
            return new Answer.Given<>(threads.submit(command).get(TIME_OUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return withoutEngine(outageBy(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            return withoutEngine(outageBy(new TimeoutException("no answer within " + TIME_OUT.toSeconds() + " s")));
        } catch (RejectedExecutionException | OutOfMemoryError e) { // The error says that no thread can be made.
            return withoutEngine(outageBy(e));
        }
    }

    private <T> Answer<T> withoutEngine(EngineOutage current) {
        current.counts();
        permitsWithoutEngine.incrementAndGet();
        return new Answer.NoEngine<>(current.standIn());
    }

    /** How many permits were asked of a quota that stood in, in all outages. */
    public long permitsWithoutEngine() {
        return permitsWithoutEngine.get();
    }

    /** Whether there is no outage, by what was heard of the engine last. */
    public boolean isReachable() {
        return outage.get() == null;
    }

    /** Runs a command that nobody waits for and that may be lost; false in an outage, when it is left out. */
    boolean tell(Runnable command) {
        boolean isThere = isReachable();
        if (isThere) {
            start(command, failure -> {});
        }
        return isThere;
    }

    /** Runs a command; whatever goes wrong, also an error of the engine's client or that no thread is free, is only told. */
    private void start(Runnable command, Consumer<Throwable> failed) {
        try {
            threads.execute(() -> {
                try {
                    command.run();
                } catch (Throwable e) {
                    failed.accept(e);
                    LOG.debug("the engine of the distributed quota failed", e);
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) { // The error says that no thread can be made.
            failed.accept(e);
            LOG.debug("the engine of the distributed quota holds all threads", e);
        }
    }

    private EngineOutage outageBy(Throwable cause) {
        EngineOutage begun = new EngineOutage(standIns.apply(cause), cause, time);
        EngineOutage before = outage.compareAndExchange(null, begun);
        if (before != null) {
            return before;
        }
        say(begun, "the engine of the distributed quota {}, going on with {}", begun.fault(), begun.standIn(), cause);
        return begun;
    }

    /** Not by the logger's newer ways: an application may bring an older logger. */
    private static void say(EngineOutage outage, String message, Object... what) {
        if (outage.fault().isMisconfigured()) {
            LOG.error(message, what);
        } else {
            LOG.warn(message, what);
        }
    }

    private static void sayThatItLasts(EngineOutage outage) {
        say(
                outage,
                "the engine of the distributed quota {}, for {} s now; {} permits were asked of this machine alone,"
                        + " going on with {}",
                outage.fault(),
                outage.lasted().toSeconds(),
                outage.permits(),
                outage.standIn());
    }

    private void probe(EngineOutage during, Runnable probe) {
        probe.run();
        if (outage.compareAndSet(during, null)) {
            LOG.info(
                    "the engine of the distributed quota answers again, after {} s and {} permits of this machine alone",
                    during.lasted().toSeconds(),
                    during.permits());
        }
    }
}
