package io.github.imagesharing.cli.report;

import io.github.imagesharing.spi.Printable;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values as RFC 4180 has them. Nothing in them acts on what shows them, as in what {@link
 * io.github.imagesharing.AccessReport#toCsv()} writes. Shown by {@code HostileNamesTest}.
 *
 * <p>Not thread-safe.
 */
public final class Csv {

    /** Before what a spreadsheet takes for a formula, also after a semicolon, which separates cells in some countries. */
    private static final Pattern FORMULA = Pattern.compile("(^|;)(?= *[=+\\-@＝＋－＠])");

    private final StringBuilder text = new StringBuilder();

    Csv(String... header) {
        row((Object[]) header);
    }

    /** Adds a row; a null is an empty cell. */
    void row(@Nullable Object... cells) {
        text.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n")));
    }

    /** The text of one cell. */
    public static String cell(@Nullable Object value) {
        String inert = value == null
                ? ""
                : FORMULA.matcher(Printable.of(String.valueOf(value))).replaceAll("$1'");
        boolean plain = inert.chars().noneMatch(c -> c == ',' || c == '"' || c == ';');
        return plain ? inert : '"' + inert.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
