package io.github.imagesharing.internal.observers;

import com.google.common.collect.Lists;
import com.google.common.collect.Sets;
import io.github.imagesharing.CallObserver;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells several observers what it hears: of beginnings in their order, of ends in the reverse order, so that each of them is
 * nested in those before it. None is kept from hearing by another that throws.
 *
 * <p>Thread-safe.
 */
public final class SeveralObservers implements CallObserver {

    /** Tells nobody. */
    public static final CallObserver NONE = new CallObserver() {};

    private final List<ObserverGuard> observers;

    private SeveralObservers(List<ObserverGuard> observers) {
        this.observers = observers;
    }

    /** Each of them once, however often it is among them. */
    public static CallObserver of(List<CallObserver> observers) {
        Set<CallObserver> seen = Sets.newIdentityHashSet();
        List<ObserverGuard> each = observers.stream()
                .flatMap(SeveralObservers::flat)
                .filter(guard -> seen.add(guard.observer()))
                .toList();
        return each.isEmpty() ? NONE : new SeveralObservers(each);
    }

    private static Stream<ObserverGuard> flat(CallObserver observer) {
        ObserverGuard guard = ObserverGuard.of(observer);
        if (guard.observer() instanceof SeveralObservers several) {
            return several.observers.stream();
        }
        return guard.observer() == NONE ? Stream.empty() : Stream.of(guard);
    }

    @Override
    public Watch began(Call call) {
        return each(observer -> observer.began(call));
    }

    @Override
    public Watch began(Operation operation) {
        return each(observer -> observer.began(operation));
    }

    private Watch each(Function<CallObserver, Watch> began) {
        List<Watch> watches = observers.stream().<Watch>map(began).toList();
        return new Watch() {
            @Override
            public void attempted(Attempt attempt) {
                watches.forEach(watch -> watch.attempted(attempt));
            }

            @Override
            public void ended(Ending ending) {
                Lists.reverse(watches).forEach(watch -> watch.ended(ending));
            }
        };
    }

    @Override
    public Runnable carried(Runnable work) {
        Runnable carried = work;
        for (ObserverGuard observer : Lists.reverse(observers)) {
            carried = observer.carried(carried);
        }
        return carried;
    }
}
