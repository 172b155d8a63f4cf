package io.github.imagesharing.internal.observers;

import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallObserver.Ending;
import io.github.imagesharing.CallObserver.Operation;
import io.github.imagesharing.CallObserver.Watch;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.Shareable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the public methods of a service in one region, and tells its observer of each. Shown by {@code CallObserverTest}.
 *
 * @param settings those of the product that is called
 */
public record Operations(CloudSettings settings) {

    /** Reads what is named by none. */
    public <T> T read(String name, Supplier<T> work) {
        return run(operation(name, null, 0, 0), work, answer -> List.of());
    }

    /** Reads something of an image or a blueprint. */
    public <T> T read(String name, Shareable target, int accounts, Supplier<T> work) {
        return run(operation(name, target, 1, accounts), work, answer -> List.of());
    }

    /** Changes who has access to an image or a blueprint. */
    public ShareReport change(String name, Shareable target, int accounts, Supplier<ShareReport> work) {
        return run(operation(name, target, 1, accounts), work, List::of);
    }

    /** Changes who has access to many images. */
    public BatchReport changeAll(String name, int targets, int accounts, Supplier<BatchReport> work) {
        return run(
                operation(name, null, targets, accounts),
                work,
                report -> report.reports().values());
    }

    /** Copies an image and shares it. */
    public DistributionReport distribute(
            String name, Shareable target, int accounts, Supplier<DistributionReport> work) {
        return run(
                operation(name, target, 1, accounts),
                work,
                report -> report.reports().values());
    }

    private Operation operation(String name, @Nullable Shareable target, int targets, int accounts) {
        return new Operation(name, settings.region(), target, targets, accounts);
    }

    private <T> T run(Operation operation, Supplier<T> work, Function<T, Collection<ShareReport>> reports) {
        Watch watch = settings.observer().began(operation);
        T answer;
        try {
            answer = work.get();
        } catch (Throwable thrown) { // Also an Error: every beginning has its end.
            watch.ended(ending(thrown));
            throw thrown;
        }
        watch.ended(new Ending(null, null, reports.apply(answer)));
        return answer;
    }

    private static Ending ending(Throwable thrown) {
        Optional<ImageSharingException> known =
                thrown instanceof ImageSharingException failure ? Optional.of(failure) : Optional.empty();
        return new Ending(
                known.flatMap(ImageSharingException::requestId).orElse(null),
                thrown,
                known.flatMap(ImageSharingException::report).map(List::of).orElse(List.of()));
    }
}
