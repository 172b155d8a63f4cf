package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatchTest {

    private final FakeTencentCloud cloud = FakeTencentCloud.start();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void an_unknown_action_an_unknown_version_and_a_missing_header_are_told_apart() {
        assertThat(Client.code(client().call("DescribeMoon", "{}"))).isEqualTo("InvalidAction");
        assertThat(Client.code(Client.parsed(client().send("DescribeImages", "2016-01-01", "{}"))))
                .isEqualTo("NoSuchVersion");
        JsonObject answer = client().header("X-TC-Action", "").call("DescribeImages", "{}");
        assertThat(Client.code(answer)).isEqualTo("MissingParameter");
        assertThat(Client.message(answer))
                .isEqualTo("The request header is missing a required common parameter `X-TC-Action`.");
        assertThat(Client.code(client().header("X-TC-Region", "").call("DescribeImages", "{}")))
                .isEqualTo("MissingParameter");
    }

    @Test
    void a_region_may_be_malformed_or_not_served() {
        JsonObject malformed = client().header("X-TC-Region", "AP_X").call("DescribeImages", "{}");
        assertThat(Client.code(malformed)).isEqualTo("InvalidParameterValue");
        assertThat(Client.message(malformed)).contains("`X-TC-Region`");
        cloud.unsupportedRegion(Region.of("ap-guangzhou"));
        assertThat(Client.code(client().call("DescribeImages", "{}"))).isEqualTo("UnsupportedRegion");
        assertThat(Client.code(client().header("X-TC-Region", "ap-mumbai").lighthouse("DescribeBlueprints", "{}")))
                .isEqualTo("UnsupportedRegion");
    }

    @Test
    void an_action_of_two_services_is_told_apart_by_its_version() {
        ImageId image = cloud.addImage();
        String body = Client.json("{'ImageId':'" + image + "','Permission':'SHARE'}");
        assertThat(Client.code(client().call("ModifyImageSharePermission", body)))
                .isEqualTo("MissingParameter");
        assertThat(Client.code(client().lighthouse("ModifyImageSharePermission", body)))
                .isEmpty();
        assertThat(cloud.requests("lighthouse:ModifyImageSharePermission")).hasSize(1);
        assertThat(cloud.requests("ModifyImageSharePermission")).hasSize(2);
    }

    @Test
    void unknown_and_ill_typed_parameters_and_no_json_are_refused() {
        assertThat(Client.code(client().call("DescribeImages", Client.json("{'ImageID':'x'}"))))
                .isEqualTo("UnknownParameter");
        assertThat(Client.code(client().call("DescribeImages", Client.json("{'ImageIds':'x'}"))))
                .isEqualTo("InvalidParameter");
        assertThat(Client.code(client().call("DescribeImages", "[]"))).isEqualTo("InvalidRequest");
    }

    @Test
    void every_request_is_recorded_with_what_became_of_it() {
        client().call("DescribeImages", Client.json("{'Limit':5}"));
        client().credential("AKIDnobody", "x", "").call("DescribeImages", "{}");
        assertThat(cloud.requests()).hasSize(2);
        RecordedRequest first = cloud.requests().get(0);
        assertThat(first.service()).isEqualTo("cvm");
        assertThat(first.action()).isEqualTo("DescribeImages");
        assertThat(first.region()).isEqualTo("ap-guangzhou");
        assertThat(first.body()).isEqualTo("{\"Limit\":5}");
        assertThat(first.secretId()).isEqualTo(cloud.secretId());
        assertThat(first.errorCode()).isEmpty();
        assertThat(first.requestId()).isNotEmpty();
        assertThat(cloud.requests().get(1).errorCode()).isEqualTo("AuthFailure.SecretIdNotFound");
        cloud.resetRequests();
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void settings_lead_to_the_cloud() {
        CloudSettings settings = cloud.settings(Region.of("ap-guangzhou"));
        assertThat(settings.endpoint()).contains(cloud.endpoint());
        assertThat(settings.credential().orElseThrow().getSecretId()).isEqualTo(cloud.secretId());
    }

    @Test
    void a_misspelt_action_in_a_test_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cloud.failNext("DescribeImage", Fault.dropAfter()))
                .withMessageContaining("cvm:DescribeImages");
    }

    private Client client() {
        return new Client(cloud);
    }
}
