package io.github.imagesharing.testkit.actions;

import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.operation.Params;
import io.github.imagesharing.testkit.state.Accounts;
import io.github.imagesharing.testkit.state.AccountsChange;
import io.github.imagesharing.testkit.state.Blueprint;
import io.github.imagesharing.testkit.state.CloudState;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import io.github.imagesharing.testkit.state.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What sharing a blueprint with accounts and cancelling that have in common: checks, and the change itself. */
final class BlueprintShares {

    private static final int ACCOUNTS_PER_REQUEST = 10;
    private static final Pattern SHAPE = Pattern.compile("lhbp-[0-9a-z]{6,}");

    private BlueprintShares() {}

    static void change(Call call, boolean share, AccountsChange.AccountCheck check) {
        Params params = call.params("BlueprintId", "AccountIds");
        String id = requireShape(params.requiredText("BlueprintId"));
        List<String> accounts = params.requiredTexts("AccountIds");
        if (accounts.size() > ACCOUNTS_PER_REQUEST) {
            throw LighthousePage.tooMany();
        }
        accounts.forEach(account -> {
            if (!Accounts.isWellFormed(account)) {
                throw new ServiceRefusal("InvalidParameterValue", "Invalid account ID `" + account + "`.");
            }
        });
        LighthouseConditions.requireRole(call);
        call.cloud().change(world -> {
            Blueprint blueprint = ready(world, id);
            if (share
                    && call.behaviour().refusesSharedBlueprints()
                    && !call.behaviour().blueprintType().equals("PRIVATE")) {
                throw new ServiceRefusal(
                        "ResourceNotFound.PrivateBlueprintNotFound", "The custom image `" + id + "` does not exist.");
            }
            AccountsChange change = AccountsChange.of(
                    accounts.stream().map(call.cloud().accounts()::intern).toList(),
                    blueprint.accounts(),
                    Optional.<Instant>of(call.cloud().clock().second()).filter(now -> share),
                    call.behaviour().refusalEffect(),
                    check);
            // The service refuses a second change while one runs; here a change runs until its reply is sent.
            long until = System.nanoTime() + call.behaviour().latency().toNanos();
            return new CloudState.Change(world.with(blueprint.accounts(change.after(), until)), change.refusal());
        });
    }

    static String requireShape(String id) {
        if (!SHAPE.matcher(id).matches()) {
            throw new ServiceRefusal(
                    "InvalidParameterValue.BlueprintIdMalformed",
                    "Invalid parameter value: the image ID `" + id + "` has an invalid format.");
        }
        return id;
    }

    private static Blueprint ready(World world, String id) {
        Blueprint blueprint = world.blueprint(id)
                .orElseThrow(() -> new ServiceRefusal(
                        "ResourceNotFound.BlueprintIdNotFound", "The image ID `" + id + "` does not exist."));
        if (!blueprint.state().equals("NORMAL")) {
            throw new ServiceRefusal(
                    "UnsupportedOperation.BlueprintCurStateInvalid",
                    "The image in the current state does not support this operation.");
        }
        if (blueprint.busyUntilNanos() - System.nanoTime() > 0) {
            throw new ServiceRefusal(
                    "ResourceInUse.BlueprintModifyingSharePermission",
                    "The sharing permission of the image is being modified. Try again later.");
        }
        return blueprint;
    }
}
