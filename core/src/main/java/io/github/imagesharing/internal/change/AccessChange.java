package io.github.imagesharing.internal.change;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.common.math.IntMath;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.transport.RetryLoop;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives or takes access to one target and says truly what became of each account, whatever the service answers.
 *
 * <p>It answers requests that fail for one of many accounts, that are too large, that are applied in part, or whose response
 * is lost. Only the difference is sent, so that a second call changes nothing; a request that is too large is split; a bad
 * account is found by halving and the others get access; what may have been applied is looked at ({@link WriteLoop}); what
 * no read can settle is Unknown. Shown by {@code AccessChangeTest}, and by {@code AccessChangeScheduleTest} for hundreds of
 * mixtures of faults.
 *
 * <p>{@link AccountGroups} says what is sent next, {@link ChangeLedger} what is known of each account. For one call on one
 * thread.
 */
public final class AccessChange {

    /** How much of the time is kept for the read that settles what is in doubt at the end. */
    private static final int PERCENT_FOR_RECHECK = 10;

    private final TargetAccess access;
    private final Permission permission;
    private final AccountSearch search;
    private final Deadline writing;
    private final AccessRecheck recheck;
    private final AccountGroups groups;
    private final ChangeLedger ledger;
    private final boolean isAfterOpposite;
    private int unknownCodes;

    /** Accounts that may have access although the read did not show it: of those nothing is learned from other images. */
    private Set<AccountId> mayBeDone = Set.of();

    /**
     * Prepares the change; sends nothing.
     *
     * @param access the target
     * @param permission what to do
     * @param search what a batch knows of its accounts, and who of it searches
     * @param deadline when to give up
     */
    public AccessChange(TargetAccess access, Permission permission, AccountSearch search, Deadline deadline) {
        this.access = access;
        this.permission = permission;
        this.search = search;
        this.writing = deadline.reserving(PERCENT_FOR_RECHECK);
        this.recheck = new AccessRecheck(access, permission, deadline);
        this.groups = new AccountGroups(access.product().limits());
        this.ledger = new ChangeLedger(permission);
        this.isAfterOpposite = access.isAfterOpposite(permission);
    }

    /** Changes what is not as wanted yet; throws nothing for what the service answers. */
    public ShareReport run(Set<AccountId> asked, Set<AccountId> accountsWithAccess) {
        Set<AccountId> missing = new LinkedHashSet<>(asked);
        missing.removeIf(account -> permission.isDone(account, accountsWithAccess));
        mayBeDone = ImmutableSet.copyOf(Sets.filter(missing, account -> access.mayHaveWritten(permission, account)));
        missing.removeIf(this::wasRefusedBefore);
        groups.add(missing);
        try {
            while (!groups.isEmpty()) {
                change(groups.next());
            }
        } finally {
            search.end();
        }
        ledger.settleSuspects(recheck.of(ledger.suspects(), true));
        return ledger.report(access.target(), asked);
    }

    private boolean wasRefusedBefore(AccountId account) {
        Optional<ImageSharingException> before =
                mayBeDone.contains(account) ? Optional.empty() : search.known().refusal(permission, account, imageId());
        before.ifPresent(why -> {
            ledger.refused(account, why);
            access.refused(account);
        });
        return before.isPresent();
    }

    private void change(Set<AccountId> group) {
        RetryLoop retries = new RetryLoop(access.product().retry(), writing, imageId());
        try {
            new WriteLoop(retries).run(new GroupRequest(group));
        } catch (ImageSharingException failure) {
            failedUnlessFound(group, failure);
        }
    }

    /** What several images of a batch are refused for, one of them searches for. */
    private void failedUnlessFound(Set<AccountId> group, ImageSharingException failure) {
        FailureScope scope = FailureScope.of(failure);
        boolean isSearchedFor = scope == FailureScope.TOO_MANY_ACCOUNTS
                || scope == FailureScope.UNKNOWN_CODE
                || (scope == FailureScope.ONE_ACCOUNT && permission == Permission.SHARE);
        try {
            if (group.size() == 1
                    || !isSearchedFor
                    || search.begins(access.target(), writing, () -> isFoundByAnother(group))) {
                failed(group, failure);
            } else {
                groups.add(group);
            }
        } catch (CallInterruptedException whileWaiting) {
            stop(group, whileWaiting);
        }
    }

