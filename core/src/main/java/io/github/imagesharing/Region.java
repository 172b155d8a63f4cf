package io.github.imagesharing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.gson.annotations.JsonAdapter;
import java.io.Serializable;

/**
 * A region of the cloud. Any well-formed name is accepted: lists of regions age, the service knows.
 *
 * <p>In JSON it is its text, for Jackson 2 and 3 and for Gson, as a key of a map too.
 *
 * <p>Immutable. Its length is the service's business and is not checked.
 *
 * @param value the identifier as the service writes it, for example {@code ap-guangzhou}
 */
@JsonAdapter(IdAdapter.class)
public record Region(String value) implements Serializable {

    private static final IdFormat SHAPE = IdFormat.of(
            "region", "[a-z0-9]+(?:-[a-z0-9]+)*+", "be lower-case letters, digits and hyphens", "ap-guangzhou");

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if the value is null, blank or of another shape; the message names it
     */
    public Region {
        SHAPE.require(value);
    }

    /**
     * Makes a region from its text.
     *
     * @param value the identifier as the service writes it
     * @return the identifier
     * @throws IllegalArgumentException if the value is null, blank or of another shape; the message names it
     */
    @JsonCreator
    public static Region of(String value) {
        return new Region(value);
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
