package io.github.imagesharing.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request waits unsigned, and is signed as it leaves. */
class DepartureTest {

    /** Does something while a request waits for its turn, or for its permit to send. */
    private record Waits(Runnable turn, Runnable send) implements RequestQuota, RequestQuota.Permit {

        @Override
        public Optional<Permit> await(Api api, String host, Duration maxWait) {
            turn.run();
            return Optional.of(this);
        }

        @Override
        public boolean awaitSend(Duration maxWait) {
            send.run();
            return true;
        }

        @Override
        public void sent() {}

        @Override
        public void throttled() {}

        @Override
        public void close() {}
    }

    private static void nothing() {}

    private static Request sent(Credential credential, RequestQuota quota, ShiftedTime time) {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = new WireCalls(WireCalls.settings(server.endpoint())
                        .credential(credential)
                        .quota(quota)
                        .callTimeout(Duration.ofHours(1))
                        .build())) {
            calls.write(Deadline.in(Duration.ofHours(9), time));
            return server.deliveries().get(0);
        }
    }

    @Test
    void whatWaitsForHoursIsSignedAtTheTimeItLeaves() {
        ShiftedTime time = new ShiftedTime();
        Instant begun = time.instant();
        RequestQuota quota = new Waits(() -> time.pass(Duration.ofHours(2)), () -> time.pass(Duration.ofMinutes(7)));
        Request request = sent(new Credential("AKIDfixed", "key"), quota, time);
        assertThat(Long.parseLong(request.header("x-tc-timestamp")))
                .isBetween(
                        begun.plus(Duration.ofMinutes(127)).getEpochSecond(),
                        begun.plus(Duration.ofMinutes(129)).getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWaitsIsSignedWithTheNewestKeys(boolean whileItWaitsForItsTurn) {
        AtomicReference<String> newest = new AtomicReference<>("AKIDold");
        Credential rotating = new Credential("AKIDold", "key");
        rotating.setUpdater(credential -> {
            credential.setSecretId(newest.get());
            credential.setToken("tokenOf" + newest.get());
        });
        Runnable rotate = () -> newest.set("AKIDnew");
        RequestQuota quota = whileItWaitsForItsTurn
                ? new Waits(rotate, DepartureTest::nothing)
                : new Waits(DepartureTest::nothing, rotate);
        Request request = sent(rotating, quota, new ShiftedTime());
        assertThat(request.header("authorization")).contains("Credential=AKIDnew/");
        assertThat(request.header("x-tc-token")).isEqualTo("tokenOfAKIDnew");
    }

    @Test
    void aCredentialThatFailsJustThenIsNoReasonNotToSend() {
        AtomicReference<RuntimeException> down = new AtomicReference<>();
        Credential failing = new Credential("AKIDknown", "key");
        failing.setUpdater(credential -> {
            RuntimeException failure = down.get();
            if (failure != null) {
                throw failure;
            }
        });
        RequestQuota quota = new Waits(DepartureTest::nothing, () -> down.set(new IllegalStateException("503")));
        assertThat(sent(failing, quota, new ShiftedTime()).header("authorization"))
                .contains("Credential=AKIDknown/");
    }

    private static AuthenticationException revoked() {
        return new AuthenticationException(Details.client(null, "the key was revoked", null));
    }

    /** The watchdog looks every few milliseconds whether a call is over. */
    @Test
    void whatIsUnderWayWhenAllCallsAreEndedIsHeardToItsEnd() {
        Deadline.Ending ending = new Deadline.Ending();
        try (ScriptedServer server = ScriptedServer.start().always(connection -> {
                    ending.end(revoked());
                    try {
                        Thread.sleep(400);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Answers.ok().serve(connection);
                });
                WireCalls calls = WireCalls.to(server.endpoint())) {
            Deadline deadline = Deadline.ofWork(Duration.ofSeconds(4), TimeSource.system(), ending);
            assertThat(calls.write(deadline)).contains(Answers.REQUEST_ID);
        }
    }

    @Test
    void whatHasNotLeftWhenAllCallsAreEndedEndsWithTheReason() {
        Deadline.Ending ending = new Deadline.Ending();
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = new WireCalls(WireCalls.settings(server.endpoint())
                        .quota(new Waits(() -> ending.end(revoked()), DepartureTest::nothing))
                        .build())) {
            Deadline deadline = Deadline.ofWork(Duration.ofSeconds(4), TimeSource.system(), ending);
            assertThatThrownBy(() -> calls.read(deadline))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("the key was revoked");
            assertThat(server.deliveries()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"th-TH", "ar-EG", "ar-SA", "fa-IR", "mr-IN", "bn-BD", "my-MM"})
    void inEveryLocaleTheHeadersAreAscii(String tag) {
        Locale locale = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            Request request = sent(new Credential("AKIDfixed", "key"), RequestQuota.unlimited(), new ShiftedTime());
            assertThat(request.headers().values()).allMatch(value -> value.matches("[ -~]*"));
            assertThat(request.header("authorization"))
                    .contains("/" + Instant.now().toString().substring(0, 10) + "/cvm");
        } finally {
            Locale.setDefault(locale);
        }
    }
}
