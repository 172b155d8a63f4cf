package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.Answers.SUCCESS;
import static io.github.imagesharing.transport.Answers.bytes;
import static io.github.imagesharing.transport.Answers.head;
import static io.github.imagesharing.transport.Answers.json;
import static io.github.imagesharing.transport.Answers.raw;
import static io.github.imagesharing.transport.Answers.status;
import static io.github.imagesharing.transport.WireCalls.failure;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.transport.ScriptedServer.Step;
import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that are odd and yet say what they mean: successes and refusals alike take one delivery. */
class GoodAnswersTest {

    private static final String LENGTH = "Content-Length: " + SUCCESS.length();

    static Stream<Arguments> successes() {
        return Stream.of(
                arguments("00 a success", json(SUCCESS)),
                arguments(
                        "02d Error:null", json("{\"Response\":{\"Error\":null,\"RequestId\":\"" + REQUEST_ID + "\"}}")),
                arguments(
                        "04o 100 before 200",
                        raw("HTTP/1.1 100 Continue\r\n\r\n" + head("200 OK", LENGTH) + "\r\n" + SUCCESS)),
                arguments("04q a header without a colon", raw(head("200 OK", "nonsense", LENGTH) + "\r\n" + SUCCESS)),
                arguments("04t Connection: close", status("200 OK", SUCCESS, "Connection: close")),
                arguments("11c text/event-stream", status("200 OK", SUCCESS, "Content-Type: text/event-stream")),
                arguments("17d gzip", bytes("200 OK", Answers.gzip(SUCCESS.getBytes(UTF_8)), "Content-Encoding: gzip")),
                arguments(
                        "18h members nobody knows",
                        json("{\"New\":{\"a\":[1,{}]},\"Response\":{\"X\":{\"Y\":[null]},\"RequestId\":\"" + REQUEST_ID
                                + "\"}}")),
                arguments("20d an unknown charset", status("200 OK", SUCCESS, "Content-Type: a/json; charset=nope-1")),
                arguments(
                        "20e an illegal charset",
                        status("200 OK", SUCCESS, "Content-Type: a/b; charset=\"bad name!\"")),
                arguments("20f a UTF-8 BOM", json('\uFEFF' + SUCCESS)),
                arguments("20g UTF-16LE with a BOM", bytes("200 OK", ('\uFEFF' + SUCCESS).getBytes(UTF_16LE))),
                arguments(
                        "chunked",
                        raw(head("200 OK", "Transfer-Encoding: chunked") + "\r\n"
                                + Integer.toHexString(SUCCESS.length()) + "\r\n" + SUCCESS + "\r\n0\r\n\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("successes")
    void isASuccessOfOneDelivery(String row, Step answer) {
        try (ScriptedServer server = ScriptedServer.start().next(answer);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThat(calls.write()).contains(REQUEST_ID);
            assertThat(server.deliveries()).hasSize(1);
            assertThat(calls.read()).contains(REQUEST_ID);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("successes")
    void keepsTheConnectionForTheNextCall(String row, Step answer) {
        try (ScriptedServer server = ScriptedServer.start().next(answer);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            calls.read();
            calls.read();
            assertThat(server.connectionsAccepted()).isEqualTo(row.startsWith("04t") ? 2 : 1);
        }
    }

    @Test
    void row20cBrokenUtf8InTheRequestIdIsASuccessStill() {
        Step answer = bytes("200 OK", "{\"Response\":{\"RequestId\":\"\u00ff\u00fe(\"}}".getBytes(ISO_8859_1));
        try (ScriptedServer server = ScriptedServer.start().next(answer);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThat(calls.write()).contains("RequestId");
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("01 an API error", ShareQuotaExceededException.class, "OverQuota", "The quota is exceeded."),
                refusal("03 an unknown code", UnrecognizedServiceException.class, "Totally.Unknown.Code", "x"),
                refusal("an error without words", UnrecognizedServiceException.class, "Totally.Unknown.Code", ""),
                refusal("a Chinese message", ShareQuotaExceededException.class, "OverQuota", "配额不足"));
    }

    private static Arguments refusal(
            String row, Class<? extends ImageSharingException> type, String code, String message) {
        return arguments(row, type, code, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void isARefusalOfOneDeliveryAndKeepsTheConnection(
            String row, Class<? extends ImageSharingException> type, String code, String message) {
        try (ScriptedServer server = ScriptedServer.start().always(Answers.error(code, message));
                WireCalls calls = WireCalls.to(server.endpoint())) {
            for (Runnable call : new Runnable[] {calls::read, calls::write}) {
                ImageSharingException failure = failure(type, call);
                assertThat(failure).hasMessageContaining(message).hasMessageContaining(REQUEST_ID);
                assertThat(failure.errorCode()).hasValue(code);
                assertThat(failure.requestId()).hasValue(REQUEST_ID);
                assertThat(failure.imageId()).hasValue(WireCalls.IMAGE);
                assertThat(failure.isRetryable()).isFalse();
            }
            assertThat(server.deliveries()).hasSize(2);
            assertThat(server.connectionsAccepted()).isEqualTo(1);
        }
    }

    @Test
    void row02AnErrorWithoutARequestIdIsARefusalThatNamesNone() {
        Step answer = json("{\"Response\":{\"Error\":{\"Code\":\"OverQuota\",\"Message\":\"m\"}}}");
        try (ScriptedServer server = ScriptedServer.start().always(answer);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            ImageSharingException failure = failure(ShareQuotaExceededException.class, calls::write);
            assertThat(failure.errorCode()).hasValue("OverQuota");
            assertThat(failure.requestId()).isEmpty();
            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}: {1} said to be {2}")
    @MethodSource("charsets")
    void aMessageIsReadInTheCharsetOfTheAnswer(String row, String charset, String type, boolean readable) {
        byte[] body = Answers.errorBody("OverQuota", "配额不足").getBytes(Charset.forName(charset));
        Step answer = bytes("200 OK", body, "Content-Type: " + type);
        try (ScriptedServer server = ScriptedServer.start().always(answer);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            ImageSharingException failure = failure(ShareQuotaExceededException.class, calls::read);
            assertThat(String.valueOf(failure.getMessage()).contains("配额不足")).isEqualTo(readable);
            assertThat(failure.requestId()).hasValue(REQUEST_ID);
        }
    }

    static Stream<Arguments> charsets() {
        return Stream.of(
                arguments("20a", "GBK", "application/json", false),
                arguments("20b", "GBK", "application/json; charset=GBK", true),
                arguments("20", "UTF-8", "application/json", true));
    }
}
