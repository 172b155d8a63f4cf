package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.imagesharing.AccountId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganizationTest {

    private static final AccountId ANN = AccountId.of("1038493875");
    private static final AccountId BOB = AccountId.of("2700036");

    private final FakeTencentCloud cloud = FakeTencentCloud.start();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void there_is_none_unless_a_test_says_so() {
        assertThat(Client.code(describe())).isEqualTo("ResourceNotFound.OrganizationNotExist");
        assertThat(Client.code(members("{'Offset':0,'Limit':50}"))).isEqualTo("ResourceNotFound.OrganizationNotExist");
    }

    @Test
    void ids_are_numbers_and_the_list_names_the_management_account_only_where_told() {
        cloud.organization(organization -> organization.managementAccount(BOB).member(ANN));
        assertThat(describe().getAsJsonPrimitive("HostUin").isNumber()).isTrue();
        assertThat(Client.each(members("{'Offset':0,'Limit':50}"), "Items", "MemberUin"))
                .containsExactly("1038493875");
        cloud.organization(
                organization -> organization.managementAccount(BOB).member(ANN).listsManagementAccount(true));
        JsonObject second = members("{'Offset':1,'Limit':1}");
        assertThat(Client.each(second, "Items", "MemberUin")).containsExactly("1038493875");
        assertThat(second.get("Total").getAsInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Limit':50} | MissingParameter",
                "{'Offset':0} | MissingParameter",
                "{'Offset':0,'Limit':0} | InvalidParameter",
                "{'Offset':0,'Limit':51} | InvalidParameter",
                "{'Offset':49,'Limit':50} | InvalidParameter",
                "{'Offset':-50,'Limit':50} | InvalidParameter",
                "{'Offset':0,'Limit':50,'X':1} | UnknownParameter"
            },
            quoteCharacter = '~')
    void both_parameters_of_a_page_are_required_and_an_offset_is_a_multiple_of_the_limit(String body, String code) {
        cloud.organization(organization -> organization.member(ANN));
        assertThat(Client.code(members(body))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "MANAGER, true, false, ''",
        "DELEGATED_ADMINISTRATOR, false, true, ''",
        "MEMBER_WHO_IS_REFUSED, false, false, FailedOperation.OperateBillingPermissionErr",
        "MEMBER_WHO_SEES_NOBODY, false, false, ''"
    })
    void the_caller_is_told_what_it_is_and_shown_accordingly(
            OrganizationRole role, boolean manager, boolean delegated, String code) {
        cloud.organization(organization -> organization.member(ANN).role(role));
        assertThat(describe().get("IsManager").getAsBoolean()).isEqualTo(manager);
        assertThat(describe().get("IsAssignManager").getAsBoolean()).isEqualTo(delegated);
        JsonObject members = members("{'Offset':0,'Limit':50}");
        assertThat(Client.code(members)).isEqualTo(code);
        if (code.isEmpty()) {
            assertThat(members.getAsJsonArray("Items")).hasSize(manager || delegated ? 1 : 0);
        }
        cloud.organization(organization -> organization.role(role).roleTold(false));
        assertThat(describe().get("IsManager").isJsonNull()).isTrue();
    }

    private JsonObject describe() {
        return Client.parsed(new Client(cloud).send("DescribeOrganization", "2021-03-31", "{}"));
    }

    private JsonObject members(String body) {
        return Client.parsed(new Client(cloud).send("DescribeOrganizationMembers", "2021-03-31", Client.json(body)));
    }
}
