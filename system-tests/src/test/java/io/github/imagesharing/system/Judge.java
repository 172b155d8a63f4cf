package io.github.imagesharing.system;

import static java.util.Objects.requireNonNull;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.InvalidAccountIdException;
import io.github.imagesharing.NotRootAccountException;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.spi.Permission;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules that every report must keep. What it says of an account is compared with what was true of it before the call
 * and after it; nobody but the calling thread changes that account, so both are exact.
 *
 * @param schedule says what may go wrong
 * @param bad the accounts that the service refuses to share with
 */
record Judge(Schedule schedule, Set<AccountId> bad) {

    /** A rule that was broken. */
    static final class Broken extends AssertionError {

        private static final long serialVersionUID = 1L;

        Broken(String rule, Object what) {
            super("[" + rule + "] " + what);
        }

        Broken(String rule, Object what, Throwable cause) {
            super("[" + rule + "] " + what + System.lineSeparator() + "    " + reason(cause), cause);
        }

        private Broken(String text, Throwable cause) {
            super(text, cause);
        }

        /** The same with what the thread has done before, the failed call included. */
        Broken after(List<String> history) {
            String calls = String.join(System.lineSeparator() + "      ", history);
            return new Broken(
                    getMessage() + System.lineSeparator() + "    calls of this thread:" + System.lineSeparator()
                            + "      " + calls,
                    this);
        }

        private static String reason(Throwable cause) {
            StringWriter text = new StringWriter();
            cause.printStackTrace(new PrintWriter(text));
            return text.toString()
                    .lines()
                    .filter(line -> !line.contains("\tat "))
                    .limit(6)
                    .toList()
                    .toString();
        }
    }

    /**
     * What one call asks of one target, and what was true when it began.
     *
     * @param call the call, in words
     * @param target the image or blueprint
     * @param wanted what it asks for each account; one that is to keep its access is {@code SHARE}
     * @param kept the accounts that are to keep their access
     * @param before which accounts of the thread had access
     * @param touched the accounts that earlier calls of the thread have asked for at this target
     * @param kind whether it is a call for one target, a plan, or a part of a batch
     */
    record Asked(
            String call,
            Shareable target,
            Map<AccountId, Permission> wanted,
            Set<AccountId> kept,
            Set<AccountId> before,
            Set<AccountId> touched,
            Set<Kind> kind) {

        /** What kind of call it is. */
        enum Kind {
            /** A plan is carried out. */
            PLAN,
            /** It is one of a batch: an image refused as a whole is so for accounts that are as asked, too. */
            IN_BATCH
        }

        boolean isPlan() {
            return kind.contains(Kind.PLAN);
        }

        boolean isInBatch() {
            return kind.contains(Kind.IN_BATCH);
        }

        private boolean is(AccountId account, Set<AccountId> has) {
            return wanted.getOrDefault(account, Permission.CANCEL) == Permission.SHARE == has.contains(account);
        }
    }

    /** Judges a call about one target that ended with an exception. */
    void threw(Asked asked, ImageSharingException failure, Set<AccountId> after) {
        Optional<ShareReport> report = failure.report();
        if (report.isPresent()) {
            require(!report.get().isComplete(), "an exception although all is as asked", asked, report.get(), failure);
            said(asked, report.get(), after);
            return;
        }
        require(
                after.equals(asked.before()),
                "an exception without a report, and something changed",
                asked,
                after,
                failure);
        require(
                !schedule.isCalm() || asksForBad(asked),
                "refused although nothing stands against it",
                asked,
                after,
                failure);
    }

    /** Judges the report of a batch. */
    void said(Map<ImageId, Asked> asked, BatchReport report, Map<ImageId, Set<AccountId>> after) {
        if (!report.reports().keySet().equals(asked.keySet())) {
            throw new Broken("a batch reports on other images", report + " " + asked);
        }
        asked.forEach((image, one) ->
                said(one, requireNonNull(report.reports().get(image)), requireNonNull(after.get(image))));
    }

    /** Judges a report. */
    void said(Asked asked, ShareReport report, Set<AccountId> after) {
        if (!report.outcomes().keySet().equals(asked.wanted().keySet())) {
            throw new Broken("not every account has an outcome", describe(asked, report, after));
        }
        report.outcomes().forEach((account, outcome) -> said(asked, account, outcome, report, after));
        asked.before().stream()
                .filter(account -> !asked.wanted().containsKey(account) && !after.contains(account))
                .forEach(account -> broken("took access that nobody asked to take", account, asked, report, after));
        after.stream()
                .filter(account ->
                        !asked.wanted().containsKey(account) && !asked.before().contains(account))
                .forEach(account -> broken("gave access that nobody asked to give", account, asked, report, after));
        planLeavesSomebody(asked, report, after);
    }

