package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.Answers.SUCCESS;
import static io.github.imagesharing.transport.Answers.bytes;
import static io.github.imagesharing.transport.Answers.head;
import static io.github.imagesharing.transport.Answers.raw;
import static io.github.imagesharing.transport.Answers.then;
import static io.github.imagesharing.transport.WireCalls.ATTEMPTS;
import static io.github.imagesharing.transport.WireCalls.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.transport.ScriptedServer.Step;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connections that break after the request was sent: a read is made again; a write ends at once with
 * {@link CloudUnreachableException#outcomeUnknown()} after one delivery, for the change loop to look.
 */
class CutConnectionsTest {

    private static final byte[] GZIPPED = Answers.gzip(SUCCESS.getBytes(UTF_8));

    static Stream<Arguments> rows() {
        String tooLong = head("200 OK", "Content-Length: " + (SUCCESS.length() + 50)) + "\r\n" + SUCCESS;
        return Stream.of(
                arguments(
                        "04o 100 twice",
                        raw("HTTP/1.1 100 Continue\r\n\r\n".repeat(2)
                                + head("200 OK", "Content-Length: " + SUCCESS.length()) + "\r\n" + SUCCESS)),
                arguments("04p garbage for a status line", then(raw("HELLO WORLD\r\n\r\n"), Connection::close)),
                arguments("04r a header line of 1 MB", header("X: " + "x".repeat(1 << 20))),
                arguments("04s 100000 headers", header("X: y\r\n".repeat(100_000) + "X: y")),
                arguments("09b cut before the promised length, then FIN", then(raw(tooLong), Connection::close)),
                arguments("09c cut before the promised length, then RST", then(raw(tooLong), Connection::reset)),
                arguments(
                        "09d cut before the last chunk",
                        then(
                                raw(head("200 OK", "Transfer-Encoding: chunked") + "\r\n5\r\n{\"Res\r\n"),
                                Connection::close)),
                arguments("14a the request read, then RST", (Step) Connection::reset),
                arguments("14b the request read, then FIN", (Step) Connection::close),
                arguments("17b gzip that is none", bytes("200 OK", SUCCESS.getBytes(UTF_8), "Content-Encoding: gzip")),
                arguments(
                        "17c gzip cut short",
                        bytes("200 OK", Arrays.copyOf(GZIPPED, GZIPPED.length - 12), "Content-Encoding: gzip")),
                arguments("17f gzip with FEXTRA XLEN 0xffff", extra(0xff, 0xff)),
                arguments("17f gzip with FEXTRA XLEN 0x8000", extra(0x00, 0x80)));
    }

    private static Step header(String header) {
        return then(raw("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n"), Connection::close);
    }

    private static Step extra(int low, int high) {
        byte[] gzip = GZIPPED.clone();
        gzip[3] = 4;
        gzip[10] = (byte) low;
        gzip[11] = (byte) high;
        return bytes("200 OK", gzip, "Content-Encoding: gzip");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void onceIsSurvivedByARead(String row, Step fault) {
        try (ScriptedServer server = ScriptedServer.start().next(fault);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThat(calls.read()).contains(REQUEST_ID);
            assertThat(server.deliveries()).hasSize(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void thatStaysEndsAReadAfterTheAttempts(String row, Step fault) throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start().always(fault);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            CloudUnreachableException failure = failure(CloudUnreachableException.class, calls::read);
            assertThat(failure)
                    .hasMessageContaining(
                            "no answer from " + server.endpoint() + ", the endpoint for cvm.tencentcloudapi.com: ");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(server.deliveries()).hasSize(ATTEMPTS);
            calls.hangUp();
            assertThat(server.awaitOpenConnections(0)).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void leavesAWriteInDoubtAfterOneDelivery(String row, Step fault) {
        try (ScriptedServer server = ScriptedServer.start().next(fault);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertInDoubt(calls);
            assertThat(server.deliveries()).hasSize(1);
            assertThat(calls.write()).contains(REQUEST_ID);
        }
    }

    @ParameterizedTest(name = "14c 14d 14e FX1 on a pooled connection: {0}")
    @MethodSource("rows")
    void leavesAWriteInDoubtAfterOneDeliveryOnAPooledConnection(String row, Step fault) {
        try (ScriptedServer server = ScriptedServer.start().next(Answers.ok(), fault);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            calls.read();
            assertInDoubt(calls);
            assertThat(server.deliveries()).hasSize(2);
            assertThat(server.connectionsAccepted()).isEqualTo(1);
        }
    }

    private static void assertInDoubt(WireCalls calls) {
        CloudUnreachableException failure = failure(CloudUnreachableException.class, calls::write);
        assertThat(failure.outcomeUnknown()).isTrue();
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageContaining("the request may have reached the service");
    }
}
