package io.github.imagesharing.transport.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.spi.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The narrower identity first, never silently a broader one, and what was rotated is noticed. */
class DefaultCredentialChainTest {

    private static final String FILE = "[default]\nsecret_id = AKIDoffile\nsecret_key = key\n";

    private final KeyIssuer issuer = new KeyIssuer();
    private final VirtualTime time = new VirtualTime();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void aMachineWithARole() {
        file = home.resolve("credentials");
        issuer.until = time.instant().plus(Duration.ofHours(2));
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    private DefaultCredentialChain chain() {
        return new DefaultCredentialChain(new Surroundings(
                environment,
                List.of(file, home.resolve("other")),
                issuer.metadata(),
                issuer.sts(),
                "sts.tencentcloudapi.com",
                time));
    }

    private String id() {
        return chain().keys(null).id();
    }

    private void isPod() throws IOException {
        Path token = Files.writeString(home.resolve("token"), "jwt\n");
        environment.putAll(Map.of(
                "TKE_REGION", "ap-guangzhou",
                "TKE_PROVIDER_ID", "tke",
                "TKE_ROLE_ARN", "qcs::cam::uin/1:roleName/pod",
                "TKE_WEB_IDENTITY_TOKEN_FILE", token.toString()));
    }

    private void assertRefused(Class<? extends RuntimeException> type, String... saying) {
        assertThatThrownBy(this::id).isExactlyInstanceOf(type).hasMessageContainingAll(saying);
        assertThat(issuer.asked).as("nobody else was asked").noneMatch(what -> what.startsWith("role/"));
    }

    @Test
    void theOrderIsEnvironmentFilePodInstance() throws IOException {
        assertThat(id()).isEqualTo("AKIDof-builder-1");
        isPod();
        assertThat(id()).isEqualTo("AKIDofpod-1");
        Files.writeString(file, FILE);
        assertThat(id()).isEqualTo("AKIDoffile");
        environment.put("TENCENTCLOUD_SECRET_ID", "AKIDofenvironment");
        environment.put("TENCENTCLOUD_SECRET_KEY", "key");
        assertThat(id()).isEqualTo("AKIDofenvironment");
    }

    @ParameterizedTest(name = "line 2: {0}")
    @ValueSource(strings = {"TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"})
    void temporaryKeysInTheEnvironmentHaveTheirToken(String name) {
        environment.putAll(Map.of("TENCENTCLOUD_SECRET_ID", "AKID", "TENCENTCLOUD_SECRET_KEY", "key", name, "t"));
        assertThat(chain().keys(null).token()).isEqualTo("t");
    }

    @ParameterizedTest(name = "line 3: {0}")
    @CsvSource({
        "TENCENTCLOUD_SECRET_ID=a, TENCENTCLOUD_SECRET_KEY is missing",
        "TENCENTCLOUD_SECRET_KEY=b, TENCENTCLOUD_SECRET_ID is missing",
        "TENCENTCLOUD_SECRET_ID=a;TENCENTCLOUD_SECRET_KEY=, TENCENTCLOUD_SECRET_KEY is empty",
        "TENCENTCLOUD_SECRET_ID=;TENCENTCLOUD_SECRET_KEY=, TENCENTCLOUD_SECRET_ID is empty",
        "TENCENTCLOUD_TOKEN=t, TENCENTCLOUD_SECRET_ID is missing",
        "TENCENTCLOUD_SECRET_ID=a;TENCENTCLOUD_SECRET_KEY=b;TENCENTCLOUD_TOKEN=t;TENCENTCLOUD_SECURITY_TOKEN=u, two tokens",
        "'TENCENTCLOUD_SECRET_ID=a ;TENCENTCLOUD_SECRET_KEY=b', the TENCENTCLOUD_SECRET_ID has a character that cannot be sent",
        "TKE_ROLE_ARN=r;TKE_REGION=g;TKE_PROVIDER_ID=p, TKE_WEB_IDENTITY_TOKEN_FILE is missing",
        "TKE_PROVIDER_ID=p, TKE_ROLE_ARN is missing",
    })
    void halfACredentialInTheEnvironmentNamesWhatIsWrong(String variables, String says) throws IOException {
        if (variables.startsWith("TENCENT")) {
            Files.writeString(file, FILE);
        }
        for (String variable : variables.split(";", -1)) {
            String[] pair = variable.split("=", -1);
            environment.put(pair[0], pair[1]);
        }
        assertRefused(InvalidCredentialException.class, says);
    }

    @ParameterizedTest(name = "line 3: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "secret_id=a\\nsecret_key=b | no section [default]",
                "[prod]\\nsecret_id=a\\nsecret_key=b | no section [default], which is the one that is read; it has [prod]",
                "[default]\\nsecret_id=a | there is no secret_key",
                "[default]\\nsecret_key=b | there is no secret_id",
                "[default]\\nsecret_id=\\nsecret_key=b | there is no secret_id",
                "[default]\\nsecret_id=a b\\nsecret_key=b | the secret_id in",
                "[default]\\nsecret_id=a\\nsecret_key=b\\nsecret_id=c | has secret_id twice",
                "'' | no section [default]"
            })
    void aFileWithoutACredentialIsNotPassedOver(String content, String says) throws IOException {
        Files.writeString(file, content.replace("\\n", "\n"));
        assertRefused(InvalidCredentialException.class, file.toString(), says);
    }

