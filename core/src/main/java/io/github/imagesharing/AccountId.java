package io.github.imagesharing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.gson.annotations.JsonAdapter;
import java.io.Serializable;

/**
 * The identifier of a Tencent Cloud root account, its UIN (not a QQ number and not an AppId).
 *
 * <p>In JSON it is its text, for Jackson 2 and 3 and for Gson, as a key of a map too.
 *
 * <p>Immutable. Its length is the service's business and is not checked. An account has one spelling: other digits than
 * {@code 0} to {@code 9}, signs, separators and leading zeros are refused, and the message says what they look like.
 *
 * @param value the identifier as the service writes it, for example {@code 1038493875}
 */
@JsonAdapter(IdAdapter.class)
public record AccountId(String value) implements Serializable {

    private static final IdFormat SHAPE =
            IdFormat.of("account id", "0|[1-9][0-9]*", "be a root account id (UIN), digits only", "1038493875");

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if the value is null, blank or of another shape; the message names it
     */
    public AccountId {
        SHAPE.require(value);
    }

    /**
     * Makes an account id from its text.
     *
     * @param value the identifier as the service writes it
     * @return the identifier
     * @throws IllegalArgumentException if the value is null, blank or of another shape; the message names it
     */
    @JsonCreator
    public static AccountId of(String value) {
        return new AccountId(value);
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
