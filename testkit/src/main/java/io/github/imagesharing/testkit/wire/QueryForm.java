package io.github.imagesharing.testkit.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Reads the parameters of a GET, where a list is written {@code AccountIds.0=…&AccountIds.1=…}. */
final class QueryForm {

    private QueryForm() {}

    static JsonObject parse(String query) {
        JsonObject members = new JsonObject();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                put(members, decode(parts[0]).split("\\.", -1), 0, decode(parts.length == 2 ? parts[1] : ""));
            }
        }
        members.entrySet().forEach(entry -> entry.setValue(withLists(entry.getValue())));
        return members;
    }

    private static void put(JsonObject target, String[] path, int at, String value) {
        if (at == path.length - 1) {
            target.addProperty(path[at], value);
            return;
        }
        JsonElement next = target.get(path[at]);
        if (next == null || !next.isJsonObject()) {
            next = new JsonObject();
            target.add(path[at], next);
        }
        put(next.getAsJsonObject(), path, at + 1, value);
    }

    private static JsonElement withLists(JsonElement element) {
        if (!element.isJsonObject()) {
            return element;
        }
        JsonObject object = element.getAsJsonObject();
        object.entrySet().forEach(entry -> entry.setValue(withLists(entry.getValue())));
        if (!object.keySet().stream().allMatch(name -> name.matches("\\d+"))) {
            return object;
        }
        JsonArray list = new JsonArray();
        object.entrySet().forEach(entry -> list.add(entry.getValue()));
        return list;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
