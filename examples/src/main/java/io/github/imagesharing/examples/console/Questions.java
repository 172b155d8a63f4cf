package io.github.imagesharing.examples.console;

import io.github.imagesharing.AccountId;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks the user, and repeats a question until the answer is valid. */
public final class Questions {

    /** An ASCII comma or the full-width comma of a Chinese keyboard. */
    public static final String COMMA = "[,，]";

    private final BufferedReader in;
    private final PrintWriter out;

    public Questions(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
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
        return ask("Root account ids (UINs) to share with, commas between them: ", answer -> {
            List<AccountId> accounts = Stream.of(answer.split(COMMA))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .map(AccountId::of)
                    .toList();
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
            default -> throw new IllegalArgumentException("\"" + answer + "\": y or n");
        });
    }

    private <T> T ask(String question, Function<String, T> understand) {
        while (true) {
            out.print(question);
            out.flush();
            try {
                return understand.apply(line());
            } catch (IllegalArgumentException notUnderstood) {
                out.println("  " + notUnderstood.getMessage());
            } catch (IOException e) {
                out.println();
                throw new UncheckedIOException(e);
            }
        }
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("The input ended before the question was answered; nothing was changed.");
        }
        return line.strip();
    }
}