    @ParameterizedTest(name = "line 3: {0} {1}")
    @CsvSource({
        "UTF-8, '[default]\nsecret_id = AKIDoffile\nsecret_key = key\n'",
        "UTF-8, '\uFEFF[default]\nsecret_id=AKIDoffile\nsecret_key=key'",
        "UTF-8, '; a note\n\n[other]\nsecret_id=x\n[ Default ]\r\nSECRET_ID : \"AKIDoffile\" ; mine\r\nsecret_key\t=\tkey # too\r\n'",
        "UTF-16, '[default]\nsecret_id = AKIDoffile\nsecret_key = key\n'",
        "UTF-16LE, '[default]\nsecret_id = AKIDoffile\nsecret_key = key\n'",
        "UTF-16BE, '[default] # mine\nsecret_id = AKIDoffile\nsecret_key = key\n[other] ; not\nsecret_id=x'",
        "GBK, '# 生产\n[default]\nsecret_id = AKIDoffile\nsecret_key = key\n'",
    })
    void aGoodFileIsReadHoweverItWasWritten(String charset, String content) throws IOException {
        Files.write(file, content.getBytes(Charset.forName(charset)));
        CredentialKeys keys = chain().keys(null);
        assertThat(keys.id()).isEqualTo("AKIDoffile");
        assertThat(keys.key()).isEqualTo("key");
    }

    /** As a secret mount leaves it in the midst of a swap; another file would be another account's. */
    @Test
    void line3AFileBehindALinkThatLeadsNowhereIsNotPassedOver() throws IOException {
        Files.writeString(home.resolve("other"), FILE);
        Files.createSymbolicLink(file, home.resolve("gone"));
        assertRefused(CredentialUnavailableException.class, "leads nowhere");
    }

    @Test
    void line3AFileThatWasUsedAndIsGoneIsNotPassedOverEither() throws IOException {
        Files.writeString(file, FILE);
        DefaultCredentialChain chain = chain();
        chain.keys(null);
        Files.writeString(home.resolve("other"), FILE.replace("AKIDoffile", "AKIDother"));
        Files.delete(file);
        assertThatThrownBy(() -> chain.keys(null)).hasMessageContaining("is gone");
    }

