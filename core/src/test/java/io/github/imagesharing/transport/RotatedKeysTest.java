package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.WireCalls.ATTEMPTS;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.transport.ScriptedServer.Step;
import io.github.imagesharing.transport.credentials.DefaultCredentialChain;
import io.github.imagesharing.transport.credentials.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that are revoked or rotated while the service runs, and signatures that come too late. */
class RotatedKeysTest {

    private final ScriptedServer server = ScriptedServer.start();

    @TempDir
    private Path home;

    private Path file;
    private volatile String accepted = "AKIDold";

    @BeforeEach
    void acceptOneKey() throws IOException {
        file = home.resolve("credentials");
        write("AKIDold");
        server.always(connection -> {
            Request last = server.deliveries().get(server.deliveries().size() - 1);
            Step answer = last.header("authorization").contains(accepted)
                    ? Answers.ok()
                    : Answers.error("AuthFailure.SecretIdNotFound", "The SecretId is not found");
            answer.serve(connection);
        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Nothing but its content tells that the file is another. */
    private void write(String id) throws IOException {
        Files.writeString(file, "[default]\nsecret_id=" + id + "\nsecret_key=key\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }

    private WireCalls calls() {
        Surroundings surroundings = new Surroundings(
                Map.of(),
                List.of(file),
                URI.create("http://127.0.0.1:1/"),
                URI.create("http://127.0.0.1:1"),
                "sts.test",
                TimeSource.system());
        return new WireCalls(
                WireCalls.settings(server.endpoint()).build(),
                CredentialSource.of(new DefaultCredentialChain(surroundings), CallObserver.none()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusedRequestIsSentAgainWithTheKeyThatIsThereNow(boolean read) throws IOException {
        try (WireCalls calls = calls()) {
            calls.read();
            accepted = "AKIDnew";
            write("AKIDnew");
            assertThat(read ? calls.read() : calls.writeUntilActedOn()).contains(REQUEST_ID);
            assertThat(server.deliveries()).hasSize(3);
        }
    }

    @Test
    void aKeyThatIsRefusedAndHasNoSuccessorIsNotTriedAgain() {
        accepted = "none";
        try (WireCalls calls = calls()) {
            assertThat(failure(AuthenticationException.class, calls::read).isRetryable())
                    .isFalse();
            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @Test
    void aCredentialOfTheUsersOwnIsAskedAgainToo() {
        Credential own = new Credential("AKIDold", "key");
        accepted = "AKIDnew";
        try (WireCalls calls = new WireCalls(
                WireCalls.settings(server.endpoint()).credential(own).build())) {
            failure(AuthenticationException.class, calls::read);
            own.setSecretId("AKIDnew");
            assertThat(calls.read()).contains(REQUEST_ID);
        }
    }

    private static String date(Duration ahead) {
        return "Date: "
                + DateTimeFormatter.RFC_1123_DATE_TIME
                        .withLocale(Locale.ENGLISH)
                        .format(TimeSource.system().instant().plus(ahead).atOffset(ZoneOffset.UTC));
    }

    private static Step expired(Duration serverIsAhead) {
        return Answers.status(
                "200 OK", Answers.errorBody("AuthFailure.SignatureExpire", "expired"), date(serverIsAhead));
    }

    @Test
    void line8ASignatureThatCameTooLateIsMadeAnewWhereTheClocksAgree() {
        server.always(Answers.ok()).next(expired(Duration.ZERO));
        try (WireCalls calls =
                new WireCalls(WireCalls.settings(server.endpoint()).build())) {
            assertThat(calls.writeUntilActedOn()).contains(REQUEST_ID);
        }
        assertThat(server.deliveries()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-6, 6})
    void line8WhereTheClocksDisagreeItIsNot(int minutes) {
        server.always(expired(Duration.ofMinutes(minutes)));
        try (WireCalls calls =
                new WireCalls(WireCalls.settings(server.endpoint()).build())) {
            assertThat(failure(AuthenticationException.class, calls::read))
                    .hasMessageContaining("this machine's clock is");
        }
        assertThat(server.deliveries()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void line8ADenialOfAnAccessServiceThatDidNotAnswerIsBelievedAfterASecondLook(boolean passes) {
        Step unheard = Answers.error("UnauthorizedOperation.PermissionDenied", "send request err: timeout");
        server.always(passes ? Answers.ok() : unheard).next(unheard);
        try (WireCalls calls =
                new WireCalls(WireCalls.settings(server.endpoint()).build())) {
            if (passes) {
                assertThat(calls.read(Deadline.in(Duration.ofSeconds(20), TimeSource.system())))
                        .contains(REQUEST_ID);
            } else {
                failure(AccessDeniedException.class, calls::read);
                assertThat(server.deliveries()).hasSize(ATTEMPTS);
            }
        }
    }

    @Test
    void line8AnyOtherDenialIsBelievedAtOnce() {
        server.always(Answers.error("UnauthorizedOperation.PermissionDenied", "You are not authorized"));
        try (WireCalls calls =
                new WireCalls(WireCalls.settings(server.endpoint()).build())) {
            assertThat(failure(AccessDeniedException.class, calls::read).isRetryable())
                    .isFalse();
        }
        assertThat(server.deliveries()).hasSize(1);
    }
}
