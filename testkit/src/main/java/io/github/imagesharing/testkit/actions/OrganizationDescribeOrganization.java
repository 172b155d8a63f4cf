package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.OrganizationRole;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.state.Organization;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.math.BigInteger;

/** Describes the organisation, and what the caller is in it. */
final class OrganizationDescribeOrganization implements Action {

    @Override
    public JsonObject answer(Call call) {
        call.params("Lang", "Product");
        Organization organization = require(call);
        OrganizationRole role = organization.role();
        JsonObject answer = new JsonObject();
        answer.addProperty("OrgId", 4_711);
        answer.addProperty(
                "HostUin", new BigInteger(organization.managementAccount().value()));
        answer.addProperty("NickName", "management account");
        answer.addProperty("OrgType", 1);
        answer.addProperty("IsManager", organization.roleTold() ? role == OrganizationRole.MANAGER : null);
        answer.addProperty("OrgPolicyType", "Financial");
        answer.addProperty("RootNodeId", 1);
        answer.addProperty("CreateTime", "2024-05-01 10:00:00");
        answer.addProperty("JoinTime", "2024-05-01 10:00:00");
        answer.addProperty(
                "IsAssignManager", organization.roleTold() ? role == OrganizationRole.DELEGATED_ADMINISTRATOR : null);
        return answer;
    }

    static Organization require(Call call) {
        return call.cloud()
                .organization()
                .orElseThrow(() -> new ServiceRefusal(
                        "ResourceNotFound.OrganizationNotExist", "The organization does not exist."));
    }
}
