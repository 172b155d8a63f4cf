package io.github.imagesharing.testkit;

/** What the caller is in its organisation; what an ordinary member is answered is not documented. */
public enum OrganizationRole {
    /** Of the management account. */
    MANAGER,
    /** A delegated administrator, who may list the members too. */
    DELEGATED_ADMINISTRATOR,
    /** An ordinary member, to whom the list of members is {@code FailedOperation.OperateBillingPermissionErr}. */
    MEMBER_WHO_IS_REFUSED,
    /** An ordinary member, who is shown an empty list. */
    MEMBER_WHO_SEES_NOBODY
}
