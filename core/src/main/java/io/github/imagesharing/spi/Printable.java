package io.github.imagesharing.spi;

import org.jspecify.annotations.Nullable;

/**
 * Text from outside as it can be printed: on one line, and nothing in it acts on the terminal, the log or the reader.
 *
 * <p>It answers names that are more than names. An image may be called anything, and what a service, a file or an argument
 * says is data too: an escape sequence repaints the reader's screen, a carriage return hides what stands before it, a
 * direction mark turns digits around. Such characters are written as a Java source would escape them. Whatever has a shape
 * is left as it is, Chinese and emoji included. Shown by {@code PrintableTest}.
 *
 * <p>Stateless.
 *
 * @hidden
 */
public final class Printable {

    /** Letters and a sign that are drawn as nothing. */
    private static final String BLANKS = "\u115F\u1160\u3164\uFFA0\u2800";

    private Printable() {}

    /**
     * The text without characters that act.
     *
     * @param text any text, or null
     * @return the text, in which control characters, line ends, direction marks, other invisible characters and halves of
     *     surrogate pairs are escaped; {@code "null"} for null
     */
    public static String of(@Nullable String text) {
        if (text == null || text.codePoints().noneMatch(Printable::acts)) {
            return String.valueOf(text);
        }
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (acts(character)) {
                for (char unit : Character.toChars(character)) {
                    printable.append("\\u").append(hex(unit));
                }
            } else {
                printable.appendCodePoint(character);
            }
        });
        return printable.toString();
    }

    /**
     * The text without characters that act, followed by spaces so that the next column of a table begins where it should.
     *
     * @param text any text, or null
     * @param columns how many columns of a terminal the text takes at least; Chinese characters and emoji take two each
     * @return {@link #of} the text, with spaces after it where it takes less
     */
    public static String padded(@Nullable String text, int columns) {
        String printable = of(text);
        return printable + " ".repeat(Math.max(0, columns - DisplayWidth.of(printable)));
    }

    /**
     * How wide a terminal shows a text.
     *
     * @param text any text, or null
     * @return the columns that {@link #of} the text takes
     */
    public static int columns(@Nullable String text) {
        return DisplayWidth.of(of(text));
    }

    /** The joiners are left alone: several scripts and emoji are spelt with them, and they only join. */
    private static boolean acts(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> character != 0x200C && character != 0x200D;
            default -> BLANKS.indexOf(character) >= 0;
        };
    }

    private static String hex(char unit) {
        String digits = Integer.toHexString(unit);
        return "0".repeat(4 - digits.length()) + digits;
    }
}
