package io.github.imagesharing.examples;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** How much too late a thread wakes that does nothing but sleep: what the machine does to all its threads. */
final class Lateness implements AutoCloseable {

    private static final long NAP = Duration.ofMillis(20).toNanos();

    private final List<Long> nanos = new CopyOnWriteArrayList<>();
    private final Thread sleeper = new Thread(this::sleep, "sleeper");
    private volatile boolean over;

    Lateness() {
        sleeper.setDaemon(true);
        sleeper.start();
    }

    private void sleep() {
        while (!over) {
            long due = System.nanoTime() + NAP;
            LockSupport.parkNanos(NAP);
            nanos.add(System.nanoTime() - due);
        }
    }

    /** So late or later in one nap of twenty. */
    Duration inOneOfTwenty() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : Duration.ofNanos(sorted.get(sorted.size() * 19 / 20));
    }

    @Override
    public void close() {
        over = true;
    }
}
