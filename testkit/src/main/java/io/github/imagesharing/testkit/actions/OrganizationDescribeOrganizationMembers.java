package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.testkit.OrganizationRole;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.operation.Page;
import io.github.imagesharing.testkit.operation.Params;
import io.github.imagesharing.testkit.state.Organization;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.math.BigInteger;
import java.util.List;

/** Lists the members; ids are numbers, and a page begins at a multiple of its size. */
final class OrganizationDescribeOrganizationMembers implements Action {

    private static final int LONGEST = 50;

    @Override
    public JsonObject answer(Call call) {
        Params params = call.params("Lang", "Offset", "Limit", "Product");
        Page page = new Page(params.requiredNumber("Offset"), params.requiredNumber("Limit"));
        if (page.limit() < 1 || page.limit() > LONGEST || page.offset() < 0 || page.offset() % page.limit() != 0) {
            throw new ServiceRefusal(
                    "InvalidParameter", "`Limit` must be from 1 to 50, and `Offset` a multiple of `Limit`.");
        }
        Organization organization = OrganizationDescribeOrganization.require(call);
        if (organization.role() == OrganizationRole.MEMBER_WHO_IS_REFUSED) {
            throw new ServiceRefusal(
                    "FailedOperation.OperateBillingPermissionErr", "No permission to look at the members.");
        }
        List<AccountId> seen =
                organization.role() == OrganizationRole.MEMBER_WHO_SEES_NOBODY ? List.of() : organization.listed();
        JsonArray items = new JsonArray();
        page.of(seen).forEach(account -> items.add(member(account)));
        JsonObject answer = new JsonObject();
        answer.add("Items", items);
        answer.addProperty("Total", seen.size());
        return answer;
    }

    private static JsonObject member(AccountId account) {
        JsonObject json = new JsonObject();
        json.addProperty("MemberUin", new BigInteger(account.value()));
        json.addProperty("Name", "member " + account);
        json.addProperty("MemberType", "Invite");
        json.addProperty("NodeId", 1);
        json.addProperty("CreateTime", "2024-05-01 10:00:00");
        json.addProperty("PayUin", "");
        return json;
    }
}
