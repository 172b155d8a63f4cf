package io.github.imagesharing.cli.sync;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.cli.files.BareText;
import io.github.imagesharing.cli.files.FileRefusedException;
import io.github.imagesharing.cli.files.TextInput;
import io.github.imagesharing.spi.Printable;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads who is to have access from CSV: a header with the columns {@code image_id} and {@code account_id}, and a row for each
 * image and account. A column {@code region} may say where the image is.
 *
 * <p>It answers what spreadsheets leave (empty rows, other separators, white space, apostrophes), which is passed over, and
 * files that lost rows: cut by a full disk, swallowed by a quote, or left out by a narrowed audit. Shown by
 * {@code DesiredAccessTest}.
 *
 * <p>For one file on one thread.
 */
final class CsvAccess {

    private static final String IMAGE = "image_id";
    private static final String ACCOUNT = "account_id";
    private static final String STATE = "image_state";
    private static final String REGION = "region";

    /** The columns of an audit, whose last row tells whether it is whole. */
    private static final List<String> OF_AN_AUDIT = List.of(IMAGE, "image_name", STATE, ACCOUNT, "shared_at");

    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=(.)\"?.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEPARATOR_CELL = Pattern.compile("sep=.?", Pattern.CASE_INSENSITIVE);
    private static final String SEPARATORS = ",;\t";
    private static final Pattern EMPTY_ROW = Pattern.compile("[,;\t\"\\s]*");
    private static final Pattern END = Pattern.compile("#end ([0-9]{1,9}) (complete|narrowed)");

    private final String source;
    private final AccessDraft draft;
    private final Map<AccountId, AccountId> known = new HashMap<>();
    private List<String> header = List.of();
    private long rows;
    private @Nullable String end;

    private CsvAccess(String source, AccessDraft draft) {
        this.source = source;
        this.draft = draft;
    }

    static boolean isSeparatorLine(String line) {
        return SEPARATOR_LINE.matcher(line).matches();
    }

    static boolean isEmptyRow(String line) {
        return EMPTY_ROW.matcher(line).matches();
    }

    static boolean isHeader(String line) {
        return SEPARATORS.chars().anyMatch(separator -> names(line, (char) separator));
    }

    private static boolean names(String line, char separator) {
        List<String> cells = List.of(line.split(Pattern.quote(String.valueOf(separator)), -1));
        return cells.stream().map(cell -> column(cell.replace("\"", ""))).anyMatch(IMAGE::equals) && cells.size() > 1;
    }

    private static String column(String cell) {
        return BareText.ofCell(cell).toLowerCase(Locale.ROOT);
    }

