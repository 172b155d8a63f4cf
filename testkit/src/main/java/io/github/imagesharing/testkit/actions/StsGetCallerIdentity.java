package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;

/** Names the owner of the credential: a sub-account, since a root account should have no keys of its own, or a
 * role. */
final class StsGetCallerIdentity implements Action {

    private static final String SUB_ACCOUNT = "100000000999";
    private static final String ROLE = "4611686018427397919";

    @Override
    public JsonObject answer(Call call) {
        call.params();
        String root = call.caller().account().value();
        boolean isRole = !call.caller().role().isEmpty();
        String who = isRole ? ROLE : SUB_ACCOUNT;
        JsonObject answer = new JsonObject();
        answer.addProperty("Arn", (isRole ? "qcs::sts:%s:assumed-role/%s" : "qcs::cam:%s:uin/%s").formatted(root, who));
        answer.addProperty("AccountId", root);
        answer.addProperty("UserId", isRole ? who + ":image-sharing" : who);
        answer.addProperty("PrincipalId", who);
        answer.addProperty("Type", isRole ? "CAMRole" : "CAMUser");
        return answer;
    }
}