    @Test
    void line3QuotesInTheEnvironmentAreSaid() {
        environment.putAll(Map.of("TENCENTCLOUD_SECRET_ID", "\"AKID\"", "TENCENTCLOUD_SECRET_KEY", "key"));
        assertRefused(InvalidCredentialException.class, "TENCENTCLOUD_SECRET_ID is in quotes");
    }

    @Test
    void line3AFileMayHaveAToken() throws IOException {
        Files.writeString(file, FILE + "token = t\n");
        assertThat(chain().keys(null).token()).isEqualTo("t");
    }

    @Test
    void line4WhereThePodHasAnIdentityAndStsIsOutOfReachTheNodeDoesNotSign() throws IOException {
        isPod();
        issuer.refusal = "InvalidParameter.WebIdentityTokenError";
        assertRefused(CredentialUnavailableException.class, "OIDC is configured", "WebIdentityTokenError");
        issuer.refusal = "";
        issuer.status = 503;
        issuer.until = time.instant();
        Files.delete(home.resolve("token"));
        assertRefused(CredentialUnavailableException.class, "TKE_WEB_IDENTITY_TOKEN_FILE cannot be read");
        assertThat(issuer.asked).hasSize(1);
    }

    @Test
    void line3AnStsThatDoesNotAnswerIsNamedByTheAddressThatWasCalled() throws IOException {
        isPod();
        URI called = issuer.sts();
        DefaultCredentialChain chain = chain();
        issuer.close();
        assertThatThrownBy(() -> chain.keys(null))
                .isExactlyInstanceOf(CredentialUnavailableException.class)
                .hasMessageContaining("STS at " + called + " does not answer");
    }

    @Test
    void line4StsIsAskedUnderItsOwnNameWithTheTokenOfTheFileAsItIsNow() throws IOException {
        isPod();
        DefaultCredentialChain chain = chain();
        chain.keys(null);
        Files.writeString(home.resolve("token"), "rotated");
        issuer.generation = "2";
        issuer.until = time.instant().plus(Duration.ofHours(4));
        time.pass(Duration.ofHours(2).minusMinutes(4));
        assertThat(chain.keys(null).id()).isEqualTo("AKIDofpod-2");
        assertThat(issuer.asked.get(0))
                .startsWith("AssumeRoleWithWebIdentity as sts.tencentcloudapi.com")
                .contains("\"WebIdentityToken\":\"jwt\"", "\"RoleArn\":\"qcs::cam::uin/1:roleName/pod\"");
        assertThat(issuer.asked.get(1)).contains("\"WebIdentityToken\":\"rotated\"");
    }

    @Test
    void line4WhatWasLookedForIsToldWhereNothingIsFound() {
        issuer.role = "";
        assertThatThrownBy(this::id)
                .isInstanceOf(InvalidCredentialException.class)
                .hasMessageContainingAll("TENCENTCLOUD_SECRET_ID", file.toString(), "OIDC", "names no role");
        issuer.close();
        assertThatThrownBy(this::id).hasMessageContaining("no metadata service answers here");
    }

    @Test
    void line5AFileThatIsRotatedIsReadAgain() throws IOException {
        Files.writeString(file, FILE);
        DefaultCredentialChain chain = chain();
        CredentialKeys old = chain.keys(null);
        assertThat(chain.keys(null)).as("as long as it is the same").isSameAs(old);
        Path next = Files.writeString(home.resolve("next"), FILE.replace("AKIDoffile", "AKIDrotated"));
        Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(chain.keys(null).id()).isEqualTo("AKIDrotated");
    }

    @Test
    void line5AFileThatLooksTheSameIsReadAgainAfterARefusal() throws IOException {
        Files.writeString(file, FILE);
        var before = Files.getLastModifiedTime(file);
        DefaultCredentialChain chain = chain();
        CredentialKeys old = chain.keys(null);
        Files.writeString(file, FILE.replace("AKIDoffile", "AKIDother1"));
        Files.setLastModifiedTime(file, before);
        assertThat(chain.keys(null).id()).isEqualTo("AKIDoffile");
        assertThat(chain.keys(old).id()).isEqualTo("AKIDother1");
    }

