package io.github.imagesharing.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Breaks off calls whose thread was interrupted or whose time is up. A platform thread that waits for a socket does not
 * hear an interrupt, and OkHttp's own time-out costs more; so one daemon thread looks at the calls under way, and
 * sleeps while there are none.
 */
final class CallWatchdog implements AutoCloseable {

    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(20);

    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::watch, "image-sharing-watch");
    private volatile boolean asleep;
    private volatile boolean closed;

    CallWatchdog() {
        thread.setDaemon(true);
        thread.start();
    }

    void enter(Exchange delivery) {
        underWay.add(delivery);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    void leave(Exchange delivery) {
        underWay.remove(delivery);
    }

    private void watch() {
        while (!closed) {
            if (underWay.isEmpty()) {
                asleep = true;
                if (underWay.isEmpty() && !closed) {
                    LockSupport.park(this);
                }
                asleep = false;
            } else {
                LockSupport.parkNanos(this, GLANCE);
            }
            underWay.forEach(Exchange::cancelIfOver);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
