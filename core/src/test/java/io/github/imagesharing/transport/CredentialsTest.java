package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.WireCalls.ATTEMPTS;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CloudSettings;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 26: a credential that cannot work is refused without being printed, one that refreshes is asked anew. */
class CredentialsTest {

    private static final String ID = "AKIDplanted0001";
    private static final String KEY = "plantedKey0002";
    private static final String TOKEN = "plantedToken0003";

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments("26b the id null", credential(null, KEY, null), "the secret id is null"),
                arguments("26c the key null", credential(ID, null, null), "the secret key is null"),
                arguments("26d both empty", credential("", "", null), "the secret id is empty"),
                arguments("26e no arguments", new Credential(), "the secret id is null"),
                arguments("26f the id with a newline", credential(ID + "\n", KEY, null), "the secret id has a"),
                arguments("26g the id with é", credential(ID + "é", KEY, null), "at position 16 of 16"),
                arguments("26h the token with a newline", credential(ID, KEY, TOKEN + "\n"), "the token has a"),
                arguments("26i the key with a newline", credential(ID, KEY + "\n", null), "the secret key has a"),
                arguments("the key with a space", credential(ID, KEY + " x", null), "the secret key has a"),
                arguments("the key with DEL", credential(ID, KEY + "\u007f", null), "the secret key has a"));
    }

    private static Credential credential(@Nullable String id, @Nullable String key, @Nullable String token) {
        Credential credential = new Credential();
        credential.setSecretId(id);
        credential.setSecretKey(key);
        credential.setToken(token);
        return credential;
    }

    private static void assertUnprinted(@Nullable String text) {
        assertThat(text).doesNotContain("planted");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void thatIsFixedIsRefusedAtTheDoor(String row, Credential credential, String says) {
        CloudSettings.Builder settings = CloudSettings.builder();
        assertThatThrownBy(() -> settings.credential(credential))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining(says)
                .satisfies(thrown -> assertUnprinted(thrown.toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void thatRefreshesIntoSomethingUnusableIsNeverSentNorRetried(String row, Credential credential, String says) {
        AtomicInteger asked = new AtomicInteger();
        Credential refreshing = credential("was", "fine", null);
        refreshing.setUpdater(updated -> {
            asked.incrementAndGet();
            updated.setSecretId(credential.getSecretId());
            updated.setSecretKey(credential.getSecretKey());
            updated.setToken(credential.getToken());
        });
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = with(server.endpoint(), refreshing)) {
            AuthenticationException failure = failureWithNull(calls);
            assertThat(failure).hasMessageContaining(says);
            assertThat(failure.isRetryable()).isFalse();
            assertUnprinted(String.valueOf(failure.getCause()));
            assertThat(asked.get()).isLessThanOrEqualTo(3);
            assertThat(server.connectionsAccepted()).isZero();
        }
    }

    private static AuthenticationException failureWithNull(WireCalls calls) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(calls::write);
        assertThat(thrown).isInstanceOf(AuthenticationException.class);
        assertUnprinted(thrown.toString());
        return (AuthenticationException) thrown;
    }

    private static WireCalls with(URI endpoint, Credential credential) {
        return new WireCalls(WireCalls.settings(endpoint).credential(credential).build());
    }

    @Test
    void row26aNoCredentialObjectIsRefusedAtTheDoor() {
        CloudSettings.Builder settings = CloudSettings.builder();
        @SuppressWarnings("NullAway")
        Runnable nothing = () -> settings.credential(null);
        assertThatThrownBy(nothing::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("credential null");
    }

    @Test
    void row26jNoTokenIsFine() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = with(server.endpoint(), new Credential(ID, KEY))) {
            calls.read();
            assertThat(server.deliveries().get(0).header("x-tc-token")).isEmpty();
        }
    }

    @ParameterizedTest(name = "26k 26l {0}")
    @ValueSource(strings = {"TencentCloudSDKException", "IllegalStateException", "IllegalArgumentException"})
    void anUpdaterThatThrowsOnceIsSurvivedAndOneThatAlwaysThrowsIsRetryable(String type) {
        AtomicInteger failures = new AtomicInteger(1);
        AtomicInteger thrown = new AtomicInteger();
        Credential refreshing = new Credential(ID, KEY);
        refreshing.setUpdater(credential -> {
            if (failures.getAndDecrement() > 0) {
                thrown.incrementAndGet();
                switch (type) {
                    case "TencentCloudSDKException" -> throw new TencentCloudSDKException("sts down");
                    case "IllegalStateException" -> throw new IllegalStateException("sts down");
                    default -> throw new IllegalArgumentException("sts down");
                }
            }
        });
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = with(server.endpoint(), refreshing)) {
            assertThat(calls.writeUntilActedOn()).contains(REQUEST_ID);
            assertThat(server.deliveries()).hasSize(1);

            for (Runnable call : new Runnable[] {calls::read, calls::writeUntilActedOn}) {
                failures.set(Integer.MAX_VALUE);
                thrown.set(0);
                AuthenticationException failure = failure(AuthenticationException.class, call);
                assertThat(failure).hasMessageContaining("the credential could not be had");
                assertThat(failure.isRetryable()).isTrue();
                assertThat(thrown).hasValue(ATTEMPTS);
            }
            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @Test
    void row26mARefreshingCredentialIsAskedAnewForEachRequestAndGivesOneConsistentTriple() {
        AtomicInteger generation = new AtomicInteger(1);
        Credential refreshing = new Credential(ID, KEY);
        refreshing.setUpdater(credential -> rotate(credential, generation.get()));
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = with(server.endpoint(), refreshing)) {
            server.always(connection -> {
                boolean first = generation.getAndIncrement() == 1;
                Answers.status(first ? "502 Bad" : "200 OK", Answers.SUCCESS).serve(connection);
            });
            calls.read();
            calls.write();
            assertThat(server.deliveries()).hasSize(3);
            for (int i = 0; i < 3; i++) {
                Request request = server.deliveries().get(i);
                assertThat(request.header("authorization")).contains("Credential=" + ID + "g" + (i + 1) + "/");
                assertThat(request.header("x-tc-token")).isEqualTo(TOKEN + "g" + (i + 1));
            }
        }
    }

    private static void rotate(Credential credential, int generation) {
        credential.setSecretId(ID + "g" + generation);
        credential.setSecretKey(KEY + "g" + generation);
        credential.setToken(TOKEN + "g" + generation);
    }

    @Test
    void aCredentialThatChangesWithEachAskingIsNotSent() {
        AtomicInteger turn = new AtomicInteger();
        Credential restless = new Credential(ID, KEY);
        restless.setUpdater(credential -> rotate(credential, turn.incrementAndGet()));
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = with(server.endpoint(), restless)) {
            AuthenticationException failure = failure(AuthenticationException.class, calls::write);
            assertThat(failure.getCause()).hasMessageContaining("change with each asking");
            assertThat(server.connectionsAccepted()).isZero();
        }
    }

    @Test
    void manyThreadsNeverSendTheIdOfOneRefreshWithTheTokenOfAnother() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        Credential refreshing = credential("was", "fine", null);
        // The SDK refreshes with each getter; here every seventh refresh brings a new generation.
        refreshing.setUpdater(credential -> rotate(credential, turn.incrementAndGet() / 7));
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = with(server.endpoint(), refreshing)) {
            ConnectionsTest.inParallel(200, calls::read);
            for (Request request : server.deliveries()) {
                String token = request.header("x-tc-token");
                String id = request.header("authorization").replaceAll(".*Credential=([^/]*)/.*", "$1");
                assertThat(id.substring(ID.length())).isEqualTo(token.substring(TOKEN.length()));
            }
            assertThat(server.deliveries()).hasSize(200);
        }
    }
}