    private boolean isFoundByAnother(Set<AccountId> group) {
        boolean isSmaller = group.removeIf(this::wasRefusedBefore);
        return isSmaller || group.size() > access.product().limits().perRequest();
    }

    /** The request for one group; those of its accounts that a look finds as wanted leave the group. */
    private final class GroupRequest implements WriteLoop.Request<Boolean> {

        private final Set<AccountId> group;

        GroupRequest(Set<AccountId> group) {
            this.group = group;
        }

        @Override
        public Boolean send() {
            try {
                ledger.succeeded(group, access.write(permission, group, writing));
                return true;
            } catch (ImageSharingException failure) {
                ledger.failed(group, failure);
                throw failure;
            }
        }

        @Override
        public boolean isInDoubt(ImageSharingException failure) {
            return FailureScope.of(failure).mayHaveChanged(group.size());
        }

        @Override
        public Optional<Boolean> look() {
            access.readSettled(permission, writing).ifPresent(accountsWithAccess -> seen(group, accountsWithAccess));
            return group.isEmpty() ? Optional.of(true) : Optional.empty();
        }
    }

    private void failed(Set<AccountId> group, ImageSharingException failure) {
        boolean single = group.size() == 1;
        switch (FailureScope.of(failure)) {
            case TOO_MANY_ACCOUNTS -> {
                if (single) {
                    stop(group, failure);
                } else {
                    access.product().limits().tooMany(group.size());
                    groups.add(group);
                }
            }
            case ALREADY_DONE -> {
                if (!single) {
                    withoutThoseDone(group);
                } else if (!isAskedAgain(group)) {
                    group.forEach(ledger::alreadyDone);
                    access.confirmed(permission, group);
                }
            }
            case ONE_ACCOUNT -> {
                if (!single && permission == Permission.CANCEL) {
                    withoutThoseDone(group);
                } else if (!single) {
                    groups.addHalves(group);
                } else if (permission == Permission.SHARE || !isAskedAgain(group)) {
                    group.forEach(account -> ledger.refused(account, failure));
                    group.forEach(account -> search.known().refused(permission, account, failure));
                }
            }
            case UNKNOWN_CODE -> {
                unknownCodes++;
                if (!mayBeOneAccount(group.size())) {
                    stop(group, failure);
                } else if (single) {
                    group.forEach(account -> ledger.suspect(account, failure));
                } else {
                    groups.addHalves(group);
                }
            }
            case NOT_ACTED_ON, WHOLE_REQUEST -> stop(group, failure);
        }
    }

    private void seen(Set<AccountId> group, Set<AccountId> accountsWithAccess) {
        Set<AccountId> asked = Set.copyOf(group);
        ledger.seen(group, accountsWithAccess);
        access.confirmed(permission, Sets.difference(asked, group).immutableCopy());
    }

    /** An account that is as wanted already may be the one at fault: a read finds it sooner than halving. */
    private void withoutThoseDone(Set<AccountId> group) {
        int before = group.size();
        recheck.once().ifPresent(accountsWithAccess -> seen(group, accountsWithAccess));
        if (group.size() < before) {
            groups.add(group);
        } else {
            groups.addHalves(group);
        }
    }

    /**
     * Right after a write the other way the service may still speak of the state before it, so it is asked again once: a
     * request of its own, with attempts of its own.
     */
    private boolean isAskedAgain(Set<AccountId> account) {
        boolean again = isAfterOpposite && ledger.askedAgain(account);
        if (again) {
            access.awaitVisible(permission, writing);
            groups.add(account);
        }
        return again;
    }

    /** An unknown code is taken for one account's fault while other requests succeed, or few have been tried. */
    private boolean mayBeOneAccount(int size) {
        return ledger.anyChanged() || unknownCodes <= 2 * IntMath.log2(size, RoundingMode.CEILING) + 2;
    }

    /** Ends the change: what may have been applied is looked up, everything else failed. */
    private void stop(Set<AccountId> group, ImageSharingException failure) {
        Set<AccountId> left = new LinkedHashSet<>(group);
        left.addAll(groups.drain());
        AccessRecheck.Result read = recheck.of(ledger.doubtfulOf(left), ledger.readsMayBeStale());
        ledger.settleRest(
                left, read, read.withNumbers(failure, access.product().limits().perTarget()));
    }

    private @Nullable ImageId imageId() {
        return access.target() instanceof ImageId imageId ? imageId : null;
    }
}
