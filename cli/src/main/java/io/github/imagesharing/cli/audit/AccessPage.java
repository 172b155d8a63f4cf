package io.github.imagesharing.cli.audit;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import com.google.common.html.HtmlEscapers;
import com.google.common.io.Resources;
import io.github.imagesharing.AccessReport;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.spi.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@link RegionalAccess} as one HTML page, a row per image and a column per account, that loads no other file. It is
 * sorted by a click and searched as one types.
 *
 * <p>A name is only ever shown: neither markup nor a direction mark in it acts on the page. Shown by {@code AccessPageTest} and
 * {@code HostileNamesTest}.
 */
public final class AccessPage {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Map<Region, AccessReport> reports;
    private final AccountNames names;
    private final String title;
    private final int read;
    private final Map<AccountId, Long> images;
    private final List<AccountId> accounts;

    /**
     * Makes the page.
     *
     * @param access what it shows
     * @param title its heading
     * @param read how many images were read for it, shown or not
     */
    public AccessPage(RegionalAccess access, String title, int read) {
        this.reports = access.reports();
        this.names = access.names();
        this.title = title;
        this.read = read;
        this.images = reports.values().stream()
                .flatMap(report -> report.access().values().stream())
                .flatMap(List::stream)
                .collect(groupingBy(SharedAccount::account, counting()));
        this.accounts = images.keySet().stream()
                .sorted(Comparator.comparing((AccountId account) -> -images(account))
                        .thenComparing(AccountId::value))
                .toList();
    }

    public String html() throws IOException {
        String template =
                Resources.toString(Resources.getResource(AccessPage.class, "access.html"), StandardCharsets.UTF_8);
        Map<String, String> parts = Map.of(
                "title", escaped(title),
                "summary", summary(),
                "legend", legend(),
                "skipped", skipped(),
                "accounts", accounts.stream().map(this::head).collect(joining("\n")),
                "rows", rows());
        // All placeholders are replaced in one pass, so that one within the name of an image stays as it is.
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "")));
    }

    private String summary() {
        long shares = images.values().stream().mapToLong(Long::longValue).sum();
        long unshared = reports.values().stream()
                .flatMap(report -> report.images().stream()
                        .filter(image -> report.accountsOf(image.id()).isEmpty()))
                .count();
        return "Images read: %s · shown: %s · accounts: %s · shares: %s · images nobody has access to: %s · as of %s UTC"
                .formatted(
                        read,
                        shown(),
                        accounts.size(),
                        shares,
                        unshared,
                        MINUTE.format(reports.values().iterator().next().takenAt()));
    }

    private int shown() {
        return reports.values().stream()
                .mapToInt(report -> report.images().size())
                .sum();
    }

    private String legend() {
        Map<ShareAge, Long> count = reports.values().stream()
                .flatMap(report -> report.access().values().stream()
                        .flatMap(List::stream)
                        .map(shared -> ShareAge.of(shared.sharedAt(), report.takenAt())))
                .collect(groupingBy(Function.identity(), counting()));
        return List.of(ShareAge.values()).stream()
                .filter(age -> age != ShareAge.AGEQ || count.containsKey(age))
                .map(age -> "<li><i class=\"%s\"></i>%s <b>%s</b></li>"
                        .formatted(css(age), age.title(), count.getOrDefault(age, 0L)))
                .collect(joining());
    }

    private String skipped() {
        List<CvmImage> skipped = reports.values().stream()
                .flatMap(report -> report.skipped().stream())
                .toList();
        return skipped.isEmpty()
                ? ""
                : skipped.stream()
                        .map(image -> escaped(image.name() + " (" + image.id() + ")"))
                        .collect(
                                joining(", ", "<p class=\"missing\">Deleted during the audit, so left out: ", ".</p>"));
    }

    private String head(AccountId account) {
        String name = names.of(account);
        return "<th scope=\"col\" class=\"account\"><button type=\"button\">%s<span>%s</span><small>%s</small></button></th>"
                .formatted(
                        name.isEmpty() ? "" : "<b dir=\"auto\">" + escaped(name) + "</b>",
                        escaped(account.value()),
                        images(account));
    }

    private String rows() {
        return shown() == 0
                ? "<tr class=\"empty\"><td colspan=\"%s\">Nothing to show.</td></tr>".formatted(3 + accounts.size())
                : reports.entrySet().stream()
                        .flatMap(one ->
                                one.getValue().images().stream().map(image -> row(one.getKey(), one.getValue(), image)))
                        .collect(joining("\n"));
    }

    private String row(Region region, AccessReport report, CvmImage image) {
        Map<AccountId, SharedAccount> shared = report.accountsOf(image.id()).stream()
                .collect(Collectors.toMap(SharedAccount::account, Function.identity(), (one, same) -> one));
        String state =
                image.unrecognized().getOrDefault("ImageState", image.state().name());
        String where = reports.size() == 1 ? "" : "<code>" + region + "</code>";
        return "<tr><th scope=\"row\"><b dir=\"auto\">%s</b><code>%s</code>%s</th><td class=\"state\">%s</td>"
                        .formatted(escaped(image.name()), escaped(image.id().value()), where, escaped(state))
                + "<td class=\"count%1$s\" data-sort=\"%2$s\">%2$s</td>"
                        .formatted(shared.isEmpty() ? " none" : "", shared.size())
                + accounts.stream()
                        .map(account -> shared.containsKey(account)
                                ? cell(shared.get(account).sharedAt(), report.takenAt())
                                : "<td class=\"cell\"></td>")
                        .collect(joining())
                + "</tr>";
    }

    private static String cell(@Nullable Instant since, Instant takenAt) {
        return "<td class=\"cell\" data-sort=\"%s\"><span class=\"%s\">%s</span></td>"
                .formatted(
                        since == null ? 0 : since.getEpochSecond(),
                        css(ShareAge.of(since, takenAt)),
                        ShareAge.brief(since, takenAt));
    }

    private long images(AccountId account) {
        return images.getOrDefault(account, 0L);
    }

    private static String css(ShareAge age) {
        return age.name().toLowerCase(Locale.ROOT);
    }

    private static String escaped(String text) {
        return HtmlEscapers.htmlEscaper().escape(Printable.of(text));
    }
}
