package io.github.imagesharing.engines.benchmark;

/** Threads that spin, so that all others get the processor late. */
public final class BusyMachine {

    private volatile boolean over;

    /** Makes it busy with so many threads. */
    public void begin(int spinning) {
        for (int i = 0; i < spinning; i++) {
            Thread thread = new Thread(this::spin, "busy");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void spin() {
        while (!over) {
            Thread.onSpinWait();
        }
    }

    /** They end by themselves a moment later. */
    public void end() {
        over = true;
    }
}
