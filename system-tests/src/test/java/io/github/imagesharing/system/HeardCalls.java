package io.github.imagesharing.system;

import io.github.imagesharing.CallObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the attempts it hears of as sent, and notes whatever an observer must never hear: what is not strictly nested, ends on
 * another thread, or does not end. Thread-safe.
 */
@SuppressWarnings("ThreadLocalUsage") // each schedule has its own
final class HeardCalls implements CallObserver {

    /** What a thread had on its way when it was interrupted ends a moment later. */
    private static final long LONGEST_END_SECONDS = 5;

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger unended = new AtomicInteger();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Deque<Watch>> open = ThreadLocal.withInitial(ArrayDeque::new);

    @Override
    public Watch began(Call call) {
        return new Innermost(call.toString());
    }

    @Override
    public Watch began(Operation operation) {
        return new Innermost(operation.toString());
    }

    int sent() {
        return sent.get();
    }

    /** Waits until everything has ended. */
    void requireSound() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_END_SECONDS);
        while (unended.get() > 0 && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        if (unended.get() != 0 || !broken.isEmpty()) {
            throw new Judge.Broken("an observer hears what it must not", unended + " have not ended, " + broken);
        }
    }

    private final class Innermost implements Watch {

        private final String what;
        private int attempts;

        Innermost(String what) {
            this.what = what;
            unended.incrementAndGet();
            open.get().push(this);
        }

        @Override
        public void attempted(Attempt attempt) {
            require(open.get().peek() == this && attempt.number() == ++attempts, attempt);
            if (attempt.wasSent()) {
                sent.incrementAndGet();
            }
        }

        @Override
        public void ended(Ending ending) {
            require(open.get().poll() == this, ending);
            unended.decrementAndGet();
        }

        private void require(boolean holds, Object heard) {
            if (!holds) {
                broken.add(what + ": " + heard);
            }
        }
    }
}
