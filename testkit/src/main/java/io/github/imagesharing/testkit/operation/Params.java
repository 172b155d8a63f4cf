package io.github.imagesharing.testkit.operation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the parameters of a request as strictly as the service: no unknown ones, no wrong types; null means absent. */
public final class Params {

    private final JsonObject members;

    Params(JsonObject members, String... known) {
        this.members = members;
        Set<String> names = Set.of(known);
        members.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ServiceRefusal("UnknownParameter", "The parameter `" + name + "` is not recognized.");
                });
    }

    public Optional<String> text(String name) {
        return element(name).map(element -> text(name, element));
    }

    public String requiredText(String name) {
        return text(name).filter(text -> !text.isEmpty()).orElseThrow(() -> missing(name));
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array(name)) {
            texts.add(text(name, element));
        }
        return texts;
    }

    public List<String> requiredTexts(String name) {
        List<String> texts = texts(name);
        if (texts.isEmpty()) {
            throw missing(name);
        }
        return texts;
    }

    /** Whether a flag is set; absent, it is not. */
    public boolean flag(String name) {
        return element(name)
                .map(element -> {
                    if (!element.isJsonPrimitive()
                            || !element.getAsJsonPrimitive().isBoolean()) {
                        throw wrongType(name);
                    }
                    return element.getAsBoolean();
                })
                .orElse(false);
    }

    public int number(String name, int otherwise) {
        return number(name).orElse(otherwise);
    }

    public int requiredNumber(String name) {
        return number(name).orElseThrow(() -> missing(name));
    }

    private Optional<Integer> number(String name) {
        try {
            return element(name).map(JsonElement::getAsInt);
        } catch (RuntimeException e) {
            throw wrongType(name);
        }
    }

    /** The filters; each has a name and at least one value. */
    public List<Filter> filters() {
        List<Filter> filters = new ArrayList<>();
        for (JsonElement element : array("Filters")) {
            if (!element.isJsonObject()) {
                throw wrongType("Filters");
            }
            Params filter = new Params(element.getAsJsonObject(), "Name", "Values");
            List<String> values = filter.texts("Values");
            if (values.isEmpty()) {
                throw new ServiceRefusal("InvalidParameter", "The parameter `Filters.Values` must not be empty.");
            }
            filters.add(new Filter(filter.requiredText("Name"), values));
        }
        return filters;
    }

    private JsonArray array(String name) {
        JsonElement element = element(name).orElseGet(JsonArray::new);
        if (!element.isJsonArray()) {
            throw wrongType(name);
        }
        return element.getAsJsonArray();
    }

    private Optional<JsonElement> element(String name) {
        return Optional.ofNullable(members.get(name)).filter(element -> !element.isJsonNull());
    }

    private static String text(String name, JsonElement element) {
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
            throw wrongType(name);
        }
        return element.getAsString();
    }

    private static ServiceRefusal missing(String name) {
        return new ServiceRefusal("MissingParameter", "The request is missing a required parameter `" + name + "`.");
    }

    private static ServiceRefusal wrongType(String name) {
        return new ServiceRefusal("InvalidParameter", "The value of the parameter `" + name + "` has the wrong type.");
    }
}
