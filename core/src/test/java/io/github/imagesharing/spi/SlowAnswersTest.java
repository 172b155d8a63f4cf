package io.github.imagesharing.spi;

import static io.github.imagesharing.spi.Answers.REQUEST_ID;
import static io.github.imagesharing.spi.Answers.SUCCESS;
import static io.github.imagesharing.spi.Answers.head;
import static io.github.imagesharing.spi.Answers.raw;
import static io.github.imagesharing.spi.Answers.then;
import static io.github.imagesharing.spi.WireCalls.ATTEMPTS;
import static io.github.imagesharing.spi.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tencentcloudapi.common.CommonRequest;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.Retry;
import io.github.imagesharing.spi.ScriptedServer.Step;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that come slowly or never: the call's time-out bounds everything, a read's and a write's alike. */
class SlowAnswersTest {

    static Stream<Arguments> rows() {
        String promised = head("200 OK", "Content-Length: " + SUCCESS.length()) + "\r\n";
        return Stream.of(
                arguments("15 15b 15c 15g never answers", (Step) Connection::fallSilent),
                arguments("15e 15h drips the body", then(raw(promised), c -> c.drip(" ", 30, 1000))),
                arguments("15f headers, then the body stalls", then(raw(promised), Connection::fallSilent)),
                arguments("15i drips headers", then(raw("HTTP/1.1 200 OK\r\n"), c -> c.drip("X: y\r\n", 30, 1000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void onceIsSurvivedByARead(String row, Step fault) {
        try (ScriptedServer server = ScriptedServer.start().next(fault);
                WireCalls calls = WireCalls.impatient(server.endpoint())) {
            assertThat(calls.read()).contains(REQUEST_ID);
            assertThat(server.deliveries()).hasSize(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void thatStaysEndsAReadAfterTheAttempts(String row, Step fault) {
        try (ScriptedServer server = ScriptedServer.start().always(fault);
                WireCalls calls = WireCalls.impatient(server.endpoint())) {
            long begin = System.nanoTime();
            assertInDoubt(calls::read);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
            assertThat(server.deliveries()).hasSize(ATTEMPTS);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void leavesAWriteInDoubtAfterOneDelivery(String row, Step fault) throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start().always(fault);
                WireCalls calls = WireCalls.impatient(server.endpoint())) {
            assertInDoubt(calls::write);
            assertThat(server.deliveries()).hasSize(1);
            assertThat(server.awaitOpenConnections(0)).isTrue();
        }
    }

    @ParameterizedTest(name = "15d on a pooled connection: {0}")
    @MethodSource("rows")
    void leavesAWriteInDoubtOnAPooledConnection(String row, Step fault) {
        try (ScriptedServer server = ScriptedServer.start().next(Answers.ok(), fault);
                WireCalls calls = WireCalls.impatient(server.endpoint())) {
            calls.read();
            assertInDoubt(calls::write);
            assertThat(server.deliveries()).hasSize(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void endsWithTheDeadlineHoweverManyAttemptsAreLeft(String row, Step fault) {
        try (ScriptedServer server = ScriptedServer.start().always(fault);
                WireCalls calls = new WireCalls(WireCalls.settings(server.endpoint())
                        .retry(Retry.defaults().deadline(Duration.ofMillis(300)))
                        .build())) {
            long begin = System.nanoTime();
            assertInDoubt(calls::read);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(800));
        }
    }

    private static void assertInDoubt(Runnable call) {
        CloudUnreachableException failure = failure(CloudUnreachableException.class, call);
        assertThat(failure).hasMessageContaining("no answer in time");
        assertThat(failure.outcomeUnknown()).isTrue();
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void row15jAServerThatNeverReadsALargeRequestIsInDoubtToo() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                WireCalls calls =
                        new WireCalls(WireCalls.settings(URI.create("http://127.0.0.1:" + deaf.getLocalPort()))
                                // Signing so much takes its time too.
                                .callTimeout(Duration.ofSeconds(2))
                                .build())) {
            String large = "{\"X\":\"" + "x".repeat(20 << 20) + "\"}";
            CloudUnreachableException failure = failure(
                    CloudUnreachableException.class,
                    () -> calls.caller()
                            .write(
                                    WireCalls.WRITE,
                                    WireCalls.IMAGE,
                                    calls.deadline(),
                                    () -> calls.client().commonRequest(new CommonRequest(large), "Any")));
            assertThat(failure).hasMessageContaining("no answer in time");
            assertThat(failure.outcomeUnknown()).isTrue();
        }
    }

    @Test
    void row22iAStalledHandshakeEndsInTimeAndWasNotSent() throws Exception {
        try (ServerSocket stalled = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                WireCalls calls = WireCalls.impatient(URI.create("https://127.0.0.1:" + stalled.getLocalPort()))) {
            CloudUnreachableException failure = failure(CloudUnreachableException.class, calls::write);
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(failure.isRetryable()).isTrue();
        }
    }
}
