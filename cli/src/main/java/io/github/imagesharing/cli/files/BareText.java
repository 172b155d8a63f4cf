package io.github.imagesharing.cli.files;

/**
 * Text without the white space and the invisible characters around it.
 *
 * <p>It answers what is copied along with an id: a no-break space of a web page, a direction mark of a dialog, a byte-order
 * mark in the middle of joined files. {@link String#strip()} leaves all of them. Shown by {@code DesiredAccessTest} and
 * {@code AccountListTest}.
 */
public final class BareText {

    private BareText() {}

    public static String of(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isUnseen(text.charAt(begin))) {
            begin++;
        }
        while (begin < end && isUnseen(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    /** The same without what keeps a spreadsheet from reading a number: {@code '1038493875} or {@code ="1038493875"}. */
    public static String ofCell(String cell) {
        String text = of(cell);
        if (text.startsWith("=\"") && text.endsWith("\"") && text.length() > 2) {
            return of(text.substring(2, text.length() - 1));
        }
        return text.startsWith("'") ? of(text.substring(1)) : text;
    }

    private static boolean isUnseen(char character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT;
    }
}
