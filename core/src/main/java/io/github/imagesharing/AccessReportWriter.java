package io.github.imagesharing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.imagesharing.spi.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes an {@link AccessReport}.
 *
 * <p>It answers names that act on a reader, files that were cut off, and narrowed reports that were taken for everything.
 * Shown by {@code AccessReportTest}.
 */
final class AccessReportWriter {

    private static final String DELETED = "DELETED";

    /**
     * Before what a spreadsheet takes for a formula. Where lists are separated by semicolons, one within a cell begins
     * another cell; the full-width signs act where Chinese or Japanese is spoken.
     */
    private static final Pattern FORMULA = Pattern.compile("(^|;)(?= *[=+\\-@＝＋－＠])");

    private AccessReportWriter() {}

    private record Row(String image, String name, String state, String account, String sharedAt) {

        static Row of(CvmImage image, String state, String account, @Nullable Instant sharedAt) {
            return new Row(
                    image.id().value(), image.name(), state, account, sharedAt == null ? "" : sharedAt.toString());
        }

        List<String> cells() {
            return List.of(image, name, state, account, sharedAt);
        }
    }

    private static List<Row> rows(AccessReport report) {
        List<Row> rows = new ArrayList<>();
        for (CvmImage image : report.images()) {
            List<SharedAccount> accounts = report.accountsOf(image.id());
            if (accounts.isEmpty()) {
                rows.add(Row.of(image, state(image), "", null));
            }
            accounts.forEach(shared ->
                    rows.add(Row.of(image, state(image), shared.account().value(), shared.sharedAt())));
        }
        report.skipped().forEach(image -> rows.add(Row.of(image, DELETED, "", null)));
        return rows;
    }

    static String text(AccessReport report) {
        List<Row> table = new ArrayList<>(List.of(new Row("image", "name", "state", "account", "since")));
        table.addAll(rows(report));
        int columns = table.get(0).cells().size();
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            int column = i;
            widths.add(table.stream()
                    .mapToInt(row -> Printable.columns(row.cells().get(column)))
                    .max()
                    .orElse(0));
        }
        StringBuilder text = new StringBuilder();
        for (Row row : table) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(Printable.padded(row.cells().get(i), widths.get(i) + 2));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    static String csv(AccessReport report) {
        List<Row> table =
                new ArrayList<>(List.of(new Row("image_id", "image_name", "image_state", "account_id", "shared_at")));
        List<Row> rows = rows(report);
        table.addAll(rows);
        String extent = report.narrowed() ? "narrowed" : "complete";
        table.add(new Row("#end " + rows.size() + " " + extent, "", "", "", ""));
        return table.stream()
                .map(row -> row.cells().stream()
                        .map(AccessReportWriter::inert)
                        .map(AccessReportWriter::quoted)
                        .collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
    }

    /** The text of a cell, which a spreadsheet neither computes nor obeys. */
    private static String inert(String cell) {
        return FORMULA.matcher(Printable.of(cell)).replaceAll("$1'");
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == ';');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    static JsonObject json(AccessReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("takenAt", report.takenAt().toString());
        json.add(
                "images",
                array(report.images().stream()
                        .map(image -> image(report, image))
                        .toList()));
        json.add(
                "skipped",
                array(report.skipped().stream()
                        .map(image -> named(image, DELETED))
                        .toList()));
        json.addProperty("narrowed", report.narrowed());
        return json;
    }

    private static JsonObject image(AccessReport report, CvmImage image) {
        JsonObject json = named(image, state(image));
        List<JsonObject> accounts = new ArrayList<>();
        for (SharedAccount shared : report.accountsOf(image.id())) {
            JsonObject account = new JsonObject();
            account.addProperty("accountId", shared.account().value());
            account.addProperty(
                    "sharedAt",
                    shared.sharedAt() == null ? null : shared.sharedAt().toString());
            accounts.add(account);
        }
        json.add("accounts", array(accounts));
        return json;
    }

    private static JsonObject named(CvmImage image, String state) {
        JsonObject json = new JsonObject();
        json.addProperty("imageId", image.id().value());
        json.addProperty("name", image.name());
        json.addProperty("state", state);
        return json;
    }

    private static JsonArray array(List<JsonObject> elements) {
        JsonArray array = new JsonArray();
        elements.forEach(array::add);
        return array;
    }

    private static String state(CvmImage image) {
        return image.unrecognized().getOrDefault("ImageState", image.state().name());
    }
}
