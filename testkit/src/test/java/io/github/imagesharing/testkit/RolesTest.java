package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.ImageId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** STS AssumeRole: who gets keys, what they are good for, and when they end. */
class RolesTest {

    private static final String ARN = "qcs::cam::uin/100000000018:roleName/images";
    private static final String ROOT = "100000000018";

    private final FakeTencentCloud cloud = FakeTencentCloud.start();

    @BeforeEach
    void addRole() {
        cloud.unlimitedRates();
        cloud.addRole(AssumedRole.of(ARN));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Client client() {
        return new Client(cloud);
    }

    private JsonObject assume(Client client, String members) {
        return client.call("AssumeRole", "{\"RoleArn\":\"" + ARN + "\",\"RoleSessionName\":\"test\"" + members + "}");
    }

    private Client signedBy(JsonObject answer) {
        JsonObject keys = answer.getAsJsonObject("Credentials");
        return client().credential(
                        keys.get("TmpSecretId").getAsString(),
                        keys.get("TmpSecretKey").getAsString(),
                        keys.get("Token").getAsString());
    }

    private static String codeOf(JsonObject answer) {
        return answer.has("Error") ? answer.getAsJsonObject("Error").get("Code").getAsString() : "";
    }

    @Test
    void its_keys_belong_to_its_root_account() {
        JsonObject caller = signedBy(assume(client(), "")).call("GetCallerIdentity", "{}");

        assertThat(caller.get("AccountId").getAsString()).isEqualTo(ROOT);
        assertThat(caller.get("Type").getAsString()).isEqualTo("CAMRole");
        assertThat(caller.get("Arn").getAsString()).startsWith("qcs::sts:" + ROOT + ":assumed-role/");
    }

    @Test
    void only_its_own_root_account_is_yourself() {
        Client role = signedBy(assume(client(), ""));
        ImageId image = cloud.addImage();
        String share = "{\"ImageId\":\"" + image + "\",\"Permission\":\"SHARE\",\"AccountIds\":[\"%s\"]}";

        assertThat(codeOf(role.call("ModifyImageSharePermission", share.formatted(ROOT))))
                .isEqualTo("FailedOperation.AccountIsYourSelf");
        assertThat(codeOf(role.call("ModifyImageSharePermission", share.formatted(cloud.ownAccount()))))
                .isEmpty();
    }

    @Test
    void a_role_is_assumed_from_the_keys_of_another() {
        assertThat(codeOf(assume(signedBy(assume(client(), "")), ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 7200", "900, 900", "43200, 43200"})
    void its_keys_end_when_the_answer_says(int asked, int seconds) {
        JsonObject answer = assume(client(), ",\"DurationSeconds\":" + asked);
        Instant until = Instant.ofEpochSecond(answer.get("ExpiredTime").getAsLong());

        assertThat(until)
                .isBetween(
                        Instant.now().plusSeconds(seconds - 30), Instant.now().plusSeconds(seconds));
        assertThat(answer.get("Expiration").getAsString()).isEqualTo(until.toString());

        Duration rest = Duration.ofSeconds(seconds - 30);
        cloud.clockSkew(rest);
        assertThat(codeOf(signedBy(answer).at(Instant.now().plus(rest)).call("GetCallerIdentity", "{}")))
                .isEmpty();
        cloud.clockSkew(rest.plusSeconds(31));
        assertThat(codeOf(signedBy(answer).at(Instant.now().plus(rest)).call("GetCallerIdentity", "{}")))
                .isEqualTo("AuthFailure.TokenFailure");
    }

    @Test
    void its_keys_can_end_early_and_others_stay() {
        JsonObject before = assume(client(), "");
        cloud.expireRoleKeys();

        assertThat(codeOf(signedBy(before).call("GetCallerIdentity", "{}"))).isEqualTo("AuthFailure.TokenFailure");
        assertThat(codeOf(signedBy(assume(client(), "")).call("GetCallerIdentity", "{}")))
                .isEmpty();
    }

    @Test
    void without_the_role_there_are_no_keys_and_those_that_were_given_go_on() {
        JsonObject before = assume(client(), "");
        cloud.removeRole(AssumedRole.of(ARN));

        assertThat(codeOf(assume(client(), ""))).isEqualTo("ResourceNotFound.RoleNotFound");
        assertThat(codeOf(signedBy(before).call("GetCallerIdentity", "{}"))).isEmpty();
    }

    @Test
    void a_role_that_asks_for_an_external_id_takes_no_other() {
        cloud.addRole(AssumedRole.of(ARN).externalId("partner-7"));

        assertThat(codeOf(assume(client(), ""))).isEqualTo("UnauthorizedOperation");
        assertThat(codeOf(assume(client(), ",\"ExternalId\":\"partner-8\""))).isEqualTo("UnauthorizedOperation");
        assertThat(codeOf(assume(client(), ",\"ExternalId\":\"partner-7\""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'RoleSessionName':'test'}                          | MissingParameter",
                "{'RoleArn':'%s'}                                    | MissingParameter",
                "{'RoleArn':'images','RoleSessionName':'test'}       | InvalidParameter.ParamError",
                "{'RoleArn':'%s','RoleSessionName':'a b'}            | InvalidParameter.ParamError",
                "{'RoleArn':'%s','RoleSessionName':'test','ExternalId':'x'}            | InvalidParameter.ParamError",
                "{'RoleArn':'%s','RoleSessionName':'test','DurationSeconds':43201}     | InvalidParameter.OverTimeError",
                "{'RoleArn':'%s','RoleSessionName':'test','Unknown':1}                 | UnknownParameter"
            })
    void a_bad_request_is_refused(String body, String code) {
        assertThat(codeOf(client().call("AssumeRole", body.replace("%s", ARN).replace('\'', '"'))))
                .isEqualTo(code);
    }
}
