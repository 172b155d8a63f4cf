package io.github.imagesharing.cli.audit;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import io.github.imagesharing.AccessReport;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.cli.report.Csv;
import io.github.imagesharing.cli.report.Json;
import io.github.imagesharing.spi.Printable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The access reports of several regions, written as one; that of one region alone is written as it is.
 *
 * <p>It answers rows of which nobody can say where they belong: an image id is good in one region only. Shown by {@code
 * SeveralRegionsTest} and {@code AccountNamesTest}.
 *
 * <p>Immutable.
 *
 * @param reports the report of each region, in the order asked
 * @param names what accounts are called, which the library does not know
 */
public record RegionalAccess(Map<Region, AccessReport> reports, AccountNames names) {

    /** What ends each row of {@link AccessReport#toCsv()}; no cell has a line end in it. */
    private static final String ROW_END = "\r\n";

    public RegionalAccess {
        reports = ImmutableMap.copyOf(reports);
    }

    public RegionalAccess(Map<Region, AccessReport> reports) {
        this(reports, AccountNames.none());
    }

    /** The table of a region; where there are several, each row begins with the region, and names come last. */
    public String toText(Region region) {
        AccessReport report = Objects.requireNonNull(reports.get(region));
        List<String> table = report.toText().lines().toList();
        int where = reports.size() == 1 ? 0 : Math.max(region.value().length(), "region".length()) + 2;
        int row = table.stream().mapToInt(Printable::columns).max().orElse(0) + 2;
        Iterator<String> last =
                Stream.concat(Stream.of("account name"), names(report)).iterator();
        StringBuilder text = new StringBuilder();
        for (String line : table) {
            String first = where == 0 ? "" : Printable.padded(text.isEmpty() ? "region" : region.value(), where);
            String all = names.isEmpty() ? line : Printable.padded(line, row) + Printable.of(last.next());
            text.append((first + all).stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    /** The name of the account of each row of a report's table, empty where there is none. */
    private Stream<String> names(AccessReport report) {
        return Stream.concat(
                report.images().stream().flatMap(image -> {
                    List<SharedAccount> accounts = report.accountsOf(image.id());
                    return accounts.isEmpty()
                            ? Stream.of("")
                            : accounts.stream().map(shared -> names.of(shared.account()));
                }),
                report.skipped().stream().map(image -> ""));
    }

    /**
     * As {@link AccessReport#toCsv()}; where there are several regions with a column {@code region} after its columns, and
     * with {@code account_name} as the last one where accounts have names.
     */
    public String toCsv() {
        if (reports.size() == 1 && names.isEmpty()) {
            return first().toCsv();
        }
        List<String> rows = new ArrayList<>();
        reports.forEach((region, report) -> {
            List<String> lines = report.toCsv().lines().toList();
            Iterator<String> last = names(report).iterator();
            lines.subList(1, lines.size() - 1)
                    .forEach(row -> rows.add(row + more("," + region, "," + Csv.cell(last.next()))));
        });
        String extent = reports.values().stream().anyMatch(AccessReport::narrowed) ? "narrowed" : "complete";
        String end = "#end " + rows.size() + " " + extent + ",,,," + more(",", ",");
        rows.add(0, first().toCsv().lines().limit(1).collect(Collectors.joining()) + more(",region", ",account_name"));
        rows.add(end);
        return String.join(ROW_END, rows) + ROW_END;
    }

    private String more(String region, String name) {
        return (reports.size() == 1 ? "" : region) + (names.isEmpty() ? "" : name);
    }

    /**
     * As {@link AccessReport#toJson()}, with {@code accountName} where accounts have names; of several regions, an object with
     * {@code regions}, each with its report.
     */
    public String toJson() {
        return Json.text(Json.byRegion(reports, (region, report) -> named(Json.of(report.toJson()))));
    }

    private JsonObject named(JsonObject report) {
        if (!names.isEmpty()) {
            report.getAsJsonArray("images")
                    .forEach(image -> image.getAsJsonObject()
                            .getAsJsonArray("accounts")
                            .forEach(account -> name(account.getAsJsonObject())));
        }
        return report;
    }

    private void name(JsonObject account) {
        String name = names.of(AccountId.of(account.get("accountId").getAsString()));
        account.addProperty("accountName", name.isEmpty() ? null : name);
    }

    private AccessReport first() {
        return reports.values().iterator().next();
    }
}
