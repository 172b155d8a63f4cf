package io.github.imagesharing.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.tencentcloudapi.common.AbstractClient;
import com.tencentcloudapi.common.CommonRequest;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.Language;
import io.github.imagesharing.Region;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.Site;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.transport.ScriptedServer.Step;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out: signed for the real host wherever it is sent and however its text is. */
class RequestsTest {

    private static final Api ANY = new Api("cvm", "Any", 20);

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
    @CsvSource({
        "DescribeImageSharePermission, ENGLISH, en-US",
        "DescribeImageSharePermission, CHINESE, zh-CN",
        "ModifyImageSharePermission, ENGLISH, en-US",
        "ModifyImageSharePermission, CHINESE, zh-CN",
    })
    void carriesTheseHeadersAndNoOthers(String action, Language language, String said) {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = new WireCalls(
                        WireCalls.settings(server.endpoint()).language(language).build())) {
            String answer = action.equals(WireCalls.READ.action()) ? calls.read() : calls.write();
            assertThat(answer).contains(Answers.REQUEST_ID);
            Request request = server.deliveries().get(0);
            assertThat(request.body()).isEqualTo("{\"ImageId\":\"img-lab00001\"}");
            Map<String, String> headers = new TreeMap<>(request.headers());
            assertThat(headers.remove("authorization")).startsWith("TC3-HMAC-SHA256 ");
            assertThat(headers.remove("x-tc-timestamp")).containsOnlyDigits();
            assertThat(headers.remove("user-agent")).startsWith("okhttp/");
            assertThat(headers)
                    .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                            entry("accept-encoding", "identity"),
                            entry("connection", "Keep-Alive"),
                            entry("content-length", "26"),
                            entry("content-type", "application/json; charset=utf-8"),
                            entry("host", "cvm.tencentcloudapi.com"),
                            entry("x-tc-action", action),
                            entry("x-tc-language", said),
                            entry("x-tc-region", "ap-guangzhou"),
                            entry("x-tc-requestclient", AbstractClient.SDK_VERSION + "; image-sharing"),
                            entry("x-tc-token", "labTokenLABLAB0003"),
                            entry("x-tc-version", "2017-03-12")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"image-pipeline/2.1", "a", "Golden images (prod)", "_.,:@+-"})
    void namesTheProgramThatUsesTheLibrary(String application) {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = new WireCalls(WireCalls.settings(server.endpoint())
                        .application(application)
                        .build())) {
            calls.read();
            assertThat(server.deliveries().get(0).header("x-tc-requestclient"))
                    .isEqualTo(AbstractClient.SDK_VERSION + "; image-sharing; " + application);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a", "a ", "a\nb", "a;b", "镜像", "\u007f"})
    void aNameThatIsNoHeaderIsRefusedAndNamed(String application) {
        assertThatThrownBy(() -> CloudSettings.builder().application(application))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("application \"")
                .hasMessageContaining("such as image-pipeline/2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%s", "http://127.0.0.1:%s/", "http://localhost:%s"})
    void rowEP2AnEndpointMayBeSpeltInAnyWayThatNamesAHost(String spelling) {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(URI.create(spelling.formatted(server.port())))) {
            calls.read();
            assertThat(server.deliveries())
                    .singleElement()
                    .satisfies(request -> assertThat(request.line()).isEqualTo("POST / HTTP/1.1"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            value = {"27a, `img-\n1`", "27b, img-镜像-😀", "27d, `i\"\\\u0000\u2028<>&'=`", "27f, ``", "27v, clashing"})
    void whateverAnAdapterSendsArrivesAsItWas(String row, String id) throws Exception {
        String body = new JsonObject().toString();
        CommonRequest request = new CommonRequest(body);
        request.set("ImageId", id);
        request.SetHeader(Map.of("X-Own", row));
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            calls.caller()
                    .send(
                            WireCalls.WRITE,
                            null,
                            calls.deadline(),
                            () -> calls.client().send(ANY, request, JsonObject.class));
            assertThat(server.deliveries().get(0).header("x-own")).isEqualTo(row);
            String arrived = server.deliveries().get(0).body();
            assertThat(JsonParser.parseString(arrived)
                            .getAsJsonObject()
                            .get("ImageId")
                            .getAsString())
                    .isEqualTo(id);
        }
    }

    @Test
    void aClientWorksOnlyInsideACallOfItsCaller() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThatThrownBy(() -> calls.client().send(ANY, new CommonRequest("{}"), JsonObject.class))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("without the ApiCaller that made it");
            assertThat(server.connectionsAccepted()).isZero();
        }
    }

    /** What breaks before anything is sent is typed as well. */
    static Stream<Arguments> requestsThatCannotBeBuilt() {
        return Stream.of(
                arguments("LH5 an empty text", (Supplier<CommonRequest>) () -> new CommonRequest("")),
                arguments("LH5 null", (Supplier<CommonRequest>) () -> new CommonRequest("null")),
                arguments("LH5 broken JSON", (Supplier<CommonRequest>) () -> new CommonRequest("{bad")),
                arguments("27t a header with a newline", (Supplier<CommonRequest>) () -> withHeader("b\nc")),
                arguments("27u a header of null", (Supplier<CommonRequest>) () -> withHeader(null)));
    }

    private static CommonRequest withHeader(@Nullable String value) {
        CommonRequest request = new CommonRequest("{}");
        request.SetHeader(new HashMap<>(Collections.singletonMap("X-A", value)));
        return request;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requestsThatCannotBeBuilt")
    void aRequestThatCannotBeBuiltIsNotSentAndTyped(String row, Supplier<CommonRequest> request) {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            ApiCall<JsonObject> call = () -> calls.client().send(ANY, request.get(), JsonObject.class);
            for (Runnable made : List.<Runnable>of(
                    () -> calls.caller().read(WireCalls.READ, WireCalls.IMAGE, calls.deadline(), call),
                    () -> calls.caller().send(WireCalls.WRITE, WireCalls.IMAGE, calls.deadline(), call))) {
                CloudUnreachableException failure = failure(made);
                assertThat(failure.outcomeUnknown()).isFalse();
                assertThat(failure).hasMessageContaining("the request was not sent");
            }
            assertThat(server.deliveries()).isEmpty();
        }
    }

    private static CloudUnreachableException failure(Runnable call) {
        return catchThrowableOfType(CloudUnreachableException.class, call::run);
    }

    @Test
    void rowsLH2AndLH3ARequestOfJsonIsProtectedAsAModelIs() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            ApiCall<?> call = () -> calls.client().send(ANY, new CommonRequest("{\"A\":\"b\"}"), HashMap.class);
            assertThat(read(calls, call)).isInstanceOf(HashMap.class);
            assertThat(server.deliveries().get(0).body()).isEqualTo("{\"A\":\"b\"}");

            for (Step step : List.of(Answers.json("{}"), Answers.status("502 Bad", Answers.HTML))) {
                server.always(step);
                assertThat(catchThrowable(() -> read(calls, call))).isInstanceOf(ServiceFailureException.class);
            }
        }
    }

    private static <T> T read(WireCalls calls, ApiCall<T> call) {
        return calls.caller().read(WireCalls.READ, WireCalls.IMAGE, calls.deadline(), call);
    }

    /** The SDK's own retry tries a permanent refusal again, and turns what it does not expect into a wrong cast. */
    @ParameterizedTest(name = "RT {0}")
    @CsvSource(
            delimiter = '|',
            value = {"OverQuota | ShareQuotaExceededException | 1", "{} | ServiceFailureException | 3"})
    void onlyWhatMayPassIsTriedAgain(String answer, String type, int deliveries) {
        Step step = answer.equals("{}") ? Answers.json(answer) : Answers.error(answer, "m");
        try (ScriptedServer server = ScriptedServer.start().always(step);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThat(catchThrowable(calls::read).getClass().getSimpleName()).isEqualTo(type);
            assertThat(server.deliveries()).hasSize(deliveries);
        }
    }
}
