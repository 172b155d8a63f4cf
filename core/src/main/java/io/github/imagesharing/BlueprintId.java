package io.github.imagesharing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.gson.annotations.JsonAdapter;

/**
 * The identifier of a Lighthouse blueprint (Lighthouse's word for an image).
 *
 * <p>In JSON it is its text, for Jackson 2 and 3 and for Gson, as a key of a map too.
 *
 * <p>Immutable. Its length is the service's business and is not checked.
 *
 * @param value the identifier as the service writes it, for example {@code lhbp-su83x02a}
 */
@JsonAdapter(IdAdapter.class)
public record BlueprintId(String value) implements Shareable {

    private static final IdFormat SHAPE = IdFormat.of(
            "blueprint id",
            "lhbp-[!-~]*[0-9A-Za-z]",
            "start with \"lhbp-\", have no white space and end in a letter or digit",
            "lhbp-su83x02a");

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if the value is null, blank or of another shape; the message names it
     */
    public BlueprintId {
        SHAPE.require(value);
    }

    /**
     * Makes a blueprint id from its text.
     *
     * @param value the identifier as the service writes it
     * @return the identifier
     * @throws IllegalArgumentException if the value is null, blank or of another shape; the message names it
     */
    @JsonCreator
    public static BlueprintId of(String value) {
        return new BlueprintId(value);
    }

    /**
     * The identifier's text.
     *
     * @return the same as {@link #value()}
     */
    @JsonValue
    @Override
    public String toString() {
        return value;
    }
}
