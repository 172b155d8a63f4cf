package io.github.imagesharing.cli;

import com.google.common.base.Joiner;
import io.github.imagesharing.AccessReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.audit.AccessPage;
import io.github.imagesharing.cli.audit.AccountNames;
import io.github.imagesharing.cli.audit.AuditFilter;
import io.github.imagesharing.cli.audit.ReadProgress;
import io.github.imagesharing.cli.audit.RegionalAccess;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Progress;
import io.github.imagesharing.cli.console.Screen;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.files.ReportFile;
import io.github.imagesharing.cli.options.CloudOptions;
import io.github.imagesharing.cli.options.ImageOptions;
import io.github.imagesharing.cli.options.OutputOptions;
import io.github.imagesharing.cli.report.Result;
import io.github.imagesharing.spi.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists who has access to which images since when, and finds shares that should not exist. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists custom images and the accounts that have access to them, and since when. Changes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; with --older-than or --allow-list: nothing was found",
            "1:it could not be read or printed; or an image that was named is not there; or --name, --tag, --older-than or"
                    + " --allow-list had no image to look at",
            "2:wrong usage, or a file cannot be read or written",
            "3:--older-than or --allow-list found shares",
            "130:interrupted"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing audit --fake",
            "  image-sharing audit --region ap-guangzhou --older-than 90d \\",
            "      --allow-list partners.txt --output json",
            "  image-sharing audit --region ap-guangzhou,ap-singapore --csv access.csv \\",
            "      --html access.html"
        })
final class Audit implements Callable<Integer> {

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Mixin
    private final AuditFilter filter = new AuditFilter();

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "write the report to a file too, as comma-separated values")
    private @Nullable Path csv;

    @Option(names = "--json", paramLabel = "FILE", description = "write the report to a file too, as JSON")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "write a page too: images by accounts, sortable")
    private @Nullable Path html;

    @Option(
            names = "--account-names",
            paramLabel = "FILE",
            description = "what accounts are called: a row of id and name for each (CSV), - for standard input")
    private @Nullable Path accountNames;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    private final ReadProgress progress = new ReadProgress();

    Audit(Surroundings surroundings) {
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        cloud.regions();
        AuditFilter.ShareFilter shown = filter.shareFilter();
        AccountNames names = accountNames == null ? AccountNames.none() : AccountNames.read(accountNames);
        return cloud.run(progress, sharing -> audit(sharing, shown, names));
    }

    private int audit(ImageSharingService sharing, AuditFilter.ShareFilter shown, AccountNames names)
            throws IOException {
        PrintWriter err = output.command().getErr();
        RegionalAccess all = new RegionalAccess(read(sharing, err), names);
        RegionalAccess access = shown.apply(all);
        if (!output.isText()) {
            all.reports().forEach((region, report) -> err.println(read(region, report)));
        }
        output.print(new AccessResult(all, access));
        Collection<AccessReport> reports = access.reports().values();
        reports.stream()
                .flatMap(report -> report.skipped().stream())
                .forEach(image -> err.println(image.id() + " was deleted meanwhile and is left out"));
        write(csv, access::toCsv, err);
        write(json, () -> access.toJson() + System.lineSeparator(), err);
        int images = all.reports().values().stream()
                .mapToInt(one -> one.images().size())
                .sum();
        write(html, () -> new AccessPage(access, "Who has access to images in " + regions(), images).html(), err);
        if (!isComplete(all, err)) {
            return Exit.FAILED;
        }
        boolean found = reports.stream().anyMatch(report -> !report.images().isEmpty());
        return filter.isSearch() && found ? Exit.PENDING : Exit.DONE;
    }

    private Map<Region, AccessReport> read(ImageSharingService sharing, PrintWriter err) {
        Map<Region, AccessReport> reports = new LinkedHashMap<>();
        for (Region region : cloud.regions()) {
            // Of several, the last one said is the one that a refusal is about.
            String where = cloud.regions().size() == 1 ? "" : " in " + region;
            err.println("Reading who has access" + where + ", ten images a second ...");
            ImageSharingService here = sharing.in(region);
            int many = images.ids().isEmpty()
                    ? here.images(images.query()).size()
                    : images.ids().size();
            try (Progress bar = new Progress("Reading" + where, many, output.command())) {
                progress.of(bar);
                reports.put(region, here.audit(images.query()));
            }
        }
        return reports;
    }

    private static String read(Region region, AccessReport report) {
        return "Images read in " + region + ": " + report.images().size();
    }

    private String regions() {
        return Joiner.on(", ").join(cloud.regions());
    }

    /** Says what was to be read and is not there; an audit of nothing must not look like one that found nothing. */
    private boolean isComplete(RegionalAccess all, PrintWriter err) {
        Set<ImageId> missing = AuditFilter.missing(images, all);
        missing.forEach(image -> err.println(image + ": there is no such custom image in " + regions()));
        Set<Region> nothing = AuditFilter.emptyRegions(images, all);
        nothing.forEach(region -> err.println("In " + region + " " + Printable.of(images.nothingThere())));
        boolean mustReadSomething = filter.isSearch() || images.isNarrowed();
        return missing.isEmpty() && (nothing.isEmpty() || !mustReadSomething);
    }

    /** Makes what is written to a file. */
    private interface Content {
        String text() throws IOException;
    }

    private static void write(@Nullable Path file, Content content, PrintWriter err) throws IOException {
        if (file != null) {
            ReportFile.write(file, content.text());
            err.println("Written to " + Printable.of(file.toAbsolutePath().toString()));
        }
    }

    /**
     * The report as it is printed.
     *
     * @param all what was read
     * @param shown what of it is shown
     */
    private record AccessResult(RegionalAccess all, RegionalAccess shown) implements Result {

        @Override
        public void text(Screen out) {
            all.reports().forEach((region, report) -> {
                out.say("%s", read(region, report));
                out.lines(shown.toText(region));
            });
        }

        @Override
        public String json() {
            return shown.toJson();
        }

        @Override
        public String csv() {
            return shown.toCsv();
        }
    }
}
