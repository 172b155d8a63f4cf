package io.github.imagesharing.internal.observers;

import com.google.common.collect.Lists;
import io.github.imagesharing.CallObserver;
import java.util.List;
import java.util.function.Function;

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

    public static CallObserver of(List<CallObserver> observers) {
        return observers.isEmpty()
                ? NONE
                : new SeveralObservers(observers.stream().map(ObserverGuard::of).toList());
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
