package io.github.imagesharing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a refused identifier looks like, in words.
 *
 * <p>It answers identifiers that went through a spreadsheet, a word processor or a mail: {@code 1.00001E+11} has lost its
 * last digits, a no-break space looks like nothing at all, and full-width digits look like digits. None of them is repaired,
 * because a guess would change the access of somebody. Shown by {@code IdSpellingTest}.
 *
 * <p>Stateless.
 */
final class IdSpelling {

    /** Longer text is no spelling of an identifier. */
    private static final int LONGEST = 80;

    private record Look(Pattern shape, String words) {

        static Look of(String regex, String words) {
            return new Look(Pattern.compile(regex), words);
        }
    }

    private static final List<Look> LOOKS = List.of(
            Look.of(
                    "[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+",
                    "a number that a spreadsheet rounded: its last digits are lost, so take it from where it came from"),
            Look.of("[0-9]+[.,]0{1,2}", "a number with decimals, as a spreadsheet or a script writes it"),
            Look.of("[0-9]{1,3}(?:[^0-9][0-9]{2,3})+", "digits in groups: write them together"),
            Look.of("[+-][0-9]+", "a number with a sign"),
            Look.of("0[0-9]+", "a number with leading zeros: an account id has none"),
            Look.of("['\"`=(\\[].*", "an identifier with a sign before it"),
            Look.of("img-[!-~]+", "an image id"),
            Look.of("lhbp-[!-~]+", "a blueprint id"),
            Look.of("[0-9]{5,}", "an account id"));

    private IdSpelling() {}

    /** What the text looks like, as the end of a sentence; empty if it looks like nothing that is known. */
    static Optional<String> of(String refused, Predicate<String> wellFormed) {
        if (refused.isEmpty() || refused.length() > LONGEST) {
            return Optional.empty();
        }
        return unexpected(refused)
                .or(() -> capitals(refused, wellFormed))
                .or(() -> trailing(refused, wellFormed))
                .or(() -> LOOKS.stream()
                        .filter(look -> look.shape.matcher(refused).matches())
                        .map(look -> "it looks like " + look.words)
                        .findFirst());
    }

    /** A character that is taken for another or not seen at all. */
    private static Optional<String> unexpected(String refused) {
        return refused.codePoints()
                .filter(IdSpelling::deceives)
                .mapToObj(character -> "it has %s (U+%s) in it"
                        .formatted(
                                Character.getName(character),
                                Integer.toHexString(0x10000 + character)
                                        .substring(1)
                                        .toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static boolean deceives(int character) {
        boolean plain = character > ' ' && character < 0x7F;
        boolean fullWidth = character >= 0xFF01 && character <= 0xFF5E;
        return !plain
                && (fullWidth
                        || Character.isDigit(character)
                        || switch (Character.getType(character)) {
                            case Character.CONTROL,
                                    Character.FORMAT,
                                    Character.SPACE_SEPARATOR,
                                    Character.LINE_SEPARATOR,
                                    Character.PARAGRAPH_SEPARATOR,
                                    Character.DASH_PUNCTUATION,
                                    Character.INITIAL_QUOTE_PUNCTUATION,
                                    Character.FINAL_QUOTE_PUNCTUATION -> true;
                            default -> false;
                        });
    }

    private static Optional<String> capitals(String refused, Predicate<String> wellFormed) {
        return wellFormed.test(refused.toLowerCase(Locale.ROOT))
                ? Optional.of("it should be in small letters")
                : Optional.empty();
    }

    private static Optional<String> trailing(String refused, Predicate<String> wellFormed) {
        String end = refused.substring(refused.length() - 1);
        return wellFormed.test(refused.substring(0, refused.length() - 1)) && !end.matches("[0-9A-Za-z]")
                ? Optional.of("it ends in '" + end + "'")
                : Optional.empty();
    }
}
