package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.util.Optional;

/** Cancels sharing a blueprint with accounts; an account that does not have it is an error. */
final class LighthouseCancelShareBlueprintAcrossAccounts implements Action {

    @Override
    public JsonObject answer(Call call) {
        BlueprintShares.change(
                call,
                false,
                (account, soFar) -> soFar.containsKey(account)
                        ? Optional.empty()
                        : Optional.of(new ServiceRefusal(
                                "UnsupportedOperation.BlueprintHasNotShared",
                                "The image has not been shared with the account `" + account + "`.")));
        return new JsonObject();
    }
}
