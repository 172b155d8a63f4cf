package io.github.imagesharing;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import io.github.imagesharing.spi.Printable;
import java.util.Map;
import java.util.stream.Collectors;

/** A JSON object as a report is written: for a person too, and nothing in it acts on a terminal. */
final class JsonText {

    private JsonText() {}

    /** Line ends stand between members only: those within a text are escaped already. */
    static String of(JsonObject json) {
        String text = new GsonBuilder()
                .setPrettyPrinting()
                .serializeNulls()
                .disableHtmlEscaping()
                .create()
                .toJson(json);
        return text.lines().map(Printable::of).collect(Collectors.joining("\n"));
    }

    /** The same as values of Java, which another library writes in its own way. */
    static Map<String, Object> values(JsonObject json) {
        return new GsonBuilder()
                .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
                .create()
                .fromJson(json, new TypeToken<Map<String, Object>>() {}.getType());
    }
}
