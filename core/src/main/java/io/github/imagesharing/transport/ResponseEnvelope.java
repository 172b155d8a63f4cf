package io.github.imagesharing.transport;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outside of every answer, {@code {"Response":{"Error":{"Code","Message"},"RequestId"}}}, read strictly: who
 * reads it leniently takes an answer without a request id for a success, and of a doubled key the last, which hides an error.
 *
 * @param hasError whether there is an Error
 * @param code its Code, or null
 * @param message its Message, or null
 * @param requestId the RequestId, or null
 */
record ResponseEnvelope(
        boolean hasError,
        @Nullable String code,
        @Nullable String message,
        @Nullable String requestId) {

    /** The answers that are read are five deep. */
    private static final int MOST_DEPTH = 255;

    static ResponseEnvelope read(String body) throws MalformedResponseException {
        requireStrict(body);
        try (JsonReader reader = new JsonReader(new StringReader(body))) {
            ResponseEnvelope envelope = outer(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedResponseException("more than one JSON value");
            }
            return envelope;
        } catch (MalformedResponseException e) {
            throw e;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new MalformedResponseException(body.isBlank() ? "an empty body" : "no JSON object with a Response");
        }
    }

    /**
     * Strict where the reader is so only in its newer versions: JSON's words are in lower case, and nothing is nested
     * without end.
     */
    private static void requireStrict(String body) throws MalformedResponseException {
        boolean inText = false;
        int depth = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (inText && c == '\\') {
                i++;
            } else if (c == '"') {
                inText = !inText;
            } else if (!inText) {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                boolean isWord = c >= 'A' && c <= 'Z' && !Character.isDigit(body.charAt(Math.max(0, i - 1)));
                if (isWord || depth > MOST_DEPTH) {
                    throw new MalformedResponseException("no JSON object with a Response");
                }
            }
        }
    }

    private static ResponseEnvelope outer(JsonReader reader) throws IOException {
        ResponseEnvelope envelope = null;
        Set<String> seen = new HashSet<>();
        reader.beginObject();
        while (reader.hasNext()) {
            if (once(seen, reader.nextName()).equals("Response")) {
                envelope = response(reader);
            } else {
                reader.skipValue();
            }
        }
        reader.endObject();
        if (envelope == null) {
            throw new MalformedResponseException("no JSON object with a Response");
        }
        return envelope;
    }

    private static ResponseEnvelope response(JsonReader reader) throws IOException {
        boolean hasError = false;
        String code = null;
        String message = null;
        String requestId = null;
        Set<String> seen = new HashSet<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = once(seen, reader.nextName());
            if (name.equals("RequestId")) {
                requestId = text(reader);
            } else if (name.equals("Error") && reader.peek() != JsonToken.NULL) {
                hasError = true;
                reader.beginObject();
                while (reader.hasNext()) {
                    switch (reader.nextName()) {
                        case "Code" -> code = text(reader);
                        case "Message" -> message = text(reader);
                        default -> reader.skipValue();
                    }
                }
                reader.endObject();
            } else {
                reader.skipValue();
            }
        }
        reader.endObject();
        return new ResponseEnvelope(hasError, code, message, requestId);
    }

    private static String once(Set<String> seen, String name) throws MalformedResponseException {
        if (!seen.add(name)) {
            throw new MalformedResponseException("a doubled member \"" + name + "\"");
        }
        return name;
    }

    /** A text, or null for JSON's null, a blank text and whatever is no text. */
    private static @Nullable String text(JsonReader reader) throws IOException {
        if (reader.peek() != JsonToken.STRING) {
            reader.skipValue();
            return null;
        }
        String text = reader.nextString();
        return text.isBlank() ? null : text;
    }
}