    private void said(Asked asked, AccountId account, Outcome outcome, ShareReport report, Set<AccountId> after) {
        boolean was = asked.is(account, asked.before());
        boolean is = asked.is(account, after);
        if (outcome instanceof Outcome.Changed) {
            check(is, "false Changed", account, asked, report, after);
            check(
                    !was || mayBeSentAgain(asked, account),
                    "Changed although it was so before",
                    account,
                    asked,
                    report,
                    after);
        } else if (outcome instanceof Outcome.Unchanged) {
            check(is, "false Unchanged", account, asked, report, after);
            check(was, "Unchanged although this call changed it", account, asked, report, after);
        } else if (outcome instanceof Outcome.Failed failed) {
            check(was == is, "Failed although it changed", account, asked, report, after);
            boolean mayNotKnow = asked.isInBatch() || mayBeSentAgain(asked, account);
            check(!is || mayNotKnow, "Failed although it is as asked", account, asked, report, after);
            failed(asked, account, failed.cause(), report, after);
        } else {
            check(!schedule.isCalm(), "Unknown although nothing went wrong", account, asked, report, after);
        }
    }

    /** What was written, or may have been, and no read shows yet, is written again; nobody can tell which write did it. */
    private boolean mayBeSentAgain(Asked asked, AccountId account) {
        boolean isInDoubt = !schedule.isCalm() || !schedule.lag().isZero();
        return isInDoubt && asked.touched().contains(account);
    }

    private void failed(
            Asked asked, AccountId account, ImageSharingException cause, ShareReport report, Set<AccountId> after) {
        boolean shares = asked.wanted().get(account) == Permission.SHARE;
        boolean mayBeRefused = shares ? bad.contains(account) : !asked.before().contains(account);
        boolean blamesOne = cause instanceof AccountNotFoundException
                || cause instanceof InvalidAccountIdException
                || cause instanceof NotRootAccountException;
        boolean isForOthers = asked.isPlan() && asksForBad(asked) && !shares;
        check(!blamesOne || mayBeRefused || isForOthers, "a good account is called bad", account, asked, report, after);
        boolean full = cause instanceof ShareQuotaExceededException && (!asked.isPlan() || schedule.isCalm());
        check(!full, "a false refusal for the limit of accounts", account, asked, report, after);
        boolean lost = asked.kept().contains(account) && cause instanceof NotSharedException;
        boolean self = cause instanceof SelfSharingException;
        check(
                !schedule.isCalm() || lost || self || isForOthers || (shares && bad.contains(account)),
                "Failed although nothing went wrong",
                account,
                asked,
                report,
                after);
    }

    /** A plan that could give access to none of those who were to have it takes it from nobody. */
    private void planLeavesSomebody(Asked asked, ShareReport report, Set<AccountId> after) {
        boolean gives = asked.wanted().entrySet().stream()
                .anyMatch(one ->
                        one.getValue() == Permission.SHARE && !asked.kept().contains(one.getKey()));
        boolean nobody = asked.wanted().entrySet().stream()
                .filter(one -> one.getValue() == Permission.SHARE)
                .noneMatch(one -> after.contains(one.getKey()));
        boolean failed = asked.wanted().entrySet().stream()
                .filter(one -> one.getValue() == Permission.SHARE)
                .allMatch(one -> report.outcomes().get(one.getKey()) instanceof Outcome.Failed);
        boolean took = asked.wanted().entrySet().stream()
                .anyMatch(one -> one.getValue() == Permission.CANCEL
                        && report.outcomes().get(one.getKey()) instanceof Outcome.Changed);
        // An interruption between making room and sharing leaves no request to give it back by.
        boolean interrupted = report.outcomes().values().stream()
                .anyMatch(outcome ->
                        outcome instanceof Outcome.Failed why && why.cause() instanceof CallInterruptedException);
        if (gives && nobody && failed && took && !interrupted) {
            throw new Broken("a plan that gave nobody access took it away", describe(asked, report, after));
        }
    }

    private boolean asksForBad(Asked asked) {
        return asked.wanted().entrySet().stream()
                .anyMatch(one -> one.getValue() == Permission.SHARE && bad.contains(one.getKey()));
    }

    private static void require(boolean holds, String rule, Asked asked, Object said, ImageSharingException failure) {
        if (!holds) {
            throw new Broken(rule, asked + System.lineSeparator() + "    " + said, failure);
        }
    }

    private static void check(
            boolean holds, String rule, AccountId account, Asked asked, ShareReport report, Set<AccountId> after) {
        if (!holds) {
            broken(rule, account, asked, report, after);
        }
    }

    private static void broken(String rule, AccountId account, Asked asked, ShareReport report, Set<AccountId> after) {
        throw new Broken(rule, account + describe(asked, report, after));
    }

    private static String describe(Asked asked, ShareReport report, Set<AccountId> after) {
        return String.join(
                System.lineSeparator() + "    ",
                "",
                "call: " + asked.call() + " " + asked.target(),
                "asked: " + asked.wanted() + (asked.kept().isEmpty() ? "" : ", of these to keep " + asked.kept()),
                "access before: " + asked.before(),
                "reported: " + report.outcomes(),
                "access after: " + after);
    }
}
