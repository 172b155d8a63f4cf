package io.github.imagesharing;

import io.github.imagesharing.spi.Printable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The format of one kind of identifier, checked when a value is made, so that nothing malformed is ever sent. */
record IdFormat(String name, Pattern shape, String rule, String example) {

    /** As much of a value as a message quotes. */
    private static final int QUOTED = 80;

    static IdFormat of(String name, String regex, String rule, String example) {
        return new IdFormat(name, Pattern.compile(regex), rule, example);
    }

    String require(@Nullable String value) {
        if (value == null || !isWellFormed(value)) {
            String look = value == null
                    ? ""
                    : IdSpelling.of(value, this::isWellFormed)
                            .map(words -> "; " + words)
                            .orElse("");
            throw new IllegalArgumentException(
                    "%s %s: it must %s, like \"%s\"%s".formatted(name, quoted(value), rule, example, look));
        }
        return value;
    }

    private boolean isWellFormed(String value) {
        return shape.matcher(value).matches();
    }

    private static String quoted(@Nullable String value) {
        if (value == null) {
            return "null";
        }
        return value.length() <= QUOTED
                ? '"' + Printable.of(value) + '"'
                : '"' + Printable.of(value.substring(0, QUOTED)) + "\"... of " + value.length() + " characters";
    }
}
