package io.github.imagesharing.cli.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.spi.Printable;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** JSON as the library writes it: every member is there, and nothing in it acts on a terminal. Stateless. */
public final class Json {

    private Json() {}

    /** The text of a result. */
    public static String text(JsonElement json) {
        String text = new GsonBuilder()
                .setPrettyPrinting()
                .serializeNulls()
                .disableHtmlEscaping()
                .create()
                .toJson(json);
        // Line ends stand between members only: those within a text are escaped already.
        return text.lines().map(Printable::of).collect(Collectors.joining("\n"));
    }

    /** What the library wrote, to stand within something else. */
    public static JsonObject of(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    static JsonArray array(Stream<? extends JsonElement> elements) {
        JsonArray array = new JsonArray();
        elements.forEach(array::add);
        return array;
    }

    static JsonArray texts(Stream<?> values) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(String.valueOf(value)));
        return array;
    }

    /** An error as every report of the library has it, or null. */
    static @Nullable JsonElement error(@Nullable ImageSharingException why) {
        return why == null
                ? null
                : of(new ShareCheck(List.of(why), List.of()).toJson())
                        .getAsJsonArray("violations")
                        .get(0);
    }

    /** Images each with why it is not as asked. */
    static JsonArray failures(Map<ImageId, ImageSharingException> failures) {
        return array(failures.entrySet().stream().map(one -> {
            JsonObject failure = new JsonObject();
            failure.addProperty("imageId", one.getKey().value());
            failure.add("error", error(one.getValue()));
            return failure;
        }));
    }

    /** That of one region as it is; of several, an object with {@code regions}, each beside its name. */
    public static <T> JsonObject byRegion(Map<Region, T> reports, BiFunction<Region, T, JsonObject> json) {
        if (reports.size() == 1) {
            return reports.entrySet().stream()
                    .map(only -> json.apply(only.getKey(), only.getValue()))
                    .findFirst()
                    .orElseThrow();
        }
        JsonObject all = new JsonObject();
        all.add("regions", array(reports.entrySet().stream().map(one -> {
            JsonObject region = new JsonObject();
            region.addProperty("region", one.getKey().value());
            region.add("report", json.apply(one.getKey(), one.getValue()));
            return region;
        })));
        return all;
    }
}
