package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.NoOrganizationException;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.testkit.FakeOrganization;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.OrganizationRole;
import io.github.imagesharing.testkit.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All accounts of the organisation or an exception, whatever the documents leave open. */
class OrganizationTest extends FakeCloudFixture {

    private static final String DESCRIBE = "DescribeOrganization";
    private static final String MEMBERS = "DescribeOrganizationMembers";
    private static final AccountId MANAGEMENT = AccountId.of("100000000018");

    private FakeOrganization with(FakeOrganization organization, List<AccountId> members) {
        return organization.member(members.toArray(AccountId[]::new));
    }

    @ParameterizedTest(name = "the list names the management account: {0}")
    @ValueSource(booleans = {true, false})
    void theManagementAccountGetsItsMembersAndNotItself(boolean listed) {
        cloud.organization(
                organization -> organization.member(OTHER, PARTNER, MANAGEMENT).listsManagementAccount(listed));

        Set<AccountId> accounts = sharing.organizationAccounts();

        assertThat(accounts).containsExactly(OTHER, PARTNER, MANAGEMENT);
        assertThatThrownBy(accounts::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest(name = "the list names the management account: {0}")
    @ValueSource(booleans = {true, false})
    void aDelegatedAdministratorGetsTheManagementAccountAndTheOtherMembers(boolean listed) {
        cloud.organization(organization -> organization
                .managementAccount(MANAGEMENT)
                .member(OTHER, cloud.ownAccount(), PARTNER)
                .listsManagementAccount(listed)
                .role(OrganizationRole.DELEGATED_ADMINISTRATOR));

        assertThat(sharing.organizationAccounts()).containsExactly(MANAGEMENT, OTHER, PARTNER);
    }

    @ParameterizedTest(name = "{0} members, {1} pages")
    @CsvSource({"0, 1", "1, 1", "50, 1", "51, 3", "100, 3", "230, 9"})
    void allPagesAreRead(int members, int pages) {
        List<AccountId> all = accounts(members);
        cloud.organization(organization -> with(organization, all));

        assertThat(sharing.organizationAccounts()).containsExactlyElementsOf(all);
        assertThat(cloud.requests(DESCRIBE)).hasSize(1);
        assertThat(cloud.requests(MEMBERS)).hasSize(pages);
        assertThat(cloud.requests(MEMBERS))
                .extracting(RecordedRequest::errorCode)
                .containsOnly("");
    }

    @Test
    void aMemberThatLeavesBetweenTwoPagesHidesNoOther() {
        List<AccountId> all = accounts(120);
        cloud.organization(organization -> with(organization, all));
        AtomicBoolean done = new AtomicBoolean();
        cloud.afterEach(MEMBERS, () -> {
            if (!done.getAndSet(true)) {
                cloud.organization(
                        organization -> with(organization, all.subList(1, 120)).member(PARTNER));
            }
        });

        assertThat(sharing.organizationAccounts())
                .containsAll(all.subList(1, 120))
                .contains(PARTNER)
                .doesNotContain(all.get(0));
    }

    @Test
    void aListThatNeverStaysIsAnException() {
        List<AccountId> all = new ArrayList<>(accounts(120));
        cloud.organization(organization -> with(organization, all));
        cloud.afterEach(MEMBERS, () -> {
            all.remove(0);
            cloud.organization(organization -> with(organization, all));
        });

        assertThat(thrownBy(ServiceFailureException.class, () -> sharing.organizationAccounts()))
                .hasMessageContaining("DescribeOrganizationMembers: the list changed while it was read");
    }

    @ParameterizedTest
    @EnumSource(
            value = OrganizationRole.class,
            names = {"MEMBER_WHO_IS_REFUSED", "MEMBER_WHO_SEES_NOBODY"})
    void anOrdinaryMemberIsToldWhoMayListThemBeforeTheyAreAskedFor(OrganizationRole role) {
        cloud.organization(organization -> organization
                .managementAccount(MANAGEMENT)
                .member(cloud.ownAccount(), PARTNER)
                .role(role));

        AccessDeniedException thrown = thrownBy(AccessDeniedException.class, () -> sharing.organizationAccounts());

        assertThat(thrown.detectedBy()).isEqualTo(DetectedBy.PRECONDITION);
        assertThat(thrown)
                .hasMessageContaining("only the management account and delegated administrators")
                .hasMessageContaining("the management account is 100000000018");
        assertThat(cloud.requests(MEMBERS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(OrganizationRole.class)
    void whereTheServiceDoesNotSayWhatTheCallerIsTheListDecides(OrganizationRole role) {
        cloud.organization(organization -> organization
                .managementAccount(MANAGEMENT)
                .member(cloud.ownAccount(), PARTNER)
                .role(role)
                .roleTold(false));

        switch (role) {
            case MANAGER, DELEGATED_ADMINISTRATOR ->
                assertThat(sharing.organizationAccounts()).containsExactly(MANAGEMENT, PARTNER);
            case MEMBER_WHO_IS_REFUSED ->
                assertThat(thrownBy(AccessDeniedException.class, () -> sharing.organizationAccounts()))
                        .hasMessageContaining("only the management account and delegated administrators")
                        .satisfies(why ->
                                assertThat(why.errorCode()).contains("FailedOperation.OperateBillingPermissionErr"));
            default ->
                assertThat(thrownBy(AccessDeniedException.class, () -> sharing.organizationAccounts()))
                        .hasMessageContaining("empty list");
        }
    }

    @Test
    void inNoOrganisationItIsAnExceptionOfItsOwn() {
        NoOrganizationException thrown = thrownBy(NoOrganizationException.class, () -> sharing.organizationAccounts());

        assertThat(thrown.isRetryable()).isFalse();
        assertThat(thrown.requestId()).isPresent();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ResourceNotFound.OrganizationNotExist, NoOrganizationException",
        "ResourceNotFound.OrganizationServiceNotExist, NoOrganizationException",
        "FailedOperation.OperateBillingPermissionErr, AccessDeniedException",
        "UnauthorizedOperation, AccessDeniedException",
        "InternalError, ServiceFailureException",
        "RequestLimitExceeded, ThrottledException",
        "InvalidParameter, UnrecognizedServiceException"
    })
    void aCodeOfEitherCallBecomesOneTypedException(String code, String expected) {
        cloud.organization(organization -> organization.member(PARTNER));
        ImageSharingService once =
                service(settings().retry(settings().build().retry().attempts(1)));
        for (String action : List.of(DESCRIBE, MEMBERS)) {
            cloud.heal();
            cloud.failAlways(action, Fault.error(code, "said the service"));

            ImageSharingException thrown = thrownBy(ImageSharingException.class, () -> once.organizationAccounts());

            assertThat(thrown.getClass().getSimpleName()).isEqualTo(expected);
            assertThat(thrown.errorCode()).contains(code);
            assertThat(thrown.detectedBy()).isEqualTo(DetectedBy.SERVICE);
            assertThat(thrown).hasMessageContaining("said the service").hasMessageContaining(action);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aPageThatFailsIsTriedAgainOrItIsAnException(int page) {
        cloud.organization(organization -> with(organization, accounts(120)));
        Fault broken = Fault.httpStatus(502, "");
        cloud.afterEach(MEMBERS, () -> {
            if (cloud.requests(MEMBERS).size() == page - 2) {
                cloud.failNext(MEMBERS, broken);
            }
        });
        if (page == 1) {
            cloud.failNext(MEMBERS, broken);
        }
        assertThat(sharing.organizationAccounts()).hasSize(120);

        cloud.heal();
        cloud.resetRequests();
        cloud.afterEach(MEMBERS, () -> {
            if (cloud.requests(MEMBERS).size() >= page - 2) {
                cloud.failAlways(MEMBERS, broken);
            }
        });
        if (page == 1) {
            cloud.failAlways(MEMBERS, broken);
        }
        assertThat(thrownBy(ServiceFailureException.class, () -> sharing.organizationAccounts()))
                .hasMessageContaining("502");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "Items":[{"MemberUin":1038493875},{"MemberUin":null}],"Total":2
            "Items":[{"MemberUin":1038493875},{}],"Total":2
            "Items":[{"MemberUin":1038493875},null],"Total":2
            "Items":[{"MemberUin":1038493875.5}],"Total":1
            "Items":[{"MemberUin":-1}],"Total":1
            "Items":[{"MemberUin":1038493875}],"Total":2
            "Items":null,"Total":1
            "Items":null,"Total":null
            "New":1
            """)
    void anAnswerWithAHoleIsAnExceptionAndNoShorterList(String answer) {
        cloud.organization(organization -> organization.member(PARTNER));
        cloud.failAlways(MEMBERS, Fault.answer("{\"Response\":{%s,\"RequestId\":\"r\"}}".formatted(answer)));

        assertThat(thrownBy(ServiceFailureException.class, () -> sharing.organizationAccounts()))
                .isNotNull();
    }

    @Test
    void anOrdinaryMemberIsToldSoAlsoWhereTheManagementAccountIsNot() {
        cloud.failAlways(
                DESCRIBE,
                Fault.answer("{\"Response\":{\"IsManager\":false,\"IsAssignManager\":false,\"RequestId\":\"r\"}}"));

        assertThat(thrownBy(AccessDeniedException.class, () -> sharing.organizationAccounts()))
                .hasMessageEndingWith("the management account is not told");
    }

    @Test
    void anOrganisationWithoutAManagementAccountIsAnException() {
        cloud.organization(organization -> organization.member(PARTNER));
        cloud.failAlways(DESCRIBE, Fault.answer("{\"Response\":{\"HostUin\":null,\"RequestId\":\"r\"}}"));

        assertThat(thrownBy(ServiceFailureException.class, () -> sharing.organizationAccounts()))
                .hasMessageContaining("does not fit");
    }

    /** They do not fit an int, and a double would write them with an exponent. */
    @Test
    void longIdsStayWhatTheyAre() {
        AccountId longest = AccountId.of("9007199254740993");
        cloud.organization(organization -> organization.member(AccountId.of("999999999999"), longest));

        assertThat(sharing.organizationAccounts()).containsExactly(AccountId.of("999999999999"), longest);
    }

    @Test
    void withoutTheOwnAccountItIsAnException() {
        cloud.organization(organization -> organization.member(PARTNER));
        cloud.refuse("GetCallerIdentity");

        assertThat(thrownBy(AccessDeniedException.class, () -> sharing.organizationAccounts()))
                .hasMessageContaining("sts:GetCallerIdentity");
        assertThat(service(settings().ownAccount(cloud.ownAccount())).organizationAccounts())
                .containsExactly(PARTNER);
    }

    @Test
    void keepsToTheQuota() {
        cloud.organization(organization -> with(organization, accounts(600)));
        cloud.rate(MEMBERS, 20);

        assertThat(service(settings().quota(RequestQuota.published())).organizationAccounts())
                .hasSize(600);
        assertThat(cloud.throttled()).isZero();
    }
}
