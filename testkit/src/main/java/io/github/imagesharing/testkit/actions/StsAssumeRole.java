package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonObject;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.operation.Params;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gives keys of a role, whoever the caller is: policies are {@code refuse("AssumeRole")}. */
final class StsAssumeRole implements Action {

    private static final int DEFAULT_SECONDS = 7200;
    private static final int MOST_SECONDS = 43_200;

    @Override
    public JsonObject answer(Call call) {
        Params params = call.params("RoleArn", "RoleSessionName", "DurationSeconds", "ExternalId");
        String arn = params.requiredText("RoleArn");
        wellFormed(() -> AssumedRole.of(arn).sessionName(params.requiredText("RoleSessionName")));
        int asked = params.number("DurationSeconds", DEFAULT_SECONDS);
        if (asked < 0 || asked > MOST_SECONDS) {
            throw new ServiceRefusal("InvalidParameter.OverTimeError", "The duration exceeds the upper limit.");
        }
        Optional<String> externalId = params.text("ExternalId");
        externalId.ifPresent(id -> wellFormed(() -> AssumedRole.of(arn).externalId(id)));
        AssumedRole role = call.cloud()
                .roles()
                .find(arn)
                .orElseThrow(() -> new ServiceRefusal("ResourceNotFound.RoleNotFound", "The role does not exist."));
        if (role.externalId().isPresent() && !role.externalId().equals(externalId)) {
            throw new ServiceRefusal("UnauthorizedOperation", "The role does not trust the caller.");
        }
        return issued(call, role, Duration.ofSeconds(asked == 0 ? DEFAULT_SECONDS : asked));
    }

    private static void wellFormed(Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new ServiceRefusal("InvalidParameter.ParamError", String.valueOf(e.getMessage()));
        }
    }

    private static JsonObject issued(Call call, AssumedRole role, Duration duration) {
        long number = call.cloud().nextNumber();
        Credential keys = new Credential("AKIDrole" + number, "keyOfRole" + number, "tokenOfRole" + number);
        Instant until = call.cloud().clock().second().plus(duration);
        call.cloud().credentials().add(keys, role.account(), role.arn(), until);
        JsonObject credentials = new JsonObject();
        credentials.addProperty("TmpSecretId", keys.getSecretId());
        credentials.addProperty("TmpSecretKey", keys.getSecretKey());
        credentials.addProperty("Token", keys.getToken());
        JsonObject answer = new JsonObject();
        answer.add("Credentials", credentials);
        answer.addProperty("ExpiredTime", until.getEpochSecond());
        answer.addProperty("Expiration", until.toString());
        return answer;
    }
}
