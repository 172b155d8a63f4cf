package io.github.imagesharing.cli.console;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ShareReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Accounts and images that failed for the same reason; the cause is that of the first of them. */
record FailureGroup(ImageSharingException cause, Set<AccountId> accounts, List<ImageId> images) {

    private record Key(List<String> kinds, Set<AccountId> accounts) {}

    static List<FailureGroup> of(Collection<ShareReport> reports) {
        Map<Key, FailureGroup> found = new LinkedHashMap<>();
        for (ShareReport report : reports) {
            ImageId image = (ImageId) report.target();
            Map<List<String>, FailureGroup> here = new LinkedHashMap<>();
            report.outcomes().forEach((account, outcome) -> {
                ImageSharingException cause = cause(outcome);
                if (cause != null) {
                    here.computeIfAbsent(
                                    kinds(cause, image),
                                    kinds -> new FailureGroup(cause, new LinkedHashSet<>(), new ArrayList<>()))
                            .accounts
                            .add(account);
                }
            });
            here.forEach((kinds, one) -> found.computeIfAbsent(new Key(kinds, one.accounts), key -> one)
                    .images
                    .add(image));
        }
        return List.copyOf(found.values());
    }

    /** The messages of the cause and of the further violations found with it. */
    List<String> reasons() {
        return causes(cause)
                .map(one -> Screen.name(one) + ": " + one.getMessage())
                .toList();
    }

    private static @Nullable ImageSharingException cause(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.cause();
        }
        return outcome instanceof Outcome.Unknown unknown ? unknown.cause() : null;
    }

    /** Failures with the same error code have the same reason; without a code, those with the same message. */
    private static List<String> kinds(ImageSharingException cause, ImageId image) {
        if (cause instanceof CallInterruptedException) {
            return List.of(Screen.name(cause));
        }
        return causes(cause)
                .map(one -> Screen.name(one)
                        + cause.errorCode()
                                .orElseGet(
                                        () -> String.valueOf(one.getMessage()).replace(image.value(), "")))
                .toList();
    }

    private static Stream<Throwable> causes(ImageSharingException cause) {
        return Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed()));
    }
}
