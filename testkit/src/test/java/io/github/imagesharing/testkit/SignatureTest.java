package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.tencentcloudapi.common.Credential;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private final FakeTencentCloud cloud = FakeTencentCloud.start();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void the_signer_of_these_tests_makes_the_signatures_of_the_documentation() {
        String body =
                "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}";
        String lines =
                "content-type:application/json; charset=utf-8\nhost:cvm.tencentcloudapi.com\nx-tc-action:describeinstances\n";
        assertThat(Tc3.authorization(
                        "AKID********************************",
                        "********************************",
                        "cvm",
                        1_551_113_065,
                        "POST",
                        "",
                        lines,
                        "content-type;host;x-tc-action",
                        Tc3.utf8(body)))
                .endsWith("Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f");
    }

    @Test
    void a_request_signed_for_the_fakes_own_address_is_answered_with_a_request_id() {
        JsonObject answer = client().call("GetCallerIdentity", "{}");
        assertThat(answer.get("AccountId").getAsString())
                .isEqualTo(cloud.ownAccount().value());
        assertThat(answer.get("PrincipalId").getAsString())
                .isNotEqualTo(cloud.ownAccount().value());
        assertThat(answer.get("RequestId").getAsString()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void a_wrong_key_is_a_signature_failure() {
        assertThat(codeOf(client().credential(cloud.secretId(), "wrong", "")))
                .isEqualTo("AuthFailure.SignatureFailure");
    }

    @Test
    void another_content_type_than_the_signed_one_is_a_signature_failure() {
        assertThat(codeOf(client().header("Content-Type", "application/json")))
                .isEqualTo("AuthFailure.SignatureFailure");
    }

    @Test
    void an_unknown_secret_id_is_not_found() {
        assertThat(codeOf(client().credential("AKIDnobody", "key", ""))).isEqualTo("AuthFailure.SecretIdNotFound");
    }

    @Test
    void a_missing_or_garbled_authorization_is_invalid() {
        assertThat(codeOf(client().header("Authorization", ""))).isEqualTo("AuthFailure.InvalidAuthorization");
        assertThat(codeOf(client().header("Authorization", "Basic abc"))).isEqualTo("AuthFailure.InvalidAuthorization");
    }

    @Test
    void a_clock_more_than_five_minutes_off_is_an_expired_signature() {
        assertThat(codeOf(client().at(Instant.now().minusSeconds(310)))).isEqualTo("AuthFailure.SignatureExpire");
        assertThat(codeOf(client().at(Instant.now().plusSeconds(310)))).isEqualTo("AuthFailure.SignatureExpire");
        assertThat(codeOf(client().at(Instant.now().minusSeconds(280)))).isEmpty();
    }

    @Test
    void a_skewed_cloud_expires_signatures_and_its_date_tells_by_how_much() {
        cloud.clockSkew(Duration.ofHours(2));
        HttpResponse<String> answer = client().send("DescribeImages", "2017-03-12", "{}");
        assertThat(Client.code(Client.parsed(answer))).isEqualTo("AuthFailure.SignatureExpire");
        String date = answer.headers().firstValue("Date").orElseThrow();
        Instant told =
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        assertThat(Duration.between(Instant.now(), told)).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(121));
        assertThat(answer.headers().allValues("Date")).hasSize(1);
    }

    @Test
    void an_unsigned_payload_may_change_on_the_way() {
        assertThat(codeOf(client().unsignedPayload())).isEmpty();
    }

    @Test
    void a_temporary_credential_needs_its_token_until_it_expires() {
        cloud.addCredential(new Credential("AKIDtemporary", "key", "token"));
        assertThat(codeOf(client().credential("AKIDtemporary", "key", "token"))).isEmpty();
        assertThat(codeOf(client().credential("AKIDtemporary", "key", ""))).isEqualTo("AuthFailure.TokenFailure");
        cloud.expireToken("AKIDtemporary");
        assertThat(codeOf(client().credential("AKIDtemporary", "key", "token"))).isEqualTo("AuthFailure.TokenFailure");
        cloud.revokeCredential("AKIDtemporary");
        assertThat(codeOf(client().credential("AKIDtemporary", "key", "token")))
                .isEqualTo("AuthFailure.SecretIdNotFound");
    }

    @Test
    void a_get_is_signed_over_its_query() throws Exception {
        cloud.addImages(2);
        String query = "Filters.0.Name=image-name&Filters.0.Values.0=image-2&Limit=5";
        long now = Instant.now().getEpochSecond();
        String type = "application/x-www-form-urlencoded";
        String lines = "content-type:" + type + "\nhost:" + cloud.endpoint().getAuthority() + "\n";
        HttpRequest request = HttpRequest.newBuilder(URI.create(cloud.endpoint() + "/?" + query))
                .header("Content-Type", type)
                .header(
                        "Authorization",
                        Tc3.authorization(
                                cloud.secretId(),
                                cloud.secretKey(),
                                "127",
                                now,
                                "GET",
                                query,
                                lines,
                                "content-type;host",
                                new byte[0]))
                .header("X-TC-Action", "DescribeImages")
                .header("X-TC-Version", "2017-03-12")
                .header("X-TC-Timestamp", String.valueOf(now))
                .header("X-TC-Region", "ap-guangzhou")
                .build();
        JsonObject answer = Client.parsed(Client.HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        assertThat(Client.each(answer, "ImageSet", "ImageName")).containsExactly("image-2");
    }

    private Client client() {
        return new Client(cloud);
    }

    private static String codeOf(Client client) {
        return Client.code(client.call("DescribeImages", "{}"));
    }
}
