package io.github.imagesharing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.gson.annotations.JsonAdapter;

/**
 * The identifier of a CVM image.
 *
 * <p>In JSON it is its text, for Jackson 2 and 3 and for Gson, as a key of a map too.
 *
 * <p>Immutable. Its length is the service's business and is not checked.
 *
 * @param value the identifier as the service writes it, for example {@code img-6pb6lrmy}
 */
@JsonAdapter(IdAdapter.class)
public record ImageId(String value) implements Shareable {

    private static final IdFormat SHAPE = IdFormat.of(
            "image id",
            "img-[!-~]*[0-9A-Za-z]",
            "start with \"img-\", have no white space and end in a letter or digit",
            "img-6pb6lrmy");

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if the value is null, blank or of another shape; the message names it
     */
    public ImageId {
        SHAPE.require(value);
    }

    /**
     * Makes an image id from its text.
     *
     * @param value the identifier as the service writes it
     * @return the identifier
     * @throws IllegalArgumentException if the value is null, blank or of another shape; the message names it
     */
    @JsonCreator
    public static ImageId of(String value) {
        return new ImageId(value);
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
