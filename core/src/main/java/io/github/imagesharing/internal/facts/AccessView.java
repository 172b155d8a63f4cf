package io.github.imagesharing.internal.facts;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.spi.Permission;
import java.util.Set;

/**
 * Who has access as a read shows it, as far as a read can be believed that may lag behind this service's own writes.
 *
 * @param certain those who have it whatever the lag
 * @param possible those who have it or may have been given it a moment ago
 */
public record AccessView(Set<AccountId> certain, Set<AccountId> possible) {

    static final AccessView NOBODY = new AccessView(Set.of(), Set.of());

    /** Who has access before a change, so that an account in doubt is written again and not called unchanged. */
    public Set<AccountId> baselineFor(Permission permission) {
        return permission == Permission.SHARE ? certain : possible;
    }
}
