package io.github.imagesharing.cli.audit;

import com.google.common.collect.ImmutableMap;
import io.github.imagesharing.AccessReport;
import io.github.imagesharing.Region;
import io.github.imagesharing.spi.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The access reports of several regions, written as one; that of one region alone is written as it is.
 *
 * <p>It answers rows of which nobody can say where they belong: an image id is good in one region only. Shown by {@code
 * SeveralRegionsTest}.
 *
 * <p>Immutable.
 *
 * @param reports the report of each region, in the order asked
 */
public record RegionalAccess(Map<Region, AccessReport> reports) {

    /** What ends each row of {@link AccessReport#toCsv()}; no cell has a line end in it. */
    private static final String ROW_END = "\r\n";

    public RegionalAccess {
        reports = ImmutableMap.copyOf(reports);
    }

    /** The table of a region; where there are several, each row begins with the region. */
    public String toText(Region region) {
        String table = Objects.requireNonNull(reports.get(region)).toText();
        if (reports.size() == 1) {
            return table;
        }
        int width = Math.max(region.value().length(), "region".length()) + 2;
        List<String> rows = table.lines().toList();
        return Printable.padded("region", width)
                + rows.get(0)
                + System.lineSeparator()
                + rows.stream()
                        .skip(1)
                        .map(row -> Printable.padded(region.value(), width) + row + System.lineSeparator())
                        .collect(Collectors.joining());
    }

    /** As {@link AccessReport#toCsv()}; where there are several regions, {@code region} is the last column. */
    public String toCsv() {
        if (reports.size() == 1) {
            return first().toCsv();
        }
        List<String> rows = new ArrayList<>();
        reports.forEach((region, report) -> {
            List<String> lines = report.toCsv().lines().toList();
            lines.subList(1, lines.size() - 1).forEach(row -> rows.add(row + "," + region));
        });
        String extent = reports.values().stream().anyMatch(AccessReport::narrowed) ? "narrowed" : "complete";
        String end = "#end " + rows.size() + " " + extent + ",,,,,";
        rows.add(0, first().toCsv().lines().limit(1).collect(Collectors.joining()) + ",region");
        rows.add(end);
        return String.join(ROW_END, rows) + ROW_END;
    }

    /** As {@link AccessReport#toJson()}; of several regions, an object with {@code regions}, each with its report. */
    public String toJson() {
        if (reports.size() == 1) {
            return first().toJson();
        }
        return reports.entrySet().stream()
                .map(one -> "{\"region\": \"" + one.getKey() + "\", \"report\": "
                        + one.getValue().toJson() + "}")
                .collect(Collectors.joining(",\n", "{\"regions\": [", "]}"));
    }

    private AccessReport first() {
        return reports.values().iterator().next();
    }
}
