package io.github.imagesharing.cli.audit;

import com.google.common.collect.ImmutableMap;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.cli.files.BareText;
import io.github.imagesharing.cli.files.FileRefusedException;
import io.github.imagesharing.cli.files.TextInput;
import io.github.imagesharing.spi.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What accounts are called, as a file says: CSV with an id and a name in each row.
 *
 * <p>It answers a report that names the wrong partner: an account that is named twice, a name that was split at its comma and
 * an id that is none are refused with their line. Shown by {@code AccountNamesTest}.
 *
 * <p>Immutable.
 */
public final class AccountNames {

    private static final AccountNames NONE = new AccountNames(Map.of());

    private static final Set<List<String>> HEADERS =
            Set.of(List.of("id", "name"), List.of("account_id", "account_name"));

    private static final int HEAD = 1 << 16;

    private final Map<AccountId, String> names;

    private AccountNames(Map<AccountId, String> names) {
        this.names = ImmutableMap.copyOf(names);
    }

    public static AccountNames none() {
        return NONE;
    }

    public static AccountNames read(Path file) throws IOException {
        try (TextInput text = TextInput.open(file);
                BufferedReader reader = new BufferedReader(text, HEAD);
                CsvReader<CsvRecord> rows = CsvReader.builder()
                        .fieldSeparator(separator(reader))
                        .commentStrategy(CommentStrategy.SKIP)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .ofCsvRecord(reader)) {
            return new AccountNames(read(rows, text.source()));
        } catch (CsvParseException e) {
            throw new FileRefusedException(Printable.of(file.toString()), Printable.of(e.getMessage()));
        }
    }

    /** That of the first row: whatever comes first after an id, or after the word for it. */
    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(HEAD);
        char[] head = new char[HEAD];
        int length = Math.max(0, reader.read(head, 0, HEAD));
        reader.reset();
        return String.valueOf(head, 0, length)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .flatMapToInt(String::chars)
                .filter(character -> ",;\t".indexOf(character) >= 0)
                .mapToObj(character -> (char) character)
                .findFirst()
                .orElse(',');
    }

    private static Map<AccountId, String> read(Iterable<CsvRecord> rows, String source) {
        Map<AccountId, String> names = new LinkedHashMap<>();
        Map<AccountId, Long> lines = new LinkedHashMap<>();
        boolean first = true;
        for (CsvRecord row : rows) {
            List<String> cells = row.getFields().stream().map(BareText::of).toList();
            boolean header = first
                    && HEADERS.contains(cells.stream()
                            .map(cell -> cell.toLowerCase(Locale.ROOT))
                            .toList());
            boolean empty = cells.stream().allMatch(String::isEmpty);
            first &= empty;
            if (header || empty) {
                continue;
            }
            long line = row.getStartingLineNumber();
            try {
                AccountId account = AccountId.of(BareText.ofCell(cells.get(0)));
                Long before = lines.putIfAbsent(account, line);
                if (before != null) {
                    throw new IllegalArgumentException(account + " is named in line " + before + " already");
                }
                names.put(account, name(account, cells));
            } catch (IllegalArgumentException e) {
                throw new FileRefusedException(source, line, e.getMessage());
            }
        }
        if (names.isEmpty()) {
            throw new FileRefusedException(source, "it names no account; a row is like 1038493875,Example Company");
        }
        return names;
    }

    private static String name(AccountId account, List<String> cells) {
        String name = cells.size() < 2 ? "" : cells.get(1);
        if (name.isEmpty()) {
            throw new IllegalArgumentException(account + " has no name; a row is like " + account + ",Example Company");
        }
        for (String more : cells.subList(2, cells.size())) {
            if (!more.isEmpty()) {
                throw new IllegalArgumentException(
                        "after the name of %s comes \"%s\": quote a name that has a separator in it"
                                .formatted(account, Printable.of(more)));
            }
        }
        if (name.lines().count() > 1) {
            throw new IllegalArgumentException(
                    "the name of " + account + " goes on over several lines: a quote is not closed");
        }
        return name;
    }

    /** The name of an account, empty if it has none. */
    String of(AccountId account) {
        return names.getOrDefault(account, "");
    }

    boolean isEmpty() {
        return names.isEmpty();
    }
}
