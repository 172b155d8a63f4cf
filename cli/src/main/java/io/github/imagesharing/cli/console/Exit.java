package io.github.imagesharing.cli.console;

import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ShareReport;
import java.util.Collection;

/** The exit codes, the same of every command. */
public final class Exit {

    /** Done, or in sync, or nothing was found. */
    public static final int DONE = 0;

    /** Something was refused or failed. */
    public static final int FAILED = 1;

    /** Wrong usage or input; nothing was changed. */
    public static final int USAGE = 2;

    /** Changes are pending, or something was found. */
    public static final int PENDING = 3;

    /** More removals than allowed; nothing was changed. */
    public static final int TOO_MANY_REMOVALS = 4;

    /** Ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private Exit() {}

    /** That of a refusal or failure. */
    public static int of(ImageSharingException why) {
        return why instanceof CallInterruptedException ? INTERRUPTED : FAILED;
    }

    /** That of several reports together. */
    public static int of(Collection<ShareReport> reports) {
        if (reports.stream()
                .flatMap(report -> report.outcomes().values().stream())
                .anyMatch(Exit::isInterrupted)) {
            return INTERRUPTED;
        }
        return reports.stream().allMatch(ShareReport::isComplete) ? DONE : FAILED;
    }

    /** That of several batches together. */
    public static int ofBatches(Collection<BatchReport> batches) {
        return of(batches.stream()
                .flatMap(batch -> batch.reports().values().stream())
                .toList());
    }

    private static boolean isInterrupted(Outcome outcome) {
        return (outcome instanceof Outcome.Failed failed && failed.cause() instanceof CallInterruptedException)
                || (outcome instanceof Outcome.Unknown unknown && unknown.cause() instanceof CallInterruptedException);
    }
}
