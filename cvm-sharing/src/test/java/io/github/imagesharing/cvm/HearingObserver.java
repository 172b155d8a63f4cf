package io.github.imagesharing.cvm;

import io.github.imagesharing.CallObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all it hears, and notes what an observer must never hear: an end on another thread than the beginning, twice, or of
 * what is not innermost; an attempt outside its call; a call outside every operation.
 */
@SuppressWarnings("ThreadLocalUsage") // each observer has its own
final class HearingObserver implements CallObserver {

    private static final long LONGEST_END_SECONDS = 5;

    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Deque<Heard>> open = ThreadLocal.withInitial(ArrayDeque::new);
    private final ThreadLocal<@Nullable Operation> context = new ThreadLocal<>();

    /** One call or one operation. */
    final class Heard implements Watch {

        final @Nullable Operation operation;
        final @Nullable Call call;
        private final Thread thread = Thread.currentThread();
        private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
        private volatile @Nullable Ending ending;

        private Heard(@Nullable Operation operation, @Nullable Call call) {
            this.operation = operation;
            this.call = call;
            open.get().push(this);
            heard.add(this);
        }

        List<Attempt> attempts() {
            return List.copyOf(attempts);
        }

        @Nullable
        Ending ending() {
            return ending;
        }

        @Override
        public void attempted(Attempt attempt) {
            requireInnermost();
            attempts.add(attempt);
            require(attempt.number() == attempts.size(), "its number is " + attempt.number());
        }

        @Override
        public void ended(Ending ended) {
            requireInnermost();
            require(ending == null, "it ended twice");
            require(call == null || !attempts.isEmpty(), "a call without attempts");
            ending = ended;
            open.get().poll();
            if (operation != null) {
                context.remove();
            }
        }

        private void requireInnermost() {
            require(Thread.currentThread() == thread, "another thread: " + Thread.currentThread());
            require(open.get().peek() == this, "not innermost");
        }

        private void require(boolean holds, String otherwise) {
            if (!holds) {
                broken.add(this + ": " + otherwise);
            }
        }

        @Override
        public String toString() {
            return operation == null ? String.valueOf(call) : operation.toString();
        }
    }

    @Override
    public Watch began(Call call) {
        Heard heard = new Heard(null, call);
        heard.require(context.get() != null, "a call outside every operation");
        return heard;
    }

    @Override
    public Watch began(Operation operation) {
        context.set(operation);
        return new Heard(operation, null);
    }

    @Override
    public Runnable carried(Runnable work) {
        Operation carried = context.get();
        return () -> {
            Operation before = context.get();
            context.set(carried);
            try {
                work.run();
            } finally {
                context.set(before);
            }
        };
    }

    /**
     * Waits until all has ended and the service has what was sent: a read beside one that failed is ended by the library, a
     * moment after the operation, and may be on its way then.
     */
    void awaitEnds(IntSupplier arrived) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_END_SECONDS);
        while ((heard.stream().anyMatch(one -> one.ending == null) || sent() != arrived.getAsInt())
                && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** What was broken, and what has not ended. */
    List<String> broken() {
        return Stream.concat(
                        broken.stream(),
                        heard.stream().filter(one -> one.ending == null).map(one -> one + ": it has not ended"))
                .toList();
    }

    List<Heard> operations() {
        return heard.stream().filter(one -> one.operation != null).toList();
    }

    List<Heard> calls() {
        return heard.stream().filter(one -> one.call != null).toList();
    }

    /** The calls of one API. */
    List<Heard> calls(String action) {
        return calls().stream()
                .filter(one -> one.call != null && one.call.api().action().equals(action))
                .toList();
    }

    long sent() {
        return calls().stream()
                .flatMap(one -> one.attempts.stream())
                .filter(Attempt::wasSent)
                .count();
    }
}
