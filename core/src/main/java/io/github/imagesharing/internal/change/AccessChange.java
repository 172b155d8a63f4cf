package io.github.imagesharing.internal.change;

import com.google.common.collect.Iterables;
import com.google.common.math.IntMath;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.transport.RetryLoop;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives or takes access and says truly what became of each account, whatever the service answers: only the difference
 * is sent, a request that may have landed is sent again only after looking, one that is too large is split, a bad
 * account is found by halving, and what no read can settle is said to be unknown. For one call on one thread.
 */
public final class AccessChange {

    private static final Outcome CHANGED = new Outcome.Changed();
    private static final Outcome UNCHANGED = new Outcome.Unchanged();

    private final Shareable target;
    private final Permission permission;
    private final TargetAccess access;
    private final AccountLimits limits;
    private final LeadImages scout;
    private final Retry retry;
    private final Deadline writing;
    private final AccessRecheck lastLook;

    private final Map<AccountId, Outcome> settled = new LinkedHashMap<>();
    private final List<String> requestIds = new ArrayList<>();
    private final Deque<Set<AccountId>> groups = new ArrayDeque<>();
    /** Accounts of requests that may have landed although no success came back. */
    private final Set<AccountId> doubtful = new HashSet<>();
    /** Accounts refused alone without telling how they are now; looked up together at the end. */
    private final Map<AccountId, ImageSharingException> suspects = new LinkedHashMap<>();

    private boolean mayLag;
    private int unrecognized;
    private boolean landed;

    public AccessChange(
            Shareable target,
            Permission permission,
            TargetAccess access,
            AccountLimits limits,
            LeadImages scout,
            Retry retry,
            Deadline deadline) {
        this.target = target;
        this.permission = permission;
        this.access = access;
        this.limits = limits;
        this.scout = scout;
        this.retry = retry;
        // A tenth of the time is kept for the last look.
        this.writing = deadline.within(deadline.left().dividedBy(10).multipliedBy(9));
        this.lastLook = new AccessRecheck(access, permission, retry, deadline);
    }

    /** Changes what is not as asked yet; throws nothing for what the service answers. */
    public ShareReport run(Set<AccountId> asked, Set<AccountId> haveAccess) {
        Set<AccountId> missing = new LinkedHashSet<>(asked);
        missing.removeIf(account -> permission.holds(account, haveAccess));
        missing.removeIf(this::wasRefusedBefore);
        enqueue(missing);
        while (!groups.isEmpty()) {
            Set<AccountId> group = groups.remove();
            if (group.size() > limits.perRequest()) {
                enqueue(group);
            } else {
                change(group);
            }
        }
        settleSuspects();
        Map<AccountId, Outcome> outcomes = new LinkedHashMap<>();
        asked.forEach(account -> outcomes.put(account, settled.getOrDefault(account, UNCHANGED)));
        return new ShareReport(target, outcomes, requestIds);
    }

    private boolean wasRefusedBefore(AccountId account) {
        Optional<ImageSharingException> before = scout.refusal(account);
        before.ifPresent(why -> refusedForItself(account, image() == null ? why : why.about(image())));
        return before.isPresent();
    }

    /** Such an account cannot have been given access; whether it has any to take away is looked up at the end. */
    private void refusedForItself(AccountId account, ImageSharingException why) {
        if (permission == Permission.SHARE) {
            settled.put(account, new Outcome.Failed(why));
        } else {
            suspects.put(account, why);
        }
    }

    private void enqueue(Set<AccountId> accounts) {
        if (!accounts.isEmpty()) {
            Iterables.partition(accounts, limits.perRequest()).forEach(part -> groups.add(new LinkedHashSet<>(part)));
        }
    }

    private void enqueueHalves(Set<AccountId> group) {
        if (group.isEmpty()) {
            return;
        }
        Iterables.partition(group, (group.size() + 1) / 2).forEach(half -> groups.add(new LinkedHashSet<>(half)));
    }

    private void change(Set<AccountId> group) {
        Resending resending = new Resending(group);
        try {
            RetryLoop.run(retry, writing, image(), resending::isWorthIt, resending);
        } catch (ImageSharingException failure) {
            refused(group, failure);
        }
    }

    /** One group's request, sent again only after looking at what the one before it did. */
    private final class Resending implements Supplier<Boolean> {

        private final Set<AccountId> group;
        private boolean sent;
        private boolean blind;

        Resending(Set<AccountId> group) {
            this.group = group;
        }

