package io.github.imagesharing.internal.facts;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.spi.Permission;
import java.util.Set;

/**
 * Who has access, as far as a read can be believed that may lag behind this service's own writes.
 *
 * @param certain those who have it whatever the lag
 * @param possible those who have it, or were given it a moment ago and may not be shown yet, or had it taken away a moment
 *     ago and are shown still
 */
public record AccessView(Set<AccountId> certain, Set<AccountId> possible) {

    /** Nobody has access. */
    public static final AccessView NOBODY = new AccessView(Set.of(), Set.of());

    /** Who counts as having access before a change, so that an account in doubt is written again and not left out. */
    public Set<AccountId> baselineFor(Permission permission) {
        return permission == Permission.SHARE ? certain : possible;
    }
}
