package io.github.imagesharing.testkit.operation;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Function;

/** Writes one page of a listing, and the total count. */
public final class Listing {

    private Listing() {}

    public static <T> JsonObject of(String member, List<T> all, Page page, Function<T, JsonObject> json) {
        JsonArray shown = new JsonArray();
        page.of(all).forEach(item -> shown.add(json.apply(item)));
        JsonObject answer = new JsonObject();
        answer.add(member, shown);
        answer.addProperty("TotalCount", all.size());
        return answer;
    }
}
