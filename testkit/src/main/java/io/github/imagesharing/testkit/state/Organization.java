package io.github.imagesharing.testkit.state;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.testkit.OrganizationRole;
import java.util.List;

/**
 * The organisation of the account whose cloud this is. Immutable.
 *
 * @param managementAccount its management account
 * @param listed the accounts that the list of members names, in its order
 * @param role what the caller is in it
 * @param roleTold whether the description of the organisation says so
 */
public record Organization(
        AccountId managementAccount, List<AccountId> listed, OrganizationRole role, boolean roleTold) {

    public Organization {
        listed = List.copyOf(listed);
    }
}
