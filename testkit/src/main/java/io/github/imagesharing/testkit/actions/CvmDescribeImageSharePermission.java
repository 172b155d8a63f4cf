package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.EmptySet;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.operation.CvmImageId;
import io.github.imagesharing.testkit.state.Image;

/** Lists the accounts that have access to an image of the caller. */
final class CvmDescribeImageSharePermission implements Action {

    private static final String SET = "SharePermissionSet";

    @Override
    public JsonObject answer(Call call) {
        String id = CvmImageId.require(call.params("ImageId").requiredText("ImageId"), "InvalidImageId.Malformed");
        Image image = CvmModifyImageSharePermission.own(call, call.seen(), id);
        JsonArray set = new JsonArray();
        image.accounts().forEach((account, since) -> {
            JsonObject permission = new JsonObject();
            permission.addProperty("AccountId", account);
            permission.addProperty("CreatedTime", since.toString());
            set.add(permission);
        });
        JsonObject answer = new JsonObject();
        EmptySet style = set.isEmpty() ? call.behaviour().emptySet() : EmptySet.EMPTY_ARRAY;
        switch (style) {
            case EMPTY_ARRAY -> answer.add(SET, set);
            case NULL -> answer.add(SET, JsonNull.INSTANCE);
            case ABSENT -> {}
        }
        return answer;
    }
}
