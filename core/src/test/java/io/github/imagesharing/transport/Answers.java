package io.github.imagesharing.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.imagesharing.transport.ScriptedServer.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** What the scripted server can be told to answer. */
final class Answers {

    static final String REQUEST_ID = "5f2c1a90-0000-4f6e-9f2b-6d1de0a3b111";
    static final String SUCCESS = "{\"Response\":{\"RequestId\":\"" + REQUEST_ID + "\"}}";
    static final String HTML = "<html><body>Bad Gateway</body></html>";

    private Answers() {}

    static Step ok() {
        return json(SUCCESS);
    }

    static Step json(String body) {
        return status("200 OK", body);
    }

    static Step error(String code, String message) {
        return json(errorBody(code, message));
    }

    static String errorBody(String code, String message) {
        return "{\"Response\":{\"Error\":{\"Code\":\"%s\",\"Message\":\"%s\"},\"RequestId\":\"%s\"}}"
                .formatted(code, message, REQUEST_ID);
    }

    static Step status(String status, String body, String... headers) {
        return bytes(status, body.getBytes(UTF_8), headers);
    }

    static Step bytes(String status, byte[] body, String... headers) {
        return connection -> {
            connection.send(head(status, headers) + "Content-Length: " + body.length + "\r\n\r\n");
            connection.send(body);
        };
    }

    /** Exactly these bytes. */
    static Step raw(String text) {
        return connection -> connection.send(text);
    }

    static String head(String status, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (head.indexOf("Content-Type") < 0) {
            head.append("Content-Type: application/json\r\n");
        }
        return head.toString();
    }

    static Step then(Step first, Step second) {
        return connection -> {
            first.serve(connection);
            second.serve(connection);
        };
    }

    static byte[] gzip(byte[] plain) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(plain);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
