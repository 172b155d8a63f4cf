package io.github.imagesharing.internal.facts;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.spi.Permission;
import java.util.Set;

/**
 * Who has access, as far as a read can be believed that may lag behind this service's own writes. The two doubts are kept
 * apart, since an account that was given access counts and one that lost it does not.
 *
 * @param shown those who have it by the read
 * @param given those who were given it a moment ago and are not shown yet
 * @param taken those who had it taken away a moment ago and are shown still
 */
public record AccessView(Set<AccountId> shown, Set<AccountId> given, Set<AccountId> taken) {

    /** Nobody has access. */
    public static final AccessView NOBODY = ofCertain(Set.of());

    /** A view without doubts. */
    public static AccessView ofCertain(Set<AccountId> accountsWithAccess) {
        return new AccessView(accountsWithAccess, Set.of(), Set.of());
    }

    /** The same after a write that certainly gave accounts access or took it from them. */
    public AccessView after(Permission permission, Set<AccountId> accounts) {
        Set<AccountId> now =
                permission == Permission.SHARE ? Sets.union(shown, accounts) : Sets.difference(shown, accounts);
        return new AccessView(
                ImmutableSet.copyOf(now),
                Sets.difference(given, accounts).immutableCopy(),
                Sets.difference(taken, accounts).immutableCopy());
    }

    /** Those who have it whatever the lag. */
    public Set<AccountId> certain() {
        return Sets.difference(shown, taken);
    }

    /** Those who may have it. */
    public Set<AccountId> possible() {
        return Sets.union(shown, given);
    }

    /** Those who have it if every write of this service was carried out. */
    public Set<AccountId> expected() {
        return Sets.union(certain(), given);
    }

    /** Those of whom only a later read can tell. */
    public Set<AccountId> inDoubt() {
        return Sets.union(given, taken);
    }

    /** Who counts as having access before a change, so that an account in doubt is written again and not left out. */
    public Set<AccountId> baselineFor(Permission permission) {
        return permission == Permission.SHARE ? certain() : possible();
    }
}
