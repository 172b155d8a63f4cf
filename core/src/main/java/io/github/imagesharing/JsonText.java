package io.github.imagesharing;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.imagesharing.spi.Printable;
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
}
