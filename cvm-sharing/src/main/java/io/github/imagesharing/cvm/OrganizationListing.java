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
import java.util.Objects;
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

    private static final String ONLY_FOR = CvmApis.DESCRIBE_ORGANIZATION_MEMBERS.action()
            + ": only the management account and delegated administrators may list the members of an organisation";

    private final ApiCaller caller;
    private final ProductClient client;

    OrganizationListing(ApiCaller caller, ProductClient client) {
        this.caller = caller;
        this.client = client;
    }

    /**
     * What is read of the organisation.
     *
     * @param managementAccount its management account
     * @param isManager whether the caller is known to be of the management account
     */
    private record Organization(AccountId managementAccount, boolean isManager) {

        /** Refused before the members are asked for, where the service says that the caller is neither of the two. */
        static Organization of(DescribeOrganizationResponse response) {
            boolean isNeither = Boolean.FALSE.equals(response.getIsManager())
                    && Boolean.FALSE.equals(response.getIsAssignManager());
            if (isNeither) {
                String message = ONLY_FOR + ", and the caller is neither; the management account is "
                        + Objects.requireNonNullElse(response.getHostUin(), "not told");
                throw new AccessDeniedException(Details.precondition(null, message));
            }
            return new Organization(account(response.getHostUin()), Boolean.TRUE.equals(response.getIsManager()));
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
        List<AccountId> members = members(deadline);
        if (members.isEmpty() && !organization.isManager()) {
            throw new AccessDeniedException(
                    Details.client(null, ONLY_FOR + ", and the caller was shown an empty list", null));
        }
        return ImmutableSet.<AccountId>builder()
                .add(organization.managementAccount())
                .addAll(members)
                .build();
    }

    private List<AccountId> members(Deadline deadline) {
        try {
            return Listing.aligned(MEMBERS, deadline, offset -> page(offset, deadline));
        } catch (AccessDeniedException e) {
            throw e.with(e.details().withMessage(e.details().message() + "; " + ONLY_FOR));
        }
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
        return AccountId.of(uin == null || uin <= 0 ? "" : Long.toString(uin));
    }
}
