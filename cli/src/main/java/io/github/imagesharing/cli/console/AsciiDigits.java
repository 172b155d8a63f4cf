package io.github.imagesharing.cli.console;

/**
 * Writes numbers with the digits 0 to 9.
 *
 * <p>It answers libraries that format with the digits of the default locale what a machine reads, or a shell runs. Shown by
 * {@code ProgramLocalesTest} and {@code CompletionTest}. Stateless.
 */
public final class AsciiDigits {

    private AsciiDigits() {}

    /** The same text, with each digit of another script as the one of its value. */
    public static String of(String text) {
        return text.codePoints()
                .map(character -> Character.isDigit(character) ? '0' + Character.digit(character, 10) : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
