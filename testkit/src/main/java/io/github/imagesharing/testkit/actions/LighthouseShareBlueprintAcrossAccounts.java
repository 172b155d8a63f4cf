package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.state.Accounts;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Shares a blueprint with other root accounts; an account that already has it is an error. */
final class LighthouseShareBlueprintAcrossAccounts implements Action {

    @Override
    public JsonObject answer(Call call) {
        BlueprintShares.change(call, true, (account, soFar) -> check(call, account, soFar));
        return new JsonObject();
    }

    private static Optional<ServiceRefusal> check(Call call, String account, Map<String, Instant> soFar) {
        Accounts known = call.cloud().accounts();
        if (soFar.containsKey(account)) {
            return refusal(
                    "UnsupportedOperation.BlueprintAlreadyShared", "The image has been shared with the account.");
        }
        if (call.isCallers(account)) {
            return refusal("InvalidParameterValue.AccountIdSameWithUin", "The account is the image owner's own.");
        }
        if (known.isClosed(account)) {
            return refusal("InvalidParameterValue.AccountIdsNotExist", "The account `" + account + "` does not exist.");
        }
        if (known.isSubAccount(account)) {
            return refusal(
                    "InvalidParameterValue.AccountIdsNotOwnerAccount",
                    "The account `" + account + "` is not a root account.");
        }
        return soFar.size() >= call.behaviour().accountLimit()
                ? refusal(
                        "LimitExceeded.ShareBlueprintAcrossAccountQuotaLimitExceeded",
                        "The quota of accounts an image can be shared with is exceeded.")
                : Optional.empty();
    }

    private static Optional<ServiceRefusal> refusal(String code, String message) {
        return Optional.of(new ServiceRefusal(code, message));
    }
}
