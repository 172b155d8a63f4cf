package io.github.imagesharing.examples.benchmark;

import java.util.ArrayList;
import java.util.List;

/** Threads that spin, so that all others get the processor late. */
public final class BusyMachine implements AutoCloseable {

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** Begins with so many threads. */
    public BusyMachine(int spinning) {
        for (int i = 0; i < spinning; i++) {
            Thread thread = new Thread(this::spin, "busy");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private void spin() {
        while (!over) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
