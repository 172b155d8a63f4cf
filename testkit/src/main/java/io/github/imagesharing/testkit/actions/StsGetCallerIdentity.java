package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;

/** Tells whose keys were used: those of a sub-account, as they should be. */
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
