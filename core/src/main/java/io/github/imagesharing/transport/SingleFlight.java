package io.github.imagesharing.transport;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.github.imagesharing.CallObserver;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs operations that hear neither time-outs nor interruption, one at a time for each key, on threads of their own; who
 * needs the result waits for it no longer than its call may.
 *
 * <p>It answers credentials and name servers that go silent: asking them blocks the thread that asks for minutes, whatever
 * the call's deadline is. Here only a daemon thread is blocked, and whoever comes meanwhile waits for the same answer. Shown
 * by {@code SilentPartnersTest}.
 *
 * <p>Thread-safe.
 *
 * @param <K> what is asked for
 * @param <V> the answer
 */
final class SingleFlight<K, V> implements AutoCloseable {

    private final CallObserver observer;
    private final Map<K, CompletableFuture<V>> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private volatile boolean closed;

    /** Begins without threads; idle ones end after some seconds. The observer carries work of the callers to them. */
    SingleFlight(String threadNames, CallObserver observer) {
        this.observer = observer;
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new ThreadFactoryBuilder()
                        .setNameFormat(threadNames + "-%d")
                        .setDaemon(true)
                        .build());
    }

    /**
     * The answer of the operation that is under way for the key, or of this one, which begins now.
     *
     * @throws TimeoutException if there is none within the time
     * @throws CancellationException if this is closed
     * @throws RuntimeException what the operation throws; its {@code Error}s too
     */
    V await(K key, Callable<V> operation, Duration most) throws InterruptedException, TimeoutException {
        CompletableFuture<V> flight = underWay.computeIfAbsent(key, begun -> start(begun, operation));
        if (closed) {
            flight.cancel(false);
        }
        try {
            return flight.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            Throwables.throwIfUnchecked(cause);
            throw new IllegalStateException(cause.getMessage(), cause);
        }
    }

    private CompletableFuture<V> start(K key, Callable<V> operation) {
        CompletableFuture<V> flight = new CompletableFuture<>();
        threads.execute(observer.carried(() -> {
            try {
                V answer = operation.call();
                underWay.remove(key, flight); // first, so that whoever comes after the answer asks anew
                flight.complete(answer);
            } catch (Throwable thrown) {
                underWay.remove(key, flight);
                flight.completeExceptionally(thrown);
            }
        }));
        return flight;
    }

    /** Ends the waits; an operation under way ends by itself. */
    @Override
    public void close() {
        closed = true;
        underWay.values().forEach(flight -> flight.cancel(false));
        threads.shutdown();
    }
}
