package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.Answers.head;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.transport.ScriptedServer.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows 16 and 17: a body without measure is given up after 8 MiB, and no more than that is ever held. */
class BigBodiesTest {

    private static final long MEBIBYTE = 1 << 20;
    private static final byte[] SPACES = " ".repeat(1 << 16).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    static Stream<Arguments> rows() {
        return Stream.of(
                arguments("200 MB with a Content-Length", (Step) connection -> {
                    connection.send(head("200 OK", "Content-Length: " + 200 * MEBIBYTE) + "\r\n");
                    for (int i = 0; i < 3200; i++) {
                        connection.send(SPACES);
                    }
                }),
                arguments("200 MB chunked, endless", (Step) connection -> {
                    connection.send(head("200 OK", "Transfer-Encoding: chunked") + "\r\n");
                    while (true) {
                        connection.send("10000\r\n");
                        connection.send(SPACES);
                        connection.send("\r\n");
                    }
                }),
                arguments("endless until the connection ends", (Step) connection -> {
                    connection.send(head("200 OK") + "\r\n");
                    while (true) {
                        connection.send(SPACES);
                    }
                }),
                arguments("a gzip bomb", (Step) BigBodiesTest::bomb),
                arguments("a 502 of 200 MB", (Step) connection -> {
                    connection.send(head("502 Bad Gateway") + "\r\n");
                    while (true) {
                        connection.send(SPACES);
                    }
                }));
    }

    private static void bomb(Connection connection) throws IOException {
        connection.send(head("200 OK", "Content-Encoding: gzip") + "\r\n");
        try (OutputStream bomb = new GZIPOutputStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                connection.send(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                connection.send(java.util.Arrays.copyOfRange(bytes, offset, offset + length));
            }
        })) {
            while (true) {
                bomb.write(SPACES);
            }
        }
    }

    @ParameterizedTest(name = "16 17 3.3 {0}")
    @MethodSource("rows")
    void endsInATypedExceptionWithBoundedMemory(String row, Step fault) throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start().next(fault, fault);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            ServiceFailureException failure = failure(ServiceFailureException.class, calls::write);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(failure).hasMessageContaining("a body of more than 8 MiB");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(allocated).isLessThan(40 * MEBIBYTE);
            assertThat(server.awaitOpenConnections(0)).isTrue();

            assertThat(calls.read()).as("once is survived by a read").contains(REQUEST_ID);
        }
    }

    @Test
    void aFullPageOfTwoMebibytesIsRead() {
        String page = "{\"Response\":{\"X\":\"" + "x".repeat(2 << 20) + "\",\"RequestId\":\"" + REQUEST_ID + "\"}}";
        try (ScriptedServer server = ScriptedServer.start().always(Answers.json(page));
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThat(calls.read()).hasSizeGreaterThan(2 << 20);
        }
    }
}