    static void read(String head, Reader reader, TextInput text, AccessDraft draft) throws IOException {
        CsvAccess csv = new CsvAccess(text.source(), draft);
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator(head))
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(reader)) {
            for (CsvRecord one : records) {
                csv.read(one);
            }
        } catch (CsvParseException e) {
            throw new FileRefusedException(text.source(), Printable.of(e.getMessage()));
        }
        csv.requireWhole(text);
    }

    private static char separator(String head) {
        String first = head.lines()
                .map(BareText::of)
                .filter(line -> !isEmptyRow(line))
                .findFirst()
                .orElse("");
        Matcher told = SEPARATOR_LINE.matcher(first);
        if (told.matches()) {
            return told.group(1).charAt(0);
        }
        return (char) SEPARATORS
                .chars()
                .filter(separator -> names(first, (char) separator))
                .findFirst()
                .orElse(',');
    }

    private void read(CsvRecord row) {
        List<String> cells = row.getFields().stream().map(BareText::ofCell).toList();
        if (cells.stream().allMatch(String::isEmpty)) {
            return;
        }
        long line = row.getStartingLineNumber();
        if (header.isEmpty()) {
            if (!SEPARATOR_CELL.matcher(cells.get(0)).matches()) {
                header = header(cells, line);
            }
            return;
        }
        requireShape(row.getFields(), line);
        String image = cell(cells, IMAGE, line);
        if (image.startsWith("#end")) {
            if (end != null) {
                throw refused(line, "a second row that begins with #end: give each file to a run of its own");
            }
            end = image;
            return;
        }
        rows++;
        try {
            add(cells, image, cell(cells, ACCOUNT, line));
        } catch (FileRefusedException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw refused(line, e.getMessage());
        }
    }

    private List<String> header(List<String> cells, long line) {
        List<String> columns = cells.stream().map(CsvAccess::column).toList();
        for (String column : List.of(IMAGE, ACCOUNT, REGION)) {
            long times = columns.stream().filter(column::equals).count();
            if (times > 1 || (times == 0 && !column.equals(REGION))) {
                throw refused(
                        line,
                        "the header has " + (times == 0 ? "no " : "two columns ") + column + "; it is "
                                + Printable.of(String.join(",", cells)));
            }
        }
        return columns;
    }

    /** A quote that is not closed swallows the rows up to the next one, and a separator within an id splits it. */
    private void requireShape(List<String> cells, long line) {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String column = i < header.size() ? header.get(i) : "";
            boolean severalLines = cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0;
            if (severalLines
                    && (cell.contains("img-") || List.of(IMAGE, ACCOUNT, REGION).contains(column))) {
                throw refused(
                        line, "a cell goes on over several lines: a quote is not closed, or stands where none should");
            }
            if (i >= header.size() && !BareText.of(cell).isEmpty()) {
                throw refused(
                        line,
                        "it has more cells than the header, the last of them \"" + Printable.of(cell)
                                + "\": digits in groups, perhaps");
            }
        }
    }

    private String cell(List<String> cells, String column, long line) {
        int at = header.indexOf(column);
        if (at >= cells.size()) {
            throw refused(line, "it has no " + column + "; the header is " + Printable.of(String.join(",", header)));
        }
        return cells.get(at);
    }

    /** The cell of a column that need not be there; empty where it is not. */
    private String cell(List<String> cells, String column) {
        int at = header.indexOf(column);
        return at < 0 || at >= cells.size() ? "" : cells.get(at);
    }

    private void add(List<String> cells, String image, String account) {
        ImageId id = ImageId.of(image);
        AccessDraft.Regional regional = draft.in(cell(cells, REGION));
        if (account.isEmpty() && cell(cells, STATE).equals("DELETED")) {
            regional.deleted().add(id);
            return;
        }
        Set<AccountId> of = regional.accounts().computeIfAbsent(id, first -> new LinkedHashSet<>());
        if (!account.isEmpty()) {
            AccountId given = AccountId.of(account);
            of.add(known.computeIfAbsent(given, first -> given));
        }
    }

    private void requireWhole(TextInput text) {
        if (end == null) {
            if (header.containsAll(OF_AN_AUDIT)) {
                throw new FileRefusedException(
                        source,
                        "it has the columns of an audit but not its last row, \"#end ...\": it was cut off, or an older"
                                + " version wrote it. Write it again; if it is whole, leave the column shared_at out");
            }
            if (!text.endsWithALineEnd()) {
                throw new FileRefusedException(
                        source,
                        "its last line has no line end: it may have been cut off. If it is whole, end the line");
            }
            return;
        }
        Matcher whole = END.matcher(end);
        if (!whole.matches()) {
            throw new FileRefusedException(source, "its last row is \"" + Printable.of(end) + "\": it was cut off");
        }
        if (whole.group(2).equals("narrowed")) {
            throw new FileRefusedException(
                    source,
                    "it is a narrowed audit, which does not name everybody who has access; whoever it does not name would"
                            + " lose access. Write it without --older-than and --allow-list");
        }
        if (Long.parseLong(whole.group(1)) != rows) {
            throw new FileRefusedException(
                    source,
                    "its row \"" + end + "\" counts other rows than the " + rows
                            + " that are there: it was cut off, or rows were lost. If you changed it, correct the number");
        }
    }

    private FileRefusedException refused(long line, @Nullable String problem) {
        return new FileRefusedException(source, line, problem);
    }
}