        @Override
        public Boolean get() {
            if (sent) {
                blind = true;
                access.read(writing).ifPresent(haveAccess -> settleLanded(group, haveAccess));
                blind = false;
            }
            if (!group.isEmpty()) {
                sent = true;
                send(group);
            }
            return true;
        }

        /** A read that fails has been tried often enough, and so has a write that was certainly not acted on. */
        boolean isWorthIt(ImageSharingException failure) {
            return !blind && failure.isRetryable() && FailureScope.of(failure) == FailureScope.ALL;
        }
    }

    private void send(Set<AccountId> group) {
        try {
            requestIds.add(access.write(permission, group, writing));
            settle(group, CHANGED);
        } catch (ImageSharingException failure) {
            if (FailureScope.of(failure).mayHaveChanged(group.size())) {
                doubtful.addAll(group);
                mayLag |= !FailureScope.isOutright(failure);
            }
            throw failure;
        }
    }

    private void refused(Set<AccountId> group, ImageSharingException failure) {
        boolean single = group.size() == 1;
        switch (FailureScope.of(failure)) {
            case TOO_MANY -> {
                if (single) {
                    stop(group, failure);
                } else {
                    limits.tooMany(group.size());
                    enqueue(group);
                }
            }
            case ALREADY -> {
                if (single) {
                    boolean ours = doubtful.containsAll(group);
                    settle(group, ours ? CHANGED : UNCHANGED);
                } else {
                    lastLook.once().ifPresent(haveAccess -> settleLanded(group, haveAccess));
                    enqueueHalves(group);
                }
            }
            case ACCOUNT -> {
                if (single) {
                    group.forEach(account -> refusedForItself(account, failure));
                    group.forEach(account -> scout.refused(account, failure));
                } else {
                    enqueueHalves(group);
                }
            }
            case PERHAPS_ACCOUNT -> {
                unrecognized++;
                if (!mayBeOneAccount(group.size())) {
                    stop(group, failure);
                } else if (single) {
                    group.forEach(account -> suspects.put(account, failure));
                } else {
                    enqueueHalves(group);
                }
            }
            case NOT_ACTED_ON, ALL -> stop(group, failure);
        }
    }

    /** An unknown code is taken for one account's fault while halves get through, or few have been tried. */
    private boolean mayBeOneAccount(int size) {
        return landed || unrecognized <= 2 * IntMath.log2(size, RoundingMode.CEILING) + 2;
    }

    /** Ends the change: what may have landed is looked up, everything else failed. */
    private void stop(Set<AccountId> group, ImageSharingException failure) {
        Set<AccountId> left = new LinkedHashSet<>(group);
        groups.forEach(left::addAll);
        groups.clear();
        Set<AccountId> inDoubt = new LinkedHashSet<>(left);
        inDoubt.retainAll(doubtful);
        AccessRecheck.Result seen = lastLook.at(inDoubt, mayLag);
        ImageSharingException cause = seen.counted(failure, limits.perTarget());
        for (AccountId account : left) {
            settled.put(account, inDoubt.contains(account) ? outcome(account, seen, cause) : new Outcome.Failed(cause));
        }
    }

    private void settleSuspects() {
        AccessRecheck.Result seen = lastLook.at(suspects.keySet(), true);
        suspects.forEach((account, failure) -> settled.put(account, outcome(account, seen, failure)));
    }

    private Outcome outcome(AccountId inDoubt, AccessRecheck.Result seen, ImageSharingException cause) {
        if (seen.haveAccess() == null) {
            return new Outcome.Unknown(cause);
        }
        if (!permission.holds(inDoubt, seen.haveAccess())) {
            return seen.tooEarly() ? new Outcome.Unknown(cause) : new Outcome.Failed(cause);
        }
        boolean ours = doubtful.contains(inDoubt) || FailureScope.of(cause) != FailureScope.ACCOUNT;
        return ours ? CHANGED : UNCHANGED;
    }

    private void settleLanded(Set<AccountId> group, Set<AccountId> haveAccess) {
        Set<AccountId> there = new LinkedHashSet<>(group);
        there.removeIf(account -> !permission.holds(account, haveAccess));
        settle(there, CHANGED);
        group.removeAll(there);
    }

    private void settle(Set<AccountId> group, Outcome outcome) {
        group.forEach(account -> settled.put(account, outcome));
        landed |= outcome instanceof Outcome.Changed && !group.isEmpty();
    }

    private @Nullable ImageId image() {
        return target instanceof ImageId image ? image : null;
    }
}
