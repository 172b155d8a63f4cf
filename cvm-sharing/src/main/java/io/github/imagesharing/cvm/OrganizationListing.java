package io.github.imagesharing.cvm;

import com.google.common.collect.ImmutableSet;
import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.cvm.models.DescribeOrganizationMembersRequest;
import io.github.imagesharing.cvm.models.DescribeOrganizationMembersResponse;
import io.github.imagesharing.cvm.models.DescribeOrganizationRequest;
import io.github.imagesharing.cvm.models.DescribeOrganizationResponse;
import io.github.imagesharing.cvm.models.OrgMember;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.transport.ApiCaller;
import io.github.imagesharing.transport.Listing;
import io.github.imagesharing.transport.ProductClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code DescribeOrganization} and all pages of {@code DescribeOrganizationMembers}: every root account of the caller's
 * organisation, or an exception.
 *
 * <p>It answers that nobody documents what an ordinary member is told, a refusal or an empty list, and whether the list of
 * members names the management account: whoever is no manager is refused here, an empty list is believed from the management
 * account alone, and the management account is always among the accounts, once. Shown by {@code OrganizationTest}.
 *
 * <p>Thread-safe.
 */
final class OrganizationListing {

    private static final Listing.Subject<AccountId> MEMBERS = new Listing.Subject<>(
            CvmApis.DESCRIBE_ORGANIZATION_MEMBERS, null, CvmApis.MEMBERS_PAGE, account -> account);

    private final ApiCaller caller;
    private final ProductClient client;

    OrganizationListing(ApiCaller caller, ProductClient client) {
        this.caller = caller;
        this.client = client;
    }

    /**
     * What the organisation is, and who the caller is in it.
     *
     * @param managementAccount its management account
     * @param isManager whether the caller is of the management account, or null where the service does not say
     * @param isDelegated whether the caller is a delegated administrator, or null where the service does not say
     */
    private record Organization(
            AccountId managementAccount,
            @Nullable Boolean isManager,
            @Nullable Boolean isDelegated) {

        static Organization of(DescribeOrganizationResponse response) {
            return new Organization(
                    account(response.getHostUin()), response.getIsManager(), response.getIsAssignManager());
        }

        boolean isForOthersToList() {
            return Boolean.FALSE.equals(isManager) && Boolean.FALSE.equals(isDelegated);
        }

        String whoMayList() {
            return CvmApis.DESCRIBE_ORGANIZATION_MEMBERS.action() + ": only the management account " + managementAccount
                    + " and delegated administrators may list the members of the organisation";
        }
    }

    Set<AccountId> accounts(Deadline deadline) {
        Organization organization = caller.read(
                CvmApis.DESCRIBE_ORGANIZATION,
                null,
                deadline,
                () -> Organization.of(client.send(
                        CvmApis.DESCRIBE_ORGANIZATION,
                        new DescribeOrganizationRequest(),
                        DescribeOrganizationResponse.class)));
        if (organization.isForOthersToList()) {
            throw new AccessDeniedException(
                    Details.precondition(null, organization.whoMayList() + ", and the caller is neither"));
        }
        List<AccountId> members = Listing.aligned(MEMBERS, deadline, offset -> page(offset, deadline));
        if (members.isEmpty() && !Boolean.TRUE.equals(organization.isManager())) {
            throw new AccessDeniedException(
                    Details.client(null, organization.whoMayList() + "; the caller was shown an empty list", null));
        }
        return ImmutableSet.<AccountId>builder()
                .add(organization.managementAccount())
                .addAll(members)
                .build();
    }

    private Listing.Page<AccountId> page(long offset, Deadline deadline) {
        DescribeOrganizationMembersRequest request = new DescribeOrganizationMembersRequest();
        request.setOffset(offset);
        request.setLimit(CvmApis.MEMBERS_PAGE);
        return caller.read(
                CvmApis.DESCRIBE_ORGANIZATION_MEMBERS,
                null,
                deadline,
                () -> page(client.send(
                        CvmApis.DESCRIBE_ORGANIZATION_MEMBERS, request, DescribeOrganizationMembersResponse.class)));
    }

    /** A member that cannot be read is a failure of the call, and so is an answer that says nothing at all. */
    private static Listing.Page<AccountId> page(DescribeOrganizationMembersResponse response) {
        OrgMember[] items = response.getItems();
        if (items == null && response.getTotal() == null) {
            throw new IllegalArgumentException("neither Items nor Total");
        }
        List<AccountId> members = new ArrayList<>();
        for (OrgMember item : items == null ? new OrgMember[0] : items) {
            members.add(account(item == null ? null : item.getMemberUin()));
        }
        return new Listing.Page<>(members, response.getTotal());
    }

    private static AccountId account(@Nullable Long uin) {
        return AccountId.of(uin == null ? "" : Long.toString(uin));
    }
}
