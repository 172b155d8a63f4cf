package io.github.imagesharing.internal;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.spi.Permission;
import java.util.Set;

/**
 * Who has access as a read shows it, as far as a read can be believed that may lag behind this service's own writes.
 *
 * @param surely those who have it whatever the lag
 * @param perhaps those who have it or may have been given it a moment ago
 */
record Sight(Set<AccountId> surely, Set<AccountId> perhaps) {

    static final Sight NOBODY = new Sight(Set.of(), Set.of());

    /** Who has access before a change, so that an account in doubt is written again and not called unchanged. */
    Set<AccountId> before(Permission permission) {
        return permission == Permission.SHARE ? surely : perhaps;
    }
}
