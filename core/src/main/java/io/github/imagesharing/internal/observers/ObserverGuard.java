package io.github.imagesharing.internal.observers;

import com.google.common.base.Throwables;
import io.github.imagesharing.CallObserver;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an observer of a user's own from disturbing what it observes.
 *
 * <p>It answers observers that throw, give nothing back, or lose or repeat the work that they carry to another thread: the
 * first failure is logged, all are ignored, and the work runs once. Shown by {@code CallObserverTest}.
 *
 * <p>Thread-safe.
 */
public final class ObserverGuard implements CallObserver {

    private static final Logger LOG = LoggerFactory.getLogger(CallObserver.class);

    /** Of causes; a chain may lead back to its beginning. */
    private static final int LONGEST_CHAIN = 50;

    private final CallObserver observer;
    private final AtomicBoolean hasFailed = new AtomicBoolean();

    private ObserverGuard(CallObserver observer) {
        this.observer = observer;
    }

    /** The observer guarded, and no more than once. */
    public static ObserverGuard of(CallObserver observer) {
        return observer instanceof ObserverGuard guarded ? guarded : new ObserverGuard(observer);
    }

    /** What is guarded. */
    CallObserver observer() {
        return observer;
    }

    @Override
    public Watch began(Call call) {
        return guarded(() -> observer.began(call));
    }

    @Override
    public Watch began(Operation operation) {
        return guarded(() -> observer.began(operation));
    }

    private Watch guarded(Supplier<Watch> began) {
        Watch watch = ask(began, Watch.NONE);
        if (watch == Watch.NONE) {
            return watch;
        }
        return new Watch() {
            @Override
            public void attempted(Attempt attempt) {
                tell(() -> watch.attempted(attempt));
            }

            @Override
            public void ended(Ending ending) {
                tell(() -> watch.ended(ending));
            }
        };
    }

    /** The work as the observer carries it: it runs once before this has run, and what it throws comes out of this. */
    @Override
    public Runnable carried(Runnable work) {
        if (observer == SeveralObservers.NONE) {
            return work;
        }
        Once once = new Once(work);
        Runnable carried = ask(() -> observer.carried(once), once);
        return () -> {
            try {
                carried.run();
            } catch (Throwable thrown) { // The observer's own: what the work throws, the work keeps.
                failed(thrown);
            }
            once.run();
            once.rethrow();
        };
    }

    private <T> T ask(Supplier<T> question, T otherwise) {
        try {
            T answer = question.get();
            if (answer != null) {
                return answer;
            }
            failed(new NullPointerException("it gave nothing back"));
        } catch (Throwable thrown) { // Whatever it is, it is not the call's.
            failed(thrown);
        }
        return otherwise;
    }

    private void tell(Runnable news) {
        try {
            news.run();
        } catch (Throwable thrown) { // Whatever it is, it is not the call's.
            failed(thrown);
        }
    }

    private void failed(Throwable thrown) {
        if (Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .anyMatch(InterruptedException.class::isInstance)) {
            Thread.currentThread().interrupt(); // It was meant for the call.
        }
        if (hasFailed.compareAndSet(false, true)) {
            LOG.warn("an observer failed; it is not logged again, and no call is disturbed", thrown);
        }
    }

    /** Work that runs once, whoever runs it how often. */
    private static final class Once implements Runnable {

        private final Runnable work;
        private final AtomicBoolean hasBegun = new AtomicBoolean();
        private volatile @Nullable Throwable thrown;

        Once(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            if (hasBegun.compareAndSet(false, true)) {
                try {
                    work.run();
                } catch (Throwable fromWork) { // Kept from the observer, which might swallow it.
                    thrown = fromWork;
                }
            }
        }

        void rethrow() {
            if (thrown != null) {
                Throwables.throwIfUnchecked(thrown);
                throw new IllegalStateException(thrown);
            }
        }
    }
}
