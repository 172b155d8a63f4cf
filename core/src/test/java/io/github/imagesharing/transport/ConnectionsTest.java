package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.HTML;
import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.Answers.SUCCESS;
import static io.github.imagesharing.transport.Answers.status;
import static io.github.imagesharing.transport.WireCalls.ATTEMPTS;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.tencentcloudapi.common.CommonRequest;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.transport.ScriptedServer.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that do not come about, and those that are kept: no request is sent twice, no connection is lost. */
class ConnectionsTest {

    private static void assertNotSentAfterTheAttempts(WireCalls calls) {
        for (Runnable call : List.<Runnable>of(calls::read, calls::write)) {
            CloudUnreachableException failure = failure(CloudUnreachableException.class, call);
            assertThat(failure).hasMessageContaining("the request was not sent");
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void row12ARefusedConnectionIsNotSentAndTriedAgain() throws IOException {
        ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        free.close();
        try (WireCalls calls = WireCalls.to(URI.create("http://127.0.0.1:" + free.getLocalPort()))) {
            assertNotSentAfterTheAttempts(calls);
        }
    }

    @Test
    void row12dASynWithoutAnswerEndsWithTheConnectTimeout() throws IOException {
        List<Socket> fill = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WireCalls calls = WireCalls.impatient(URI.create("http://127.0.0.1:" + full.getLocalPort()))) {
            fillUp(full, fill);
            assertNotSentAfterTheAttempts(calls);
        } finally {
            for (Socket socket : fill) {
                socket.close();
            }
        }
    }

    /** It is full once several connections in a row were not answered; one may only have been slow. */
    private static void fillUp(ServerSocket full, List<Socket> fill) throws IOException {
        int unanswered = 0;
        while (unanswered < 4) {
            Socket socket = new Socket();
            fill.add(socket);
            try {
                socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 100);
                unanswered = 0;
            } catch (SocketTimeoutException perhapsFull) {
                unanswered++;
            }
        }
    }

    @Test
    void row21AnUnknownHostIsNotSent() {
        try (WireCalls calls = WireCalls.to(URI.create("http://nosuch.invalid:1"))) {
            assertNotSentAfterTheAttempts(calls);
        }
    }

    @ParameterizedTest(name = "13 {0} right after accept")
    @ValueSource(strings = {"RST", "FIN"})
    void rows13aAnd13bAConnectionCutAfterAcceptIsSurvivedByAReadAndSaidByAWrite(String how) {
        Step cut = how.equals("RST") ? Connection::reset : Connection::close;
        try (ScriptedServer server = ScriptedServer.start().nextConnection(cut);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThat(calls.read()).contains(REQUEST_ID);
            assertThat(server.deliveries()).hasSize(1);
        }
        try (ScriptedServer server = ScriptedServer.start().everyConnection(cut);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThat(failure(CloudUnreachableException.class, calls::read).isRetryable())
                    .isTrue();
            assertThat(server.connectionsAccepted()).isEqualTo(ATTEMPTS);
            assertThat(failure(CloudUnreachableException.class, calls::write).isRetryable())
                    .isTrue();
            assertThat(server.deliveries()).isEmpty();
        }
    }

    /** The HTTP client probes a connection only after ten idle seconds; before that the loss shows in use. */
    @Test
    void row13cAnIdleConnectionTheServerCutIsSurvivedByAReadAndLeavesAWriteInDoubt() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            calls.read();
            server.cutAll();
            assertThat(server.awaitOpenConnections(0)).isTrue();
            assertThat(calls.read()).contains(REQUEST_ID);
            server.cutAll();
            assertThat(server.awaitOpenConnections(0)).isTrue();
            assertThat(failure(CloudUnreachableException.class, calls::write).outcomeUnknown())
                    .isTrue();
            assertThat(server.deliveries()).hasSize(2);
        }
    }

    @ParameterizedTest(name = "14i {0}")
    @ValueSource(strings = {"RST", "FIN"})
    void row14iFivePooledConnectionsThatAreCutTakeOneDelivery(String how) throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            List<Connection> held = java.util.Collections.synchronizedList(new ArrayList<>());
            server.always(connection -> hold(held, connection));
            inParallel(5, calls::read);
            assertThat(server.connectionsAccepted()).isEqualTo(5);
            int before = server.deliveries().size();

            server.always(how.equals("RST") ? Connection::reset : Connection::close);
            assertThat(failure(CloudUnreachableException.class, calls::write).outcomeUnknown())
                    .isTrue();
            assertThat(server.deliveries()).hasSize(before + 1);
            assertThat(server.connectionsAccepted()).isEqualTo(5);
        }
    }

    /** Answers no one before all five are there, so that each has its own connection. */
    private static void hold(List<Connection> held, Connection connection) throws IOException {
        synchronized (held) {
            held.add(connection);
            if (held.size() == 5) {
                for (Connection each : held) {
                    Answers.ok().serve(each);
                }
            }
        }
    }

    @Test
    void rowsLKAndFDFiveHundredAnswersOf502LeaveNoConnectionOpen() throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start().always(status("502 Bad Gateway", HTML));
                WireCalls calls = new WireCalls(WireCalls.settings(server.endpoint())
                        .retry(Retry.defaults().attempts(1))
                        .build())) {
            for (int i = 0; i < 500; i++) {
                failure(ServiceFailureException.class, calls::read);
            }
            assertThat(server.deliveries()).hasSize(500);
            assertThat(server.awaitOpenConnections(0)).isTrue();
        }
    }

    /** Section 3.2: what follows an answer that is none must not become the next call's answer. */
    @ParameterizedTest(name = "3.2 {0}")
    @ValueSource(strings = {"502 Bad Gateway", "204 No Content", "304 Not Modified", "200 OK"})
    void aSuccessHiddenBehindAFailureIsTakenByNoOtherCall(String status) {
        String imitation = SUCCESS.replace(REQUEST_ID, "imitated");
        boolean bodiless = status.startsWith("204") || status.startsWith("304");
        Step poisoned = Answers.raw(Answers.head(status, bodiless ? "X: y" : "Content-Length: 4") + "\r\n"
                + (bodiless ? "" : "oops") + Answers.head("200 OK", "Content-Length: " + imitation.length()) + "\r\n"
                + imitation);
        try (ScriptedServer server = ScriptedServer.start().next(poisoned);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            failure(ServiceFailureException.class, calls::write);
            assertThat(calls.write()).contains(REQUEST_ID);
        }
    }

    @Test
    void row25ManyThreadsGetEachTheirOwnAnswer() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            server.always(connection -> Answers.json("{\"Response\":{\"RequestId\":\"%d\"}}"
                            .formatted(server.deliveries().size()))
                    .serve(connection));
            List<String> answers = inParallel(400, calls::read);
            assertThat(answers).hasSize(400).allMatch(answer -> answer.contains("RequestId"));
            assertThat(server.deliveries()).hasSize(400);
        }
    }

    @Test
    void rowPLClientsOfOneCallerShareOneConnection() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = WireCalls.to(server.endpoint())) {
            for (int i = 0; i < 3; i++) {
                ProductClient client = calls.caller().client("cvm", "2017-03-12");
                calls.caller()
                        .read(
                                WireCalls.READ,
                                null,
                                calls.deadline(),
                                () -> client.send(WireCalls.READ, new CommonRequest("{}"), JsonObject.class));
            }
            assertThat(server.connectionsAccepted()).isEqualTo(1);
        }
    }

    static <T> List<T> inParallel(int times, Callable<T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(times, 16));
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(java.util.Collections.nCopies(times, call))) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
