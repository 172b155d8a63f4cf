package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.transport.credentials.DefaultCredentialChain;
import io.github.imagesharing.transport.credentials.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret that is empty ends in an exception that the caller can import, by whichever road it comes, and before a request. */
class EmptySecretTest {

    private static final String NO_KEYS =
            "{'TmpSecretId':'AKID','TmpSecretKey':'','Token':'','ExpiredTime':4102444800}".replace('\'', '"');

    private final ScriptedServer cloud = ScriptedServer.start();
    private final ScriptedServer issuer = ScriptedServer.start();

    @TempDir
    private Path home;

    @AfterEach
    void close() {
        cloud.close();
        issuer.close();
    }

    private interface Road {

        WireCalls of(EmptySecretTest here) throws IOException;
    }

    static Stream<Arguments> roads() {
        return Stream.of(
                road("a credential that refreshes itself", "the secret id is empty", here -> here.given(s -> s)),
                road(
                        "the credential that assumes a role",
                        "the secret id is empty",
                        here -> here.given(s -> s.role(AssumedRole.of("qcs::cam::uin/100000000018:roleName/images")))),
                road(
                        "the environment",
                        "TENCENTCLOUD_SECRET_ID is empty",
                        here -> here.found(Map.of("TENCENTCLOUD_SECRET_ID", "", "TENCENTCLOUD_SECRET_KEY", ""))),
                road(
                        "the environment, half of it",
                        "TENCENTCLOUD_SECRET_KEY is empty",
                        here -> here.found(Map.of("TENCENTCLOUD_SECRET_ID", "AKID", "TENCENTCLOUD_SECRET_KEY", ""))),
                road("the file", "there is no secret_id", here -> {
                    Files.writeString(here.file(), "[default]\nsecret_id =\nsecret_key =\n");
                    return here.found(Map.of());
                }),
                road("OIDC, as the cluster sets it", "TKE_ROLE_ARN is missing", here -> here.found(here.pod(""))),
                road("OIDC, as STS answers", "the answer of STS (HTTP status 200) cannot be used", here -> {
                    here.issuer.always(Answers.json("{\"Response\":{\"Credentials\":" + NO_KEYS + "}}"));
                    return here.found(here.pod("qcs::cam::uin/1:roleName/pod"));
                }),
                road("the role of the instance", "the metadata service gave no keys of the role images", here -> {
                    here.issuer.next(Answers.json("images")).always(Answers.json(NO_KEYS));
                    return here.found(Map.of());
                }));
    }

    private static Arguments road(String name, String says, Road road) {
        return arguments(name, says, road);
    }

    private Path file() {
        return home.resolve("credentials");
    }

    private Map<String, String> pod(String role) throws IOException {
        Path token = Files.writeString(home.resolve("token"), "jwt");
        return Map.of(
                "TKE_REGION",
                "ap-guangzhou",
                "TKE_PROVIDER_ID",
                "tke",
                "TKE_ROLE_ARN",
                role,
                "TKE_WEB_IDENTITY_TOKEN_FILE",
                token.toString());
    }

    private WireCalls given(Function<CloudSettings.Builder, CloudSettings.Builder> more) {
        Credential refreshing = new Credential("was", "fine");
        refreshing.setUpdater(credential -> {
            credential.setSecretId("");
            credential.setSecretKey("");
        });
        return new WireCalls(more.apply(WireCalls.settings(cloud.endpoint()).credential(refreshing))
                .build());
    }

    private WireCalls found(Map<String, String> environment) {
        Surroundings surroundings = new Surroundings(
                environment,
                List.of(file()),
                issuer.endpoint().resolve("/roles/"),
                issuer.endpoint(),
                "sts.tencentcloudapi.com",
                TimeSource.system());
        return new WireCalls(
                WireCalls.settings(cloud.endpoint()).build(),
                CredentialSource.of(new DefaultCredentialChain(surroundings), CallObserver.none()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("roads")
    void thatIsFoundAtTheCallIsAnAuthenticationException(String name, String says, Road road) throws IOException {
        try (WireCalls calls = road.of(this)) {
            assertThat(failure(AuthenticationException.class, calls::write)).hasMessageContaining(says);
            assertThat(cloud.connectionsAccepted()).isZero();
        }
    }

    @Test
    void thatIsGivenIsRefusedAsAnyOtherArgument() {
        CloudSettings.Builder settings = CloudSettings.builder();
        assertThat(catchThrowable(() -> settings.credential(new Credential("", ""))))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("credential: the secret id is empty");
        assertThat(catchThrowable(() -> settings.credential(new Credential("AKID", ""))))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("credential: the secret key is empty");
    }
}
