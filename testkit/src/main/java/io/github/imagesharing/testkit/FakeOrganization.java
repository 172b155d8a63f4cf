package io.github.imagesharing.testkit;

import static io.github.imagesharing.ArgumentChecks.given;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.testkit.state.Organization;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what the organisation in the fake cloud is like, for
 * {@link FakeTencentCloud#organization(java.util.function.Consumer)}. Untouched, its management account is the account whose
 * cloud this is, and it has no members.
 *
 * <p>Only for use inside that method; later changes to it change nothing in the cloud.
 */
public final class FakeOrganization {

    private final List<AccountId> members = new ArrayList<>();
    private AccountId managementAccount;
    private boolean listsManagementAccount;
    private OrganizationRole role = OrganizationRole.MANAGER;
    private boolean roleTold = true;

    FakeOrganization(AccountId own) {
        this.managementAccount = own;
    }

    /**
     * Sets the management account.
     *
     * @param account the account
     * @return this organisation
     */
    public FakeOrganization managementAccount(AccountId account) {
        managementAccount = given("account", account);
        return this;
    }

    /**
     * Adds members, after those added before.
     *
     * @param accounts the accounts
     * @return this organisation
     */
    public FakeOrganization member(AccountId... accounts) {
        members.addAll(List.of(Bounds.accounts(accounts)));
        return this;
    }

    /**
     * Sets whether the list of members begins with the management account, which the documentation leaves open.
     *
     * @param lists false by default
     * @return this organisation
     */
    public FakeOrganization listsManagementAccount(boolean lists) {
        listsManagementAccount = lists;
        return this;
    }

    /**
     * Sets what the caller is.
     *
     * @param role {@link OrganizationRole#MANAGER} by default
     * @return this organisation
     */
    public FakeOrganization role(OrganizationRole role) {
        this.role = given("role", role);
        return this;
    }

    /**
     * Sets whether {@code DescribeOrganization} says what the caller is.
     *
     * @param told true by default; else {@code IsManager} and {@code IsAssignManager} are null
     * @return this organisation
     */
    public FakeOrganization roleTold(boolean told) {
        roleTold = told;
        return this;
    }

    Organization toOrganization() {
        List<AccountId> listed = new ArrayList<>(members);
        if (listsManagementAccount) {
            listed.add(0, managementAccount);
        }
        return new Organization(managementAccount, listed, role, roleTold);
    }
}
