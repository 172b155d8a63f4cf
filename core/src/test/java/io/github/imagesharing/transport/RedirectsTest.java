package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.Answers.status;
import static io.github.imagesharing.transport.WireCalls.ATTEMPTS;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.ServiceFailureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 23: no redirect is followed, so neither signature nor token goes to a stranger. */
class RedirectsTest {

    @ParameterizedTest(name = "23 23b 23c {0} to another host")
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void toAnotherHostIsNotFollowed(int status) {
        try (ScriptedServer stranger = ScriptedServer.start();
                ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            server.always(status(status + " Moved", "", "Location: " + stranger.endpoint() + "/moved"));
            for (Runnable call : new Runnable[] {calls::read, calls::write}) {
                ServiceFailureException failure = failure(ServiceFailureException.class, call);
                assertThat(failure).hasMessageContaining("HTTP status " + status);
                assertThat(failure.isRetryable()).isTrue();
            }
            assertThat(server.deliveries()).hasSize(ATTEMPTS + 1);
            assertThat(stranger.connectionsAccepted()).isZero();
        }
    }

    @ParameterizedTest(name = "23 FX3 {0} to the same host")
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void toTheSameHostIsNotFollowedAndOnceIsSurvivedByARead(int status) {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            server.next(status(status + " Moved", "", "Location: /moved"));
            assertThat(calls.read()).contains(REQUEST_ID);
            assertThat(server.deliveries())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.line()).isEqualTo("POST / HTTP/1.1"));
        }
    }
}
