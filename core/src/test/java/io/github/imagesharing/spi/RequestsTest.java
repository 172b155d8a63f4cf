package io.github.imagesharing.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.CommonRequest;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.Language;
import io.github.imagesharing.Region;
import io.github.imagesharing.Site;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out: signed for the real host wherever it is sent, and none of the SDK's own ways round the door. */
class RequestsTest {

    @ParameterizedTest(name = "EP {0} {1}")
    @CsvSource({
        "CHINA, ap-guangzhou, cvm.tencentcloudapi.com",
        "INTERNATIONAL, ap-singapore, cvm.intl.tencentcloudapi.com",
        "CHINA, ap-shanghai-fsi, cvm.ap-shanghai-fsi.tencentcloudapi.com",
    })
    void isSignedForTheRealHostWhereverItIsSent(Site site, String region, String host) {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = new WireCalls(WireCalls.settings(server.endpoint())
                        .site(site)
                        .region(Region.of(region))
                        .build())) {
            calls.write();
            Request request = server.deliveries().get(0);
            assertThat(request.line()).isEqualTo("POST / HTTP/1.1");
            assertThat(request.header("host")).isEqualTo(host);
            assertThat(request.header("authorization"))
                    .startsWith("TC3-HMAC-SHA256 Credential=AKIDlabSecretIdLABLAB0001/")
                    .contains("/cvm/tc3_request, SignedHeaders=content-type;host");
            assertThat(request.header("x-tc-region")).isEqualTo(region);
            assertThat(request.header("x-tc-action")).isEqualTo("ModifyImageSharePermission");
            assertThat(request.header("x-tc-token")).isEqualTo("labTokenLABLAB0003");
            assertThat(request.header("accept-encoding")).isEqualTo("identity");
            assertThat(request.header("x-tc-language")).isEqualTo("en-US");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d", "http://127.0.0.1:%d/", "http://localhost:%d"})
    void rowEP2AnEndpointMayBeSpeltInAnyWayThatNamesAHost(String spelling) {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(URI.create(spelling.formatted(server.port())))) {
            calls.read();
            assertThat(server.deliveries())
                    .singleElement()
                    .satisfies(request -> assertThat(request.line()).isEqualTo("POST / HTTP/1.1"));
        }
    }

    @Test
    void theLanguageIsSaid() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = new WireCalls(WireCalls.settings(server.endpoint())
                        .language(Language.CHINESE)
                        .build())) {
            calls.read();
            assertThat(server.deliveries().get(0).header("x-tc-language")).isEqualTo("zh-CN");
        }
    }

    @ParameterizedTest(name = "27 {0}")
    @ValueSource(strings = {"img-\n1", "img-镜像-😀", "i\"\\\u0000\u2028<>&'=", ""})
    void rows27aTo27fWhateverAnAdapterSendsArrivesAsItWas(String id) throws Exception {
        String body = new com.google.gson.JsonObject().toString();
        CommonRequest request = new CommonRequest(body);
        request.set("ImageId", id);
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            calls.caller()
                    .write(
                            WireCalls.WRITE,
                            null,
                            calls.deadline(),
                            () -> calls.client().commonRequest(request, "Any"));
            String arrived = server.deliveries().get(0).body();
            assertThat(JsonParser.parseString(arrived)
                            .getAsJsonObject()
                            .get("ImageId")
                            .getAsString())
                    .isEqualTo(id);
        }
    }

    /** CB, RT, 27s, 27t, 27u, 28 and DEF: the SDK's backup endpoint, GET, debug log and time-outs are not used. */
    @Test
    void rowsCB27s28AndDEFTheProfileLeavesTheSdksOwnWaysAlone() {
        AtomicReference<ClientProfile> seen = new AtomicReference<>();
        CloudSettings settings =
                WireCalls.settings(URI.create("http://127.0.0.1:1")).build();
        try (ApiCaller caller = ApiCaller.open(settings, ErrorTable.of(java.util.Map.of()))) {
            caller.client("cvm", (credential, region, profile) -> {
                seen.set(profile);
                assertThat(credential.toString()).doesNotContain("LABLAB");
                return region;
            });
        }
        assertThat(seen.get()).satisfies(profile -> {
            HttpProfile http = profile.getHttpProfile();
            assertThat(profile.isDebug()).isFalse();
            assertThat(profile.getBackupEndpoint()).isNull();
            assertThat(profile.getSignMethod()).isEqualTo(ClientProfile.SIGN_TC3_256);
            assertThat(http.getReqMethod()).isEqualTo(HttpProfile.REQ_POST);
            assertThat(http.getProtocol()).isEqualTo(HttpProfile.REQ_HTTPS);
        });
    }

    @Test
    void aClientWorksOnlyInsideACallOfItsCaller() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            CommonClient client = calls.client();
            assertThatThrownBy(() -> client.commonRequest(new CommonRequest("{}"), "Any"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("without the ApiCaller that made it");
            assertThat(server.connectionsAccepted()).isZero();
        }
    }

    /** LH5, 27k: what breaks before anything is sent is typed as well. */
    @Test
    void rowLH5ARequestThatCannotBeBuiltIsNotSentAndTyped() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            var failure = WireCalls.failure(
                    io.github.imagesharing.CloudUnreachableException.class,
                    () -> calls.caller()
                            .write(
                                    WireCalls.WRITE,
                                    WireCalls.IMAGE,
                                    calls.deadline(),
                                    () -> calls.client().commonRequest(new CommonRequest("{bad"), "Any")));
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(server.connectionsAccepted()).isZero();
        }
    }
}
