package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.HTML;
import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.Answers.SUCCESS;
import static io.github.imagesharing.transport.Answers.bytes;
import static io.github.imagesharing.transport.Answers.errorBody;
import static io.github.imagesharing.transport.Answers.head;
import static io.github.imagesharing.transport.Answers.json;
import static io.github.imagesharing.transport.Answers.status;
import static io.github.imagesharing.transport.WireCalls.ATTEMPTS;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.transport.ScriptedServer.Step;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers that came whole and are none: a read is made again; a write is not (it may have been acted on), so that the
 * change loop looks first. All are {@link ServiceFailureException} and retryable.
 */
class UnusableAnswersTest {

    static Stream<Arguments> rows() {
        String overQuota = errorBody("OverQuota", "The quota is exceeded.");
        return Stream.of(
                row(
                        "01b an API error with HTTP 400",
                        status("400 Bad Request", overQuota),
                        "HTTP status 400: The quota"),
                row("01c an API error with HTTP 403", status("403 Forbidden", overQuota), "HTTP status 403: The quota"),
                row(
                        "02b Error:{}",
                        json("{\"Response\":{\"Error\":{},\"RequestId\":\"" + REQUEST_ID + "\"}}"),
                        "an Error without a Code"),
                row("02c Error is a string", json("{\"Response\":{\"Error\":\"no\"}}"), "no JSON object"),
                row(
                        "02e Code is a number",
                        json("{\"Response\":{\"Error\":{\"Code\":42,\"Message\":true},\"RequestId\":7}}"),
                        "an Error without a Code"),
                row("03b Error at top level", json("{\"Error\":{\"Code\":\"x\"}}"), "no JSON object with a Response"),
                row("04a 500 with an empty body", status("500 Oops", ""), "HTTP status 500"),
                row("04b 502 with HTML", status("502 Bad Gateway", HTML, "Content-Type: text/html"), "HTTP status 502"),
                row("04c 503 without Retry-After", status("503 Busy", HTML), "HTTP status 503"),
                row("04d FX5 503 with Retry-After: 0", status("503 Busy", HTML, "Retry-After: 0"), "HTTP status 503"),
                row("04e 503 with Retry-After: 2", status("503 Busy", HTML, "Retry-After: 2"), "HTTP status 503"),
                row("04f 429 with Retry-After: 1", status("429 Slow", HTML, "Retry-After: 1"), "HTTP status 429"),
                row("04g FX4 408", status("408 Timeout", ""), "HTTP status 408"),
                row("04h 201 with a success", status("201 Created", SUCCESS), "HTTP status 201"),
                row("04i 204", status("204 No Content", ""), "HTTP status 204"),
                row("04j 304", status("304 Not Modified", ""), "HTTP status 304"),
                row("04k 401", status("401 No", "", "WWW-Authenticate: Basic realm=\"x\""), "HTTP status 401"),
                row("04l 407", status("407 No", "", "Proxy-Authenticate: Basic realm=\"x\""), "HTTP status 407"),
                row("04m 421", status("421 Misdirected", ""), "HTTP status 421"),
                row("04n 413", status("413 Too Large", HTML), "HTTP status 413"),
                row("404 with HTML", status("404 Not Found", HTML), "HTTP status 404"),
                row("05 an empty body", json(""), "an empty body"),
                row("05b white space", json(" \n\t "), "an empty body"),
                row("06 null", json("null"), "no JSON object with a Response"),
                row("07 {}", json("{}"), "no JSON object with a Response"),
                row("08 Response:null", json("{\"Response\":null}"), "no JSON object with a Response"),
                row("08b Response:{}", json("{\"Response\":{}}"), "a success without a RequestId"),
                row("08c RequestId:null", json("{\"Response\":{\"RequestId\":null}}"), "without a RequestId"),
                row("08d Response is a string", json("{\"Response\":\"ok\"}"), "no JSON object"),
                row("08e Response is an array", json("{\"Response\":[]}"), "no JSON object"),
                row("08f RequestId is an object", json("{\"Response\":{\"RequestId\":{}}}"), "without a RequestId"),
                row("08g response in lower case", json(SUCCESS.replace("Resp", "resp")), "no JSON object"),
                row("09 cut JSON of the right length", json(SUCCESS.substring(0, 30)), "no JSON object"),
                row(
                        "09e cut JSON that ends with the connection",
                        Answers.then(
                                c -> c.send(head("200 OK") + "\r\n" + SUCCESS.substring(0, 30)), Connection::close),
                        "no JSON object"),
                row("09f garbage after the JSON", json(SUCCESS + "garbage"), ""),
                row("09f another value after the JSON", json(SUCCESS + SUCCESS), ""),
                row("09g lenient JSON: quotes", json("{'Response':{RequestId:'abc'}}"), "no JSON object"),
                row("09g lenient JSON: comment", json("/* x */" + SUCCESS), "no JSON object"),
                row(
                        "09g lenient JSON: TRUE",
                        json("{\"Response\":{\"A\":TRUE,\"RequestId\":\"r\"}}"),
                        "no JSON object"),
                row("10 HTML with 200", json(HTML), "no JSON object"),
                row("10b OK with 200", json("OK"), "no JSON object"),
                row("11 []", json("[]"), "no JSON object"),
                row("11b [{Response}]", json("[" + SUCCESS + "]"), "no JSON object"),
                row("17e an encoding nobody asked for", status("200 OK", SUCCESS, "Content-Encoding: br"), "br"),
                row("18q 5000 levels deep", json(deep(5000)), "no JSON object"),
                row("18r 100000 levels deep", json(deep(100_000)), "no JSON object"),
                row(
                        "19a RequestId twice",
                        json("{\"Response\":{\"RequestId\":\"a\",\"RequestId\":\"b\"}}"),
                        "a doubled member \"RequestId\""),
                row(
                        "19b Response twice, the error first",
                        json("{\"Response\":{\"Error\":{\"Code\":\"OverQuota\"}},\"Response\":{\"RequestId\":\"b\"}}"),
                        "a doubled member \"Response\""),
                row(
                        "19c Error twice, the second null",
                        json("{\"Response\":{\"Error\":{\"Code\":\"X\"},\"Error\":null,\"RequestId\":\"b\"}}"),
                        "a doubled member \"Error\""),
                row(
                        "20g UTF-16 called UTF-8",
                        bytes(
                                "200 OK",
                                SUCCESS.getBytes(java.nio.charset.StandardCharsets.UTF_16LE),
                                "Content-Type: application/json; charset=utf-8"),
                        "no JSON object"),
                row("20h NUL bytes", bytes("200 OK", new byte[64]), "no JSON object"),
                row("a malformed escape", json("{\"Response\":{\"RequestId\":\"\\uZZZZ\"}}"), "no JSON object"),
                row("a blank RequestId", json("{\"Response\":{\"RequestId\":\" \"}}"), "without a RequestId"));
    }

