package io.github.imagesharing.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No number, no time and no upper or lower case of a program or of the library follows the default locale: it would write the
 * digits, the calendar and the dotless i of whoever runs it. A format that names {@link java.util.Locale#ROOT} is fine.
 */
class SourcesFollowNoLocaleTest {

    /** Guava's thread names are made with the root locale. */
    private static final Pattern FINE = Pattern.compile("setNameFormat\\(|^\\s*(\\*|//|/\\*)");

    private static final Pattern NUMBER = Pattern.compile("%(\\d+\\$)?[-#+ 0,(]*\\d*(\\.\\d+)?[doxXeEfgGaAtT]");

    private static final Pattern BY_DEFAULT = Pattern.compile("toLowerCase\\(\\)|toUpperCase\\(\\)"
            + "|SimpleDateFormat\\(\"[^\"]*\"\\)|ofPattern\\(\\s*\"[^\"]*\"\\s*\\)|ofLocalizedDate|NumberFormat\\.get\\w*\\(\\)"
            + "|new Scanner\\(");

    /** What the programs say on a screen is formatted with the root locale there. */
    private static final Pattern ROOT = Pattern.compile("Locale\\.ROOT|screen\\.say\\(");

    @Test
    void nothingIsWrittenInTheDefaultLocale() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String before = String.join("\n", lines.subList(Math.max(0, i - 2), i + 1));
                if (follows(lines.get(i), before)) {
                    found.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"%d images\".formatted(3)",
                "out.printf(\"%5d of %-9d\", 1, 2)",
                "String.format(\"%.2f s\", seconds)",
                "String.format(\"%1$tY\", now)",
                "\"%,d\".formatted(3)",
                "\"%08x\".formatted(3)",
                "name.toLowerCase()",
                "new SimpleDateFormat(\"yyyy\")",
                "DateTimeFormatter.ofPattern(\"HH:mm\")",
                "NumberFormat.getInstance()"
            })
    void theseAreFound(String line) {
        assertThat(follows(line, line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String.format(Locale.ROOT, \"%d\", 3)",
                "name.toLowerCase(Locale.ROOT)",
                "\"%s of 100%%\".formatted(3)",
                ".setNameFormat(\"image-sharing-%d\")",
                "DateTimeFormatter.ofPattern(\"HH:mm\", Locale.ROOT)",
                "* in parts this small, a permit is 5 % early at most"
            })
    void theseAreFine(String line) {
        assertThat(follows(line, line)).isFalse();
    }

    /** The call names a locale; it may have begun two lines before. */
    private static boolean follows(String line, String call) {
        if (FINE.matcher(line).find()) {
            return false;
        }
        return BY_DEFAULT.matcher(line).find()
                || (NUMBER.matcher(line.replace("%%", "")).find()
                        && !ROOT.matcher(call).find());
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.find(
                Path.of(".."), 40, (file, attributes) -> file.toString().matches(".*/src/main/.*\\.java"))) {
            List<Path> sources = files.toList();
            assertThat(sources).hasSizeGreaterThan(200);
            return sources;
        }
    }
}
