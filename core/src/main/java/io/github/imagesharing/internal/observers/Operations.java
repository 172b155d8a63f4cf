package io.github.imagesharing.internal.observers;

import com.google.common.collect.Maps;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallObserver.Ending;
import io.github.imagesharing.CallObserver.Operation;
import io.github.imagesharing.CallObserver.Watch;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.Shareable;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the public methods of a service in one region, and tells its observer of each. Shown by {@code CallObserverTest}.
 *
 * @param settings those of the product that is called
 */
public record Operations(CloudSettings settings) {

    /** Changes nobody's access, and is about no image in particular. */
    public <T> T call(String name, Supplier<T> work) {
        return run(operation(name, null, 0, 0), work, answer -> List.of(), Set.of());
    }

    /** Changes nobody's access, and is about an image or a blueprint. */
    public <T> T call(String name, Shareable target, int accounts, Supplier<T> work) {
        return run(operation(name, target, 1, accounts), work, answer -> List.of(), Set.of());
    }

    /** Changes who has access to an image or a blueprint; throws where not all is as asked. */
    public ShareReport change(String name, Shareable target, Set<AccountId> accounts, Supplier<ShareReport> work) {
        return run(operation(name, target, 1, accounts.size()), () -> work.get().orThrow(), List::of, accounts);
    }

    /** Changes who has access to many images. */
    public BatchReport changeAll(String name, int targets, int accounts, Supplier<BatchReport> work) {
        return run(
                operation(name, null, targets, accounts),
                work,
                report -> report.reports().values(),
                Set.of());
    }

    /** Copies an image and shares it. */
    public DistributionReport distribute(
            String name, Shareable target, int accounts, Supplier<DistributionReport> work) {
        return run(
                operation(name, target, 1, accounts),
                work,
                report -> report.reports().values(),
                Set.of());
    }

    private Operation operation(String name, @Nullable Shareable target, int targets, int accounts) {
        return new Operation(name, settings.region(), target, targets, accounts);
    }

    private <T> T run(
            Operation operation,
            Supplier<T> work,
            Function<T, Collection<ShareReport>> reports,
            Set<AccountId> accounts) {
        Watch watch = settings.observer().began(operation);
        T answer;
        try {
            answer = work.get();
        } catch (ImageSharingException failure) {
            watch.ended(new Ending(failure.requestId().orElse(null), failure, reports(operation, failure, accounts)));
            throw failure;
        } catch (Throwable thrown) { // Also an Error: every beginning has its end.
            watch.ended(new Ending(null, thrown, List.of()));
            throw thrown;
        }
        watch.ended(new Ending(null, null, reports.apply(answer)));
        return answer;
    }

    /** A failure without a report has changed nothing, for the sake of none of the accounts. */
    private static List<ShareReport> reports(
            Operation operation, ImageSharingException failure, Set<AccountId> accounts) {
        return failure.report()
                .or(() -> operation
                        .target()
                        .filter(target -> !accounts.isEmpty())
                        .map(target -> new ShareReport(
                                target, Maps.asMap(accounts, account -> new Outcome.Failed(failure)), List.of())))
                .map(List::of)
                .orElse(List.of());
    }
}
