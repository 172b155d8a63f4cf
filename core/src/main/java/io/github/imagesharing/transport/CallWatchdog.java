package io.github.imagesharing.transport;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.imagesharing.CloudSettings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels calls whose thread was interrupted or whose time is up.
 *
 * <p>It answers a service or a network that goes silent: a platform thread that waits for a socket does not hear an
 * interrupt, and OkHttp's own time-outs cost a timer for every read. So one daemon thread looks at the calls under way
 * every 20 ms, and waits while there are none. A call ends within a fraction of a second of its deadline or its
 * interruption. Shown by {@code SlowAnswersTest} and {@code InterruptionTest}.
 *
 * <p>Thread-safe.
 */
final class CallWatchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CloudSettings.class);

    private static final long INTERVAL_MILLIS = 20;

    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore wakeUp = new Semaphore(0);
    private final Thread thread = new Thread(this::watch, "image-sharing-watchdog");
    private volatile boolean idle;
    private volatile boolean closed;

    CallWatchdog() {
        thread.setDaemon(true);
        thread.start();
    }

    void enter(Exchange exchange) {
        underWay.add(exchange);
        if (idle) {
            wakeUp.release();
        }
    }

    void leave(Exchange exchange) {
        underWay.remove(exchange);
    }

    private void watch() {
        while (!closed) {
            idle = underWay.isEmpty();
            if (idle
                    && underWay
                            .isEmpty()) { // asked again: a call may have entered before it could see that this is idle
                wakeUp.acquireUninterruptibly();
                wakeUp.drainPermits();
            } else {
                var unused = Uninterruptibles.tryAcquireUninterruptibly(wakeUp, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
            }
            underWay.forEach(CallWatchdog::cancelIfOver);
        }
    }

    /** What goes wrong with one call must not end the watch over all others. */
    private static void cancelIfOver(Exchange exchange) {
        try {
            exchange.cancelIfOver();
        } catch (Throwable thrown) {
            LOG.warn("a call could not be looked at or cancelled", thrown);
        }
    }

    @Override
    public void close() {
        closed = true;
        wakeUp.release();
    }
}
