package io.github.imagesharing.transport;

import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CallObserver.Attempt;
import io.github.imagesharing.CallObserver.Call;
import io.github.imagesharing.CallObserver.Ending;
import io.github.imagesharing.CallObserver.Watch;
import io.github.imagesharing.ImageSharingException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an observer hears of one call: it begins with its first attempt and ends with the loop that makes the attempts. Calls
 * are nested in each other, since a write whose answer was lost is looked at by reads, so that each thread has a stack of
 * them.
 *
 * <p>It answers retries that nobody sees: the loop is around the port and the attempt is beneath it, so one finds the other
 * by their thread. Shown by {@code CallObserverTest}.
 *
 * <p>For one thread.
 */
final class ObservedCall {

    private static final ThreadLocal<@Nullable ObservedCall> CURRENT = new ThreadLocal<>();

    private final @Nullable ObservedCall outer;
    private @Nullable Call call;
    private Watch watch = Watch.NONE;
    private int attempts;
    private @Nullable String requestId;

    private ObservedCall(@Nullable ObservedCall outer) {
        this.outer = outer;
    }

    /** Runs a loop whose attempts are those of one call. */
    static <T> T around(Supplier<T> loop) {
        ObservedCall observed = new ObservedCall(CURRENT.get());
        CURRENT.set(observed);
        Throwable failure = null;
        try {
            return loop.get();
        } catch (Throwable thrown) {
            failure = thrown;
            throw thrown;
        } finally {
            observed.end(failure);
        }
    }

    private void end(@Nullable Throwable failure) {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
        if (call != null) {
            watch.ended(new Ending(requestId, failure, List.of()));
        }
    }

    /** Makes one attempt of the call whose loop runs on this thread; one without a loop is a call of its own. */
    static <T> T attempt(CallObserver observer, Call call, AttemptTimes times, Supplier<T> attempt) {
        ObservedCall current = CURRENT.get();
        return current != null && current.isOf(call)
                ? current.attempted(observer, call, times, attempt)
                : around(() -> attempt(observer, call, times, attempt));
    }

    private boolean isOf(Call other) {
        return call == null || call.api().equals(other.api());
    }

    private <T> T attempted(CallObserver observer, Call call, AttemptTimes times, Supplier<T> attempt) {
        if (this.call == null) {
            this.call = call;
            watch = observer.began(call);
        }
        attempts++;
        try {
            T answer = attempt.get();
            tell(times, times.requestId(), null);
            return answer;
        } catch (ImageSharingException failure) {
            // What was not sent may have failed by another request, that for the keys of a role.
            tell(times, times.wasSent() ? failure.requestId().orElse(null) : null, failure);
            throw failure;
        }
    }

    private void tell(AttemptTimes times, @Nullable String requestId, @Nullable ImageSharingException failure) {
        this.requestId = requestId == null ? this.requestId : requestId;
        watch.attempted(new Attempt(attempts, times.waited(), times.took(), times.wasSent(), requestId, failure));
    }
}