    @Test
    void line5AFileThatIsHalfWrittenOrGoneIsWorthAnotherTry() throws IOException {
        Files.writeString(file, FILE);
        DefaultCredentialChain chain = chain();
        chain.keys(null);
        Files.writeString(file, "[default]\nsecret_id = AKID");
        assertThatThrownBy(() -> chain.keys(null))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContaining("good until now");
        Files.delete(file);
        assertThatThrownBy(() -> chain.keys(null))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContaining("is gone");
        Files.writeString(file, FILE);
        assertThat(chain.keys(null).id()).isEqualTo("AKIDoffile");
    }

    @Test
    void line5ARoleThatWasExchangedIsNoticedWithTheRefusalOfItsKeys() {
        DefaultCredentialChain chain = chain();
        CredentialKeys old = chain.keys(null);
        issuer.role = "other";
        time.pass(Duration.ofMinutes(30));
        assertThat(chain.keys(null).id()).isEqualTo("AKIDof-builder-1");
        assertThat(chain.keys(old).id()).isEqualTo("AKIDof-other-1");
    }

    @Test
    void line5KeysThatAreRefusedAgainAndAgainAreNotAskedForWithEachRefusal() {
        DefaultCredentialChain chain = chain();
        CredentialKeys refused = chain.keys(null);
        time.pass(Duration.ofMinutes(1));
        for (int i = 0; i < 50; i++) {
            chain.keys(refused);
        }
        assertThat(issuer.asked).as("the role and its keys, twice").hasSize(4);
        time.pass(Duration.ofSeconds(6));
        chain.keys(refused);
        assertThat(issuer.asked).hasSize(6);
    }

    @Test
    void line4AnAnswerOfStsThatIsNoneIsSaidWithItsStatus() throws IOException {
        isPod();
        issuer.status = 503;
        issuer.refusal = "\"";
        assertRefused(CredentialUnavailableException.class, "HTTP status 503");
    }

    @Test
    void line5ARoleThatWasExchangedIsNoticedAtTheNextRefresh() {
        DefaultCredentialChain chain = chain();
        chain.keys(null);
        issuer.role = "other";
        time.pass(Duration.ofMinutes(116));
        assertThat(chain.keys(null).id()).isEqualTo("AKIDof-other-1");
    }

    @Test
    void line5AMetadataServiceThatFailsAtARefreshEndsNoCallWhileTheKeysAreValid() {
        DefaultCredentialChain chain = chain();
        chain.keys(null);
        issuer.status = 503;
        time.pass(Duration.ofMinutes(116));
        assertThat(chain.keys(null).id()).isEqualTo("AKIDof-builder-1");
        time.pass(Duration.ofMinutes(5));
        assertThatThrownBy(() -> chain.keys(null))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContaining("HTTP status 503");
        issuer.status = 200;
        issuer.generation = "2";
        issuer.until = time.instant().plus(Duration.ofHours(2));
        assertThat(chain.keys(null).id()).isEqualTo("AKIDof-builder-2");
    }

    @Test
    void line6TheMetadataServiceIsNeverAskedThroughAProxy() {
        ProxySelector usual = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
        try {
            assertThat(id()).isEqualTo("AKIDof-builder-1");
        } finally {
            ProxySelector.setDefault(usual);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>login</html>", "a\nb"})
    void whatIsNoRoleIsNone(String answer) {
        issuer.role = answer;
        assertThatThrownBy(this::id).hasMessageContaining("names no role");
    }

    @Test
    void noMessageHoldsAKey() throws IOException {
        @Nullable
        String[] half = {"[default]\nsecret_key=planted", "[default]\nsecret_id=planted x\nsecret_key=planted"};
        for (String content : half) {
            Files.writeString(file, content);
            assertThatThrownBy(this::id)
                    .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("planted"));
        }
    }
}
