package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;

/** Names the owner of the credential: a sub-account, since a root account should have no keys of its own. */
final class StsGetCallerIdentity implements Action {

    private static final String SUB_ACCOUNT = "100000000999";

    @Override
    public JsonObject answer(Call call) {
        call.params();
        String root = call.cloud().accounts().own().value();
        JsonObject answer = new JsonObject();
        answer.addProperty("Arn", "qcs::cam:" + root + ":uin/" + SUB_ACCOUNT);
        answer.addProperty("AccountId", root);
        answer.addProperty("UserId", SUB_ACCOUNT);
        answer.addProperty("PrincipalId", SUB_ACCOUNT);
        answer.addProperty("Type", "CAMUser");
        return answer;
    }
}
