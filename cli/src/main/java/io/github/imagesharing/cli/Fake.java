package io.github.imagesharing.cli;

import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Serves the fake cloud alone, as {@link FakeTencentCloud#main} does, which also checks the values of the options. Shown by
 * {@code FakeTest}.
 */
@Command(
        name = "fake",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Serves a fake cloud on this machine, for clients in any language, until it is killed.",
            "Prints one line of JSON: endpoint, secretId, secretKey, and the ids of its images."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:its input has ended, with --until-input-ends",
            "1:its line could not be printed",
            "2:wrong usage, or the port is taken",
            "130:interrupted (SIGTERM: 143), which is how it ends where it is a server"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing fake --port 8080 --images 3 --region ap-guangzhou",
            "  TENCENTCLOUD_SECRET_ID=AKIDfakefakefakefakefakefakefakefake \\",
            "    TENCENTCLOUD_SECRET_KEY=fakefakefakefakefakefakefakefake \\",
            "    image-sharing list --endpoint http://127.0.0.1:8080 --region ap-guangzhou"
        })
final class Fake implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "N", description = "where to listen (any free port)")
    private @Nullable String port;

    @Option(names = "--images", paramLabel = "N", description = "how many images to begin with (0)")
    private @Nullable String images;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "the one region in which they are; without it they are in every region")
    private @Nullable String region;

    @Option(
            names = "--rate",
            paramLabel = "ACTION=N",
            description = "requests per second, for example DescribeImages=5 (the published rates)")
    private List<String> rates = List.of();

    @Option(
            names = "--counting",
            paramLabel = "WAY",
            description = "how requests are counted: sliding-window, token-bucket, calendar-second or no-burst")
    private @Nullable String counting;

    @Option(names = "--stranger", paramLabel = "PART", description = "what part of the rates another program uses (0)")
    private @Nullable String stranger;

    @Option(names = "--copying", paramLabel = "SECONDS", description = "how long a copy of an image takes (0)")
    private @Nullable String copying;

    @Option(
            names = "--until-input-ends",
            description = "end when standard input does, for example with the program that started it")
    private boolean untilInputEnds;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        List<String> args = new ArrayList<>();
        add(args, "--port", port);
        add(args, "--images", images);
        // Not the region that the environment has for those who ask a cloud.
        add(args, "--region", command.getParseResult().hasMatchedOption("--region") ? region : null);
        rates.forEach(rate -> add(args, "--rate", rate));
        add(args, "--counting", counting);
        add(args, "--stranger", stranger);
        add(args, "--copying", copying);
        if (untilInputEnds) {
            args.add("--until-input-ends");
        }
        try {
            FakeTencentCloud.serve(command.getOut(), args.toArray(String[]::new));
            return Exit.DONE;
        } catch (InterruptedException e) { // A server that is told to end has nothing to say.
            Thread.currentThread().interrupt();
            return Exit.INTERRUPTED;
        }
    }

    private static void add(List<String> args, String option, @Nullable String value) {
        if (value != null) {
            args.addAll(List.of(option, value));
        }
    }
}
