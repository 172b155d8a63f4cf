package io.github.imagesharing.transport.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The metadata service of an instance and STS, on the loopback. */
final class KeyIssuer implements AutoCloseable {

    /** What was asked, in order: the path, or the action and the body. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    volatile String role = "builder";
    volatile int status = 200;
    volatile String generation = "1";
    volatile Instant until = Instant.EPOCH;
    volatile String refusal = "";

    private final HttpServer server;

    KeyIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/roles/", this::metadata);
        server.createContext("/", this::sts);
        server.start();
    }

    URI metadata() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/roles/");
    }

    URI sts() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void metadata(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/roles/".length());
        asked.add("role/" + path);
        if (path.isEmpty()) {
            answer(exchange, role.isEmpty() ? 404 : status, role);
        } else {
            answer(exchange, path.equals(role) ? status : 404, """
                    {"TmpSecretId":"AKIDof-%s-%s","TmpSecretKey":"key","Token":"token","ExpiredTime":%s,"Code":"Success"}""".formatted(
                            role, generation, Long.toString(until.getEpochSecond())));
        }
    }

    private void sts(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        asked.add(exchange.getRequestHeaders().getFirst("X-TC-Action") + " as "
                + exchange.getRequestHeaders().getFirst("Host") + " " + body);
        answer(
                exchange,
                status,
                refusal.isEmpty()
                        ? """
                {"Response":{"Credentials":{"TmpSecretId":"AKIDofpod-%s","TmpSecretKey":"key","Token":"token"},"ExpiredTime":%s,"RequestId":"r"}}""".formatted(generation, Long.toString(until.getEpochSecond()))
                        : "{\"Response\":{\"Error\":{\"Code\":\"" + refusal
                                + "\",\"Message\":\"no\"},\"RequestId\":\"r\"}}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
