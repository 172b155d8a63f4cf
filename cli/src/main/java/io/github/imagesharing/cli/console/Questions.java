package io.github.imagesharing.cli.console;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.cli.files.DigitGroups;
import io.github.imagesharing.spi.Printable;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the user, and repeats a question until the answer is valid.
 *
 * <p>It answers a list that was pasted on several lines, of which the first is taken and the next answers the next question: a
 * line that ends in a comma goes on, and what is left over is noticed before anything is done. Shown by {@code
 * PastedAnswersTest}.
 */
public final class Questions {

    /** What stands between the values of a list: commas and semicolons, also those of a Chinese keyboard, or white space. */
    public static final String SEPARATOR =
            "(?<=[^\\s\\p{Z}])(?:[\\s\\p{Z}]*[,，;；、][\\s\\p{Z}]*|[\\s\\p{Z}]+(?=[^\\s\\p{Z},，;；、]))";

    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z},，;；、]+");
    private static final Pattern GOES_ON = Pattern.compile("[^\\s\\p{Z},，;；、][\\s\\p{Z}]*[,，;；、][\\s\\p{Z}]*$");
    private static final Pattern LIKE_AN_ACCOUNT = Pattern.compile("[0-9]{5,}.*");

    /** How much of what is left over is looked at: who feeds answers from a program may feed them for ever. */
    private static final int LOOKED_AT = 10_000;

    /** Of this program; reading a terminal cannot be interrupted. */
    private static volatile boolean isWaiting;

    private final BufferedReader in;
    private final PrintWriter out;

    public Questions(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    /** Whether a person types the answers on a terminal. */
    public static boolean areTyped() {
        return Terminal.is(Terminal.IN);
    }

    /** Whether to share all images; if not, the program asks about each. */
    public boolean all() {
        out.println("  1  share every image");
        out.println("  2  ask about each");
        return ask("1 or 2? [2] ", answer -> switch (answer) {
            case "1" -> true;
            case "", "2" -> false;
            default -> throw new IllegalArgumentException("\"" + answer + "\": 1 for every image, 2 to be asked");
        });
    }

    public List<AccountId> accounts() {
        return ask("Root account ids (UINs) to share with, commas between them: ", this::lines, answer -> {
            List<AccountId> accounts = DigitGroups.refuse(BETWEEN.splitAsStream(answer)
                    .filter(part -> !part.isEmpty())
                    .map(AccountId::of)
                    .toList());
            if (accounts.isEmpty()) {
                throw new IllegalArgumentException("at least one account id, like 1038493875");
            }
            return accounts;
        });
    }

    public boolean yes(String question) {
        return ask(question + " [Y/n] ", answer -> switch (answer.toLowerCase(Locale.ROOT)) {
            case "", "y", "yes" -> true;
            case "n", "no" -> false;
            default -> {
                if (LIKE_AN_ACCOUNT.matcher(answer).matches()) {
                    throw leftOver(answer);
                }
                throw new IllegalArgumentException("\"" + answer + "\": y or n");
            }
        });
    }

    /** Fails if more was answered than was asked; a blank line or a yes too many does no harm. */
    public void requireNothingLeft() {
        try {
            StringBuilder left = new StringBuilder();
            while (left.length() < LOOKED_AT && in.ready()) {
                int character = in.read();
                if (character < 0) {
                    break;
                }
                left.append((char) character);
            }
            left.toString()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.matches("(?i)|y|yes"))
                    .findFirst()
                    .ifPresent(line -> {
                        throw leftOver(line);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UncheckedIOException leftOver(String line) {
        out.println();
        return new UncheckedIOException(
                new IOException("\"" + line + "\" was typed or pasted and answers no question. Account ids"
                        + " on several lines: a line that ends in a comma goes on. Nothing was changed."));
    }

    private <T> T ask(String question, Function<String, T> understand) {
        return ask(question, this::line, understand);
    }

    private <T> T ask(String question, Answer answer, Function<String, T> understand) {
        while (true) {
            out.print(Printable.of(question));
            out.flush();
            try {
                return understand.apply(answer.read());
            } catch (IllegalArgumentException notUnderstood) {
                out.println("  " + Printable.of(notUnderstood.getMessage()));
            } catch (IOException e) {
                out.println();
                throw new UncheckedIOException(e);
            }
        }
    }

    /** How an answer is read. */
    private interface Answer {
        String read() throws IOException;
    }

    /** A line, and as long as one ends in a comma the next. */
    private String lines() throws IOException {
        StringBuilder lines = new StringBuilder(line());
        while (GOES_ON.matcher(lines).find()) {
            String more = line();
            if (more.isEmpty()) {
                break;
            }
            lines.append(' ').append(more);
        }
        return lines.toString();
    }

    private String line() throws IOException {
        String line = readLine();
        if (line == null) {
            throw new EOFException("The input ended before the question was answered; nothing was changed.");
        }
        return line.strip();
    }

    private @Nullable String readLine() throws IOException {
        isWaiting = true;
        try {
            return in.readLine();
        } finally {
            isWaiting = false;
        }
    }

    /** Whether the program waits for an answer, so that there is no work to be ended. */
    static boolean isWaiting() {
        return isWaiting;
    }
}
