package io.github.imagesharing.internal.quota;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** An engine as Bucket4j's own adapters are made, in memory; it can fail and hang. Many machines may use it. */
public final class MemoryEngine {

    final Map<String, byte[]> buckets = new ConcurrentHashMap<>();
    final AtomicInteger commands = new AtomicInteger();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    public void fail() {
        failure.set(new IllegalStateException("connection refused"));
    }

    void hang() {
        gate = new CountDownLatch(1);
    }

    /** Lets also those go on who hang. */
    void comeBack() {
        failure.set(null);
        gate.countDown();
    }

    public Machine machine() {
        return machine(Duration.ZERO);
    }

    Machine machine(Duration clockAhead) {
        return machine(TimeSource.system(), clockAhead);
    }

    Machine machine(TimeSource time, Duration clockAhead) {
        return new Machine(time, clockAhead);
    }

    /** A machine's way to the engine. */
    public final class Machine extends AbstractCompareAndSwapBasedProxyManager<String> {

        private Machine(TimeSource time, Duration clockAhead) {
            super(ClientSideConfig.getDefault().withClientClock(new TimeMeter() {
                @Override
                public long currentTimeNanos() {
                    return ChronoUnit.NANOS.between(
                            Instant.EPOCH, time.instant().plus(clockAhead));
                }

                @Override
                public boolean isWallClockBased() {
                    return true;
                }
            }));
        }

        @Override
        protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
            return new CompareAndSwapOperation() {
                @Override
                public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
                    commands.incrementAndGet();
                    passGate();
                    return Optional.ofNullable(buckets.get(key));
                }

                @Override
                public boolean compareAndSwap(
                        byte[] original, byte[] changed, RemoteBucketState state, Optional<Long> timeoutNanos) {
                    return original == null
                            ? buckets.putIfAbsent(key, changed) == null
                            : buckets.replace(key, original, changed);
                }
            };
        }

        private void passGate() {
            RuntimeException fails = failure.get();
            if (fails != null) {
                throw fails;
            }
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected CompletableFuture<Void> removeAsync(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeProxy(String key) {
            buckets.remove(key);
        }

        @Override
        public boolean isAsyncModeSupported() {
            return false;
        }
    }
}
