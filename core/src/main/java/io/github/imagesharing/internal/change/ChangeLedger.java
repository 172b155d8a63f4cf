package io.github.imagesharing.internal.change;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.spi.Permission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of each account of one change: settled, in doubt, or suspect, and how a read turns doubt into an outcome.
 *
 * <p>It answers partial and lost results: a request for many accounts may have changed some of them although it failed. No
 * account is called changed or failed on the word of a failure alone where a request for it may have been applied. Shown
 * by {@code ChangeLedgerTest}.
 *
 * <p>States of one account:
 *
 * <ul>
 *   <li>nothing known: it was left out of every request, because it was as wanted before: Unchanged;
 *   <li>settled: its outcome is final, unless a later request settles it anew;
 *   <li>doubtful: a request for it failed and may have been applied; stays so, since it explains a later success;
 *   <li>suspect: refused alone without telling how it is now; a read at the end settles it.
 * </ul>
 *
 * <p>For one call on one thread.
 */
final class ChangeLedger {

    private static final Outcome CHANGED = new Outcome.Changed();
    private static final Outcome UNCHANGED = new Outcome.Unchanged();

    private final Permission permission;
    private final Map<AccountId, Outcome> settled = new LinkedHashMap<>();
    private final List<String> requestIds = new ArrayList<>();
    private final Set<AccountId> doubtful = new HashSet<>();
    private final Map<AccountId, ImageSharingException> suspects = new LinkedHashMap<>();
    private final Set<AccountId> askedAgain = new HashSet<>();
    private boolean readsMayBeStale;
    private boolean anyChanged;

    ChangeLedger(Permission permission) {
        this.permission = permission;
    }

    /** A request succeeded. */
    void succeeded(Set<AccountId> group, String requestId) {
        requestIds.add(requestId);
        settle(group, CHANGED);
    }

    /** A request failed; where it may have been applied all the same, its accounts are in doubt from now on. */
    void failed(Set<AccountId> group, ImageSharingException failure) {
        if (FailureScope.of(failure).mayHaveChanged(group.size())) {
            doubtful.addAll(group);
            readsMayBeStale |= !FailureScope.isOutright(failure);
        }
    }

    /**
     * The service spoke of some accounts as if they were as wanted, and is asked again: how they are is not known until then.
     * False if it was asked again before.
     */
    boolean askedAgain(Set<AccountId> accounts) {
        return askedAgain.addAll(accounts);
    }

    /** A read shows who has access; those of a group that are as wanted are settled and leave the group. */
    void seen(Set<AccountId> group, Set<AccountId> accountsWithAccess) {
        Set<AccountId> done = new LinkedHashSet<>(group);
        done.removeIf(account -> !permission.isDone(account, accountsWithAccess));
        settle(done, CHANGED);
        group.removeAll(done);
    }

    /** The service says that an account is as wanted already: by an earlier request of ours, if there was one in doubt. */
    void alreadyDone(AccountId account) {
        settle(Set.of(account), doubtful.contains(account) ? CHANGED : UNCHANGED);
    }

    /** An account was refused for itself: it cannot have got access, but whether it has any is looked up at the end. */
    void refused(AccountId account, ImageSharingException why) {
        if (permission == Permission.SHARE) {
            settled.put(account, new Outcome.Failed(why));
        } else {
            suspect(account, why);
        }
    }

    /** An account was refused alone; how it is now is looked up at the end. */
    void suspect(AccountId account, ImageSharingException why) {
        suspects.put(account, why);
    }

    Set<AccountId> suspects() {
        return suspects.keySet();
    }

    /** Whether any request of this change has changed anything for certain. */
    boolean anyChanged() {
        return anyChanged;
    }

    /** Whether a write may still be on its way, so that a read now may show the state from before. */
    boolean readsMayBeStale() {
        return readsMayBeStale;
    }

    /** Those of some accounts of which a request may have been applied. */
    Set<AccountId> doubtfulOf(Set<AccountId> accounts) {
        Set<AccountId> inDoubt = new LinkedHashSet<>(accounts);
        inDoubt.removeIf(account -> !isInDoubt(account));
        return inDoubt;
    }

    /** The change ends for some accounts: those in doubt are as the read shows, all others failed. */
    void settleRest(Set<AccountId> accounts, AccessRecheck.Result read, ImageSharingException cause) {
        for (AccountId account : accounts) {
            settled.put(account, isInDoubt(account) ? outcome(account, read, cause) : new Outcome.Failed(cause));
        }
    }

    /** Settles all suspects by a read. */
    void settleSuspects(AccessRecheck.Result read) {
        suspects.forEach((account, failure) -> settled.put(account, outcome(account, read, failure)));
    }

    /** Every account asked for has an outcome, in the order asked. */
    ShareReport report(Shareable target, Set<AccountId> asked) {
        Map<AccountId, Outcome> outcomes = new LinkedHashMap<>();
        asked.forEach(account -> outcomes.put(account, settled.getOrDefault(account, UNCHANGED)));
        return new ShareReport(target, outcomes, requestIds);
    }

    private Outcome outcome(AccountId account, AccessRecheck.Result read, ImageSharingException cause) {
        if (read.accountsWithAccess() == null) {
            return new Outcome.Unknown(cause);
        }
        if (!permission.isDone(account, read.accountsWithAccess())) {
            return read.tooEarly() ? new Outcome.Unknown(cause) : new Outcome.Failed(cause);
        }
        boolean refusedForItself = FailureScope.of(cause) == FailureScope.ONE_ACCOUNT || askedAgain.contains(account);
        return doubtful.contains(account) || !refusedForItself ? CHANGED : UNCHANGED;
    }

    private boolean isInDoubt(AccountId account) {
        return doubtful.contains(account) || askedAgain.contains(account);
    }

    private void settle(Set<AccountId> group, Outcome outcome) {
        group.forEach(account -> settled.put(account, outcome));
        anyChanged |= outcome instanceof Outcome.Changed && !group.isEmpty();
    }
}
