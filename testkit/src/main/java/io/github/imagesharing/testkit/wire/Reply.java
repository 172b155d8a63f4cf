package io.github.imagesharing.testkit.wire;

import com.google.gson.JsonObject;
import java.util.UUID;

/**
 * The HTTP response to send.
 *
 * @param status the HTTP status; the service itself only ever says 200
 * @param body the answer's text
 * @param errorCode the service's error code, or empty
 * @param requestId the request id told, or empty
 * @param dropped whether the connection is closed instead of answering
 */
public record Reply(int status, String body, String errorCode, String requestId, boolean dropped) {

    static Reply success(JsonObject members) {
        return response(members, "");
    }

    public static Reply refused(String code, String message) {
        JsonObject error = new JsonObject();
        error.addProperty("Code", code);
        error.addProperty("Message", message);
        JsonObject members = new JsonObject();
        members.add("Error", error);
        return response(members, code);
    }

    public static Reply raw(int status, String body) {
        return new Reply(status, body, "", "", false);
    }

    public static Reply cut() {
        return new Reply(0, "", "", "", true);
    }

    private static Reply response(JsonObject members, String code) {
        String requestId = UUID.randomUUID().toString();
        members.addProperty("RequestId", requestId);
        JsonObject body = new JsonObject();
        body.add("Response", members);
        return new Reply(200, body.toString(), code, requestId, false);
    }
}