    private static Arguments row(String name, Step step, String says) {
        return arguments(name, step, says);
    }

    private static String deep(int levels) {
        return "{\"Response\":{\"New\":" + "[".repeat(levels) + "]".repeat(levels) + ",\"RequestId\":\"r\"}}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void onceIsSurvivedByARead(String row, Step fault, String says) {
        try (ScriptedServer server = ScriptedServer.start().next(fault);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThat(calls.read()).contains(REQUEST_ID);
            assertThat(server.deliveries()).hasSize(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void thatStaysEndsAReadAfterTheAttempts(String row, Step fault, String says) throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start().always(fault);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            ServiceFailureException failure = failure(ServiceFailureException.class, calls::read);
            assertThat(failure)
                    .hasMessageContaining(says)
                    .hasMessageStartingWith(
                            WireCalls.READ.action() + " of " + WireCalls.IMAGE + ": no usable answer from "
                                    + server.endpoint() + ", the endpoint for cvm.tencentcloudapi.com: ");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(server.deliveries()).hasSize(ATTEMPTS);
            calls.hangUp();
            assertThat(server.awaitOpenConnections(0)).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void endsAWriteAtOnceForTheChangeLoopToLook(String row, Step fault, String says) {
        try (ScriptedServer server = ScriptedServer.start().next(fault);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            ServiceFailureException failure = failure(ServiceFailureException.class, calls::write);
            assertThat(failure).hasMessageContaining(says).hasMessageContaining(WireCalls.WRITE.action());
            assertThat(failure.isRetryable()).isTrue();
            assertThat(server.deliveries()).hasSize(1);
            assertThat(calls.write()).contains(REQUEST_ID);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void keepsTheRequestIdWhereThereIsOne(String row, Step fault, String says) {
        boolean there = row.startsWith("01") || row.startsWith("02b") || row.startsWith("04h");
        try (ScriptedServer server = ScriptedServer.start().next(fault);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            ServiceFailureException failure = failure(ServiceFailureException.class, calls::write);
            assertThat(failure.requestId()).isEqualTo(there ? Optional.of(REQUEST_ID) : Optional.empty());
            assertThat(String.valueOf(failure.getMessage()).contains(REQUEST_ID))
                    .isEqualTo(there);
        }
    }
}
