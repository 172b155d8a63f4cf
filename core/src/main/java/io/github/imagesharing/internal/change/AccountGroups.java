package io.github.imagesharing.internal.change;

import com.google.common.collect.Iterables;
import io.github.imagesharing.AccountId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The groups of accounts that are still to be sent, a request each. A group is never larger than one request may be, also
 * where the limit was learned after the group was made. For one call on one thread.
 */
final class AccountGroups {

    private final AccountLimits limits;
    private final Deque<Set<AccountId>> groups = new ArrayDeque<>();

    AccountGroups(AccountLimits limits) {
        this.limits = limits;
    }

    /** Adds accounts, in as few groups as the limit allows. */
    void add(Set<AccountId> accounts) {
        addInParts(accounts, limits.perRequest());
    }

    /** Adds accounts in two groups, to find the one that is at fault. */
    void addHalves(Set<AccountId> accounts) {
        addInParts(accounts, (accounts.size() + 1) / 2);
    }

    private void addInParts(Set<AccountId> accounts, int size) {
        if (!accounts.isEmpty()) {
            Iterables.partition(accounts, size).forEach(part -> groups.add(new LinkedHashSet<>(part)));
        }
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Removes the group that comes next. */
    Set<AccountId> next() {
        Set<AccountId> group = groups.remove();
        if (group.size() <= limits.perRequest()) {
            return group;
        }
        add(group);
        return next();
    }

    /** Removes all groups and gives their accounts. */
    Set<AccountId> drain() {
        Set<AccountId> accounts = new LinkedHashSet<>();
        groups.forEach(accounts::addAll);
        groups.clear();
        return accounts;
    }
}
