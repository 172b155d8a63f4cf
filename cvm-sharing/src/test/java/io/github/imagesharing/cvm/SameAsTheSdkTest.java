package io.github.imagesharing.cvm;

import static com.tencentcloudapi.common.AbstractModel.fromJsonString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.cvm.v20170312.CvmClient;
import com.tencentcloudapi.cvm.v20170312.models.DescribeImageSharePermissionRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeImagesRequest;
import com.tencentcloudapi.cvm.v20170312.models.ModifyImageSharePermissionRequest;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Language;
import io.github.imagesharing.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What this library writes around the SDK's models is what the SDK's own client writes. A newer SDK that does it in another
 * way fails here.
 */
class SameAsTheSdkTest {

    private static final Region REGION = Region.of("ap-guangzhou");
    private static final Credential CREDENTIAL = new Credential("AKIDEXAMPLE", "example-key", "example-token");

    /**
     * The time, and what is so on purpose: the host and the signature are those of the cloud wherever a request is sent, and
     * this library names itself beside the SDK.
     */
    private static final List<String> DIFFERENT =
            List.of("Accept-Encoding", "Authorization", "Host", "X-TC-RequestClient", "X-TC-Timestamp");

    private record Sent(Map<String, List<String>> headers, String body) {

        String action() {
            return Objects.requireNonNull(headers.get("X-TC-Action")).get(0);
        }
    }

    private final List<Sent> requests = new CopyOnWriteArrayList<>();
    private final HttpServer cloud;
    private final Locale locale = Locale.getDefault();

    SameAsTheSdkTest() throws IOException {
        cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /** Where the digits of the default locale are others, the SDK's own client fails. */
    @BeforeEach
    void start() {
        Locale.setDefault(Locale.ROOT);
        cloud.createContext("/", this::answer);
        cloud.start();
    }

    @AfterEach
    void stop() {
        Locale.setDefault(locale);
        cloud.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        headers.keySet().removeAll(DIFFERENT);
        requests.add(new Sent(headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        byte[] answer = "{\"Response\":{\"SharePermissionSet\":[{\"AccountId\":\"1038493875\"}],\"RequestId\":\"r-1\"}}"
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String authority() {
        return "127.0.0.1:" + cloud.getAddress().getPort();
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, EN_US", "CHINESE, ZH_CN"})
    void aRequestOfTheSameModelHasTheSameHeadersAndBody(
            Language language, com.tencentcloudapi.common.profile.Language sdkLanguage) throws Exception {
        CloudSettings settings = CloudSettings.builder()
                .region(REGION)
                .credential(CREDENTIAL)
                .language(language)
                .endpoint(URI.create("http://" + authority()))
                .build();
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            sharing.unshare(ImageId.of("img-6pb6lrmy"), List.of(AccountId.of("1038493875")));
            sharing.images(ImageQuery.byName("<a & b='c'> 镜像"));
        }
        List<Sent> ours = List.copyOf(requests);
        assertThat(ours)
                .extracting(Sent::action)
                .contains("DescribeImageSharePermission", "ModifyImageSharePermission", "DescribeImages");

        CvmClient sdk = sdk(sdkLanguage);
        requests.clear();
        for (Sent request : ours) {
            send(sdk, request);
        }
        assertThat(ours).containsExactlyElementsOf(requests);
    }

    private CvmClient sdk(com.tencentcloudapi.common.profile.Language language) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(HttpProfile.REQ_HTTP);
        http.setEndpoint(authority());
        ClientProfile profile = new ClientProfile(ClientProfile.SIGN_TC3_256, http);
        profile.setLanguage(language);
        return new CvmClient(CREDENTIAL, REGION.value(), profile);
    }

    private static void send(CvmClient sdk, Sent request) throws TencentCloudSDKException {
        String body = request.body();
        switch (request.action()) {
            case "DescribeImages" -> sdk.DescribeImages(fromJsonString(body, DescribeImagesRequest.class));
            case "DescribeImageSharePermission" ->
                sdk.DescribeImageSharePermission(fromJsonString(body, DescribeImageSharePermissionRequest.class));
            default -> sdk.ModifyImageSharePermission(fromJsonString(body, ModifyImageSharePermissionRequest.class));
        }
    }
}
