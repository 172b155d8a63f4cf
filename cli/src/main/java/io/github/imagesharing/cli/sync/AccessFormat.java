package io.github.imagesharing.cli.sync;

import io.github.imagesharing.cli.files.BareText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a file says who is to have access. Its content tells; its name is asked only where the content does not. */
public enum AccessFormat {
    YAML,
    CSV;

    /** What the first lines that are neither empty nor comments say; empty if they say nothing. */
    static Optional<AccessFormat> ofContent(String head) {
        return head.lines()
                .map(BareText::of)
                .filter(line -> !CsvAccess.isEmptyRow(line) && !line.startsWith("#"))
                .findFirst()
                .flatMap(AccessFormat::ofLine);
    }

    private static Optional<AccessFormat> ofLine(String line) {
        if (CsvAccess.isSeparatorLine(line) || CsvAccess.isHeader(line)) {
            return Optional.of(CSV);
        }
        boolean yaml = line.contains(":")
                || Stream.of("---", "%", "{", "[", "- ", "? ").anyMatch(line::startsWith);
        return yaml ? Optional.of(YAML) : Optional.empty();
    }

    static Optional<AccessFormat> ofName(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (List.of("csv", "tsv").contains(ending)) {
            return Optional.of(CSV);
        }
        return List.of("yaml", "yml", "json").contains(ending) ? Optional.of(YAML) : Optional.empty();
    }
}
