package io.github.imagesharing.cli;

import com.google.common.base.Joiner;
import io.github.imagesharing.AccessReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.audit.AccessPage;
import io.github.imagesharing.cli.audit.AccountNames;
import io.github.imagesharing.cli.audit.AuditFilter;
import io.github.imagesharing.cli.audit.RegionalAccess;
import io.github.imagesharing.cli.console.CloudOptions;
import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.cli.console.SampleCloudOptions;
import io.github.imagesharing.cli.files.ReportFile;
import io.github.imagesharing.spi.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists who has access to which images since when, and finds shares that should not exist. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Lists custom images and the accounts that have access to them, and since when. Changes nothing.",
            "Without --live it runs on an embedded cloud with made-up partners."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done; with --older-than or --allow-list: nothing was found",
            "1:it could not be read or printed; or an image that was named is not there; or --name, --tag, --older-than or"
                    + " --allow-list had no image to look at",
            "2:wrong usage, or a file cannot be read or written",
            "3:--older-than or --allow-list found shares"
        })
public final class Audit implements Callable<Integer> {

    private static final int FOUND = 3;

    @Mixin
    private final CloudOptions cloud;

    @Mixin
    private final AuditFilter filter = new AuditFilter();

    @Mixin
    private final SampleCloudOptions sampleCloud = new SampleCloudOptions();

    @ArgGroup
    private @Nullable Format format;

    @Option(names = "--html", paramLabel = "FILE", description = "also write a page: images by accounts, sortable")
    private @Nullable Path html;

    @Option(
            names = "--account-names",
            paramLabel = "FILE",
            description = "what accounts are called: a row of id and name for each (CSV), - for standard input")
    private @Nullable Path accountNames;

    @Spec
    private @Nullable CommandSpec spec;

    Audit(CloudOptions cloud) {
        this.cloud = cloud;
    }

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String... args) {
        Launch.main(new Audit(new CloudOptions()), args);
    }

    @Override
    public Integer call() throws Exception {
        return cloud.run(fake -> sampleCloud.fill(fake, cloud.regions()), this::audit);
    }

    private int audit(ImageSharingService sharing) throws IOException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        AuditFilter.ShareFilter shown = filter.shareFilter();
        PrintWriter err = command.getErr();
        AccountNames names = accountNames == null ? AccountNames.none() : AccountNames.read(accountNames);
        RegionalAccess all = new RegionalAccess(read(sharing, err), names);
        RegionalAccess access = shown.apply(all);
        if (format != null) {
            format.write(access, command);
        }
        int read = 0;
        for (Map.Entry<Region, AccessReport> one : all.reports().entrySet()) {
            int images = one.getValue().images().size();
            read += images;
            (format == null ? command.getOut() : err).println("Images read in " + one.getKey() + ": " + images);
            if (format == null) {
                command.getOut().print(access.toText(one.getKey()));
            }
        }
        command.getOut().flush();
        Collection<AccessReport> reports = access.reports().values();
        reports.stream()
                .flatMap(report -> report.skipped().stream())
                .forEach(image -> err.println(image.id() + " was deleted meanwhile and is left out"));
        if (html != null) {
            write(html, new AccessPage(access, "Who has access to images in " + regions(), read).html(), err);
        }
        if (!isComplete(all, err)) {
            return ExitCode.SOFTWARE;
        }
        boolean found = reports.stream().anyMatch(report -> !report.images().isEmpty());
        return filter.isSearch() && found ? FOUND : ExitCode.OK;
    }

    private Map<Region, AccessReport> read(ImageSharingService sharing, PrintWriter err) {
        Map<Region, AccessReport> reports = new LinkedHashMap<>();
        for (Region region : cloud.regions()) {
            // Of several, the last one said is the one that a refusal is about.
            String where = cloud.regions().size() == 1 ? "" : " in " + region;
            err.println("Reading who has access" + where + ", ten images a second ...");
            reports.put(region, sharing.in(region).audit(filter.query()));
        }
        return reports;
    }

    private String regions() {
        return Joiner.on(", ").join(cloud.regions());
    }

    /** Says what was to be read and is not there; an audit of nothing must not look like one that found nothing. */
    private boolean isComplete(RegionalAccess all, PrintWriter err) {
        Set<ImageId> missing = filter.missing(all);
        missing.forEach(image -> err.println(image + ": there is no such custom image in " + regions()));
        Set<Region> nothing = filter.emptyRegions(all);
        nothing.forEach(region -> err.println("In " + region + " " + Printable.of(filter.nothingRead())));
        return missing.isEmpty() && (nothing.isEmpty() || !filter.mustReadSomething());
    }

    private static void write(Path file, String content, PrintWriter err) throws IOException {
        ReportFile.write(file, content);
        err.println("Written to " + Printable.of(file.toAbsolutePath().toString()));
    }

    /** The format that replaces the table; it is written to a file if the option names one. */
    private static final class Format {

        private static final Path SCREEN = Path.of("-");

        @Option(
                names = "--csv",
                required = true,
                arity = "0..1",
                fallbackValue = "-",
                paramLabel = "FILE",
                description = "comma-separated values instead of the table, to a file or the screen")
        private @Nullable Path csv;

        @Option(
                names = "--json",
                required = true,
                arity = "0..1",
                fallbackValue = "-",
                paramLabel = "FILE",
                description = "JSON instead of the table, to a file or the screen")
        private @Nullable Path json;

        private void write(RegionalAccess report, CommandLine command) throws IOException {
            String content = csv != null ? report.toCsv() : report.toJson() + System.lineSeparator();
            Path file = csv != null ? csv : Objects.requireNonNull(json);
            if (file.equals(SCREEN)) {
                command.getOut().print(content);
            } else {
                Audit.write(file, content, command.getErr());
            }
        }
    }
}
