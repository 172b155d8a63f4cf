package io.github.imagesharing.cli.files;

import io.github.imagesharing.spi.Printable;
import java.util.regex.Pattern;

/**
 * A cell of CSV as {@code AccessReport.toCsv} writes it: on one line, and a spreadsheet neither computes nor obeys it. Shown by
 * {@code AccountNamesTest}.
 */
public final class CsvCell {

    /** The full-width signs act where Chinese or Japanese is spoken. */
    private static final Pattern FORMULA = Pattern.compile("(^|;)(?= *[=+\\-@＝＋－＠])");

    private static final Pattern PLAIN = Pattern.compile("[^,\";]*");

    private CsvCell() {}

    public static String of(String text) {
        String cell = FORMULA.matcher(Printable.of(text)).replaceAll("$1'");
        return PLAIN.matcher(cell).matches() ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
