package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.Answers.SUCCESS;
import static io.github.imagesharing.transport.Answers.head;
import static io.github.imagesharing.transport.Answers.raw;
import static io.github.imagesharing.transport.Answers.then;
import static io.github.imagesharing.transport.WireCalls.ATTEMPTS;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonObject;
import com.tencentcloudapi.common.CommonRequest;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.transport.ScriptedServer.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers that come slowly or never: the call's time-out bounds everything, a read's and a write's alike. The time
 * passes once the server is in the middle of its fault, so that no test waits for it and none loses a race against it.
 */
class SlowAnswersTest {

    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final ShiftedTime clock = new ShiftedTime();

    /** What the server does before the time of the call is over, and after. */
    private record Fault(Step before, Step after) {

        Step when(Runnable timePasses) {
            return then(then(before, c -> timePasses.run()), after);
        }
    }

    static Stream<Arguments> rows() {
        Step promise = raw(head("200 OK", "Content-Length: " + SUCCESS.length()) + "\r\n");
        Step status = raw("HTTP/1.1 200 OK\r\n");
        return Stream.of(
                arguments("15 15b 15c 15g FX2 never answers", new Fault(c -> {}, Connection::fallSilent)),
                arguments("15e 15h FX6 drips the body", new Fault(then(promise, drip(" ", 5)), drip(" ", 1000))),
                arguments("15f headers, then the body stalls", new Fault(promise, Connection::fallSilent)),
                arguments("15i drips headers", new Fault(then(status, drip("X: y\r\n", 5)), drip("X: y\r\n", 1000))));
    }

    private static Step drip(String text, int times) {
        return connection -> connection.drip(text, 30, times);
    }

    private Step lateBeyondTheCallTimeout(Fault fault, WireCalls calls) {
        Duration callTimeout = calls.caller().settings().callTimeout();
        return fault.when(() -> clock.pass(callTimeout));
    }

    private Deadline deadline() {
        return Deadline.in(FOR_EVER, clock);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void onceIsSurvivedByARead(String row, Fault fault) {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            server.next(lateBeyondTheCallTimeout(fault, calls));
            assertThat(calls.read(deadline())).contains(REQUEST_ID);
            assertThat(server.deliveries()).hasSize(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void thatStaysEndsAReadAfterTheAttempts(String row, Fault fault) {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            server.always(lateBeyondTheCallTimeout(fault, calls));
            assertInDoubt(() -> calls.read(deadline()));
            assertThat(server.deliveries()).hasSize(ATTEMPTS);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void leavesAWriteInDoubtAfterOneDelivery(String row, Fault fault) throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            server.always(lateBeyondTheCallTimeout(fault, calls));
            assertInDoubt(() -> calls.write(deadline()));
            assertThat(server.deliveries()).hasSize(1);
            assertThat(server.awaitOpenConnections(0)).isTrue();
        }
    }

    @ParameterizedTest(name = "15d on a pooled connection: {0}")
    @MethodSource("rows")
    void leavesAWriteInDoubtOnAPooledConnection(String row, Fault fault) {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            calls.read();
            server.next(lateBeyondTheCallTimeout(fault, calls));
            assertInDoubt(() -> calls.write(deadline()));
            assertThat(server.deliveries()).hasSize(2);
            assertThat(server.connectionsAccepted()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void endsWithTheDeadlineHoweverManyAttemptsAreLeft(String row, Fault fault) {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = new WireCalls(WireCalls.settings(server.endpoint())
                        .callTimeout(FOR_EVER.multipliedBy(2))
                        .build())) {
            server.always(fault.when(() -> clock.pass(FOR_EVER)));
            assertInDoubt(() -> calls.read(deadline()));
            assertThat(server.deliveries()).hasSize(1);
        }
    }

    /** The same with the machine's own clock, as users have it. */
    @Test
    void rows15bAnd15gASilentServerIsLeftAfterTheCallTimeout() {
        try (ScriptedServer server = ScriptedServer.start().always(Connection::fallSilent);
                WireCalls calls = WireCalls.impatient(server.endpoint())) {
            CloudUnreachableException failure = failure(CloudUnreachableException.class, calls::read);
            assertThat(failure).hasMessageContaining("no answer in time");
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
        String large = "{\"X\":\"" + "x".repeat(20 << 20) + "\"}";
        try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                WireCalls calls = WireCalls.to(URI.create("http://127.0.0.1:" + deaf.getLocalPort()))) {
            CompletableFuture<Void> begun = CompletableFuture.runAsync(() -> readOneByteOf(deaf));
            assertInDoubt(() -> calls.caller()
                    .send(
                            WireCalls.WRITE,
                            WireCalls.IMAGE,
                            deadline(),
                            () -> calls.client().send(WireCalls.WRITE, new CommonRequest(large), JsonObject.class)));
            begun.join();
        }
    }

    /** And has no ear for the rest. */
    private void readOneByteOf(ServerSocket deaf) {
        try {
            Socket socket = deaf.accept();
            if (socket.getInputStream().read() != -1) {
                clock.pass(FOR_EVER);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
