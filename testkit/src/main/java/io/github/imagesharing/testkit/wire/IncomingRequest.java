package io.github.imagesharing.testkit.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An HTTP request as it was received.
 *
 * @param method GET or POST
 * @param query the raw query, empty for a POST
 * @param headers the headers as sent
 * @param body the body as sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the signature covers the bytes as sent
record IncomingRequest(String method, String query, Headers headers, byte[] body) {

    static IncomingRequest read(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        return new IncomingRequest(
                exchange.getRequestMethod(),
                query == null ? "" : query,
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** A common parameter that every request must have. */
    String requiredHeader(String name) {
        return header(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new ServiceRefusal(
                        "MissingParameter",
                        "The request header is missing a required common parameter `" + name + "`."));
    }

    String host() {
        return header("Host").orElse("");
    }

    boolean wantsChinese() {
        return header("X-TC-Language").orElse("").equals("zh-CN");
    }

    /** The parameters as text, for the record of requests. */
    String text() {
        return method.equals("GET") ? QueryForm.parse(query).toString() : new String(body, StandardCharsets.UTF_8);
    }

    JsonObject members() {
        try {
            JsonElement json = method.equals("GET") ? QueryForm.parse(query) : JsonParser.parseString(text());
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            // falls through to the refusal
        }
        throw new ServiceRefusal("InvalidRequest", "The request body is not a JSON object.");
    }
}
