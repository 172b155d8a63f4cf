package io.github.imagesharing.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client in no library's debt: signs and sends one request. */
public final class Client {

    static final HttpClient HTTP = HttpClient.newHttpClient();

    private final FakeTencentCloud cloud;
    private final Map<String, String> changed = new LinkedHashMap<>();
    private boolean unsignedPayload;
    private String id;
    private String key;
    private String token = "";
    private long timestamp = Instant.now().getEpochSecond();

    public Client(FakeTencentCloud cloud) {
        this.cloud = cloud;
        this.id = cloud.secretId();
        this.key = cloud.secretKey();
    }

    Client credential(String newId, String newKey, String newToken) {
        id = newId;
        key = newKey;
        token = newToken;
        return this;
    }

    Client at(Instant time) {
        timestamp = time.getEpochSecond();
        return this;
    }

    Client unsignedPayload() {
        unsignedPayload = true;
        return this;
    }

    /** Sends another header than signed or than usual; an empty value leaves it out. */
    Client header(String name, String value) {
        changed.put(name, value);
        return this;
    }

    /** The {@code Response} of a Lighthouse action. */
    JsonObject lighthouse(String action, String body) {
        return parsed(send(action, "2020-03-24", body));
    }

    /** The {@code Response} of an action of the other services. */
    public JsonObject call(String action, String body) {
        return parsed(send(
                action,
                action.equals("GetCallerIdentity") || action.equals("AssumeRole") ? "2018-08-13" : "2017-03-12",
                body));
    }

    HttpResponse<String> send(String action, @Nullable String version, String body) {
        try {
            return exchange(action, version == null ? "" : version, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> exchange(String action, String version, String body) throws IOException {
        String contentType = "application/json; charset=utf-8";
        String host = cloud.endpoint().getAuthority();
        String lines = "content-type:" + contentType + "\nhost:" + host + "\n";
        byte[] signed = unsignedPayload ? Tc3.utf8("UNSIGNED-PAYLOAD") : Tc3.utf8(body);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put(
                "Authorization",
                Tc3.authorization(id, key, "127", timestamp, "POST", "", lines, "content-type;host", signed));
        headers.put("X-TC-Action", action);
        headers.put("X-TC-Version", version);
        headers.put("X-TC-Timestamp", String.valueOf(timestamp));
        headers.put("X-TC-Region", "ap-guangzhou");
        headers.put("X-TC-Token", token);
        headers.put("X-TC-Content-SHA256", unsignedPayload ? "UNSIGNED-PAYLOAD" : "");
        headers.putAll(changed);
        HttpRequest.Builder request = HttpRequest.newBuilder(cloud.endpoint().resolve(URI.create("/")))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static JsonObject parsed(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("Response");
    }

    /** The error code of an answer, or "" for a success. */
    static String code(JsonObject response) {
        JsonObject error = response.getAsJsonObject("Error");
        return error == null ? "" : error.get("Code").getAsString();
    }

    static String message(JsonObject response) {
        return response.getAsJsonObject("Error").get("Message").getAsString();
    }

    /** One member of every item of a list of the answer. */
    static List<String> each(JsonObject response, String list, String member) {
        List<String> texts = new ArrayList<>();
        JsonArray items = response.getAsJsonArray(list);
        for (JsonElement item : items) {
            texts.add(item.getAsJsonObject().get(member).getAsString());
        }
        return texts;
    }

    static String json(String text) {
        return text.replace('\'', '"');
    }
}
