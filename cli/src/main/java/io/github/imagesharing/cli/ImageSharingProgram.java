package io.github.imagesharing.cli;

import com.google.common.collect.ImmutableMap;
import io.github.imagesharing.cli.blueprint.Blueprint;
import io.github.imagesharing.cli.console.Defaults;
import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.lighthouse.Lighthouse;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code image-sharing}: one command for each thing a pipeline does with shared images. */
@Command(
        name = "image-sharing",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shares custom images of Tencent Cloud with other accounts, and says who has access to them.",
            "Options go before the environment, that before ~/.image-sharing.properties. Keys of the cloud are read from"
                    + " TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or a credentials file, and are never options.",
            "The result is on standard output, everything else on standard error."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or in sync, or nothing was found",
            "1:something was refused or failed; the output says what and why",
            "2:wrong usage or input; nothing was changed",
            "3:changes are pending, or something was found",
            "4:more removals than --max-removals allows; nothing was changed",
            "130:interrupted; what was done is said"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing list --fake",
            "  image-sharing share --region ap-guangzhou --image img-6pb6lrmy \\",
            "      --accounts 1038493875",
            "  image-sharing audit --region ap-guangzhou --older-than 90d --output json"
        })
public final class ImageSharingProgram {

    /** What makes each command, in the order of the help. */
    private static final Map<String, Function<Surroundings, Object>> COMMANDS =
            ImmutableMap.<String, Function<Surroundings, Object>>builder()
                    .put("share", Share::new)
                    .put("unshare", Unshare::new)
                    .put("check", Check::new)
                    .put("list", ListImages::new)
                    .put("audit", Audit::new)
                    .put("sync", Sync::new)
                    .put("wait", Wait::new)
                    .put("distribute", Distribute::new)
                    .put("lighthouse", Lighthouse::commandLine)
                    .put("blueprint", Blueprint::commandLine)
                    .put("fake", surroundings -> new Fake())
                    .put("completion", surroundings -> new Completion())
                    .build();

    private ImageSharingProgram() {}

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String... args) {
        Launch.main(surroundings -> commandLine(surroundings, args), args);
    }

    /** The program with all its commands. */
    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine program = new CommandLine(new ImageSharingProgram());
        COMMANDS.forEach((name, made) -> program.addSubcommand(name, made.apply(surroundings)));
        return program;
    }

    /**
     * The program with the command that the arguments name, because to look at them all takes a tenth of a second. With all
     * where it needs them: to complete them, to suggest one, or for a file that may say something of each.
     */
    private static CommandLine commandLine(Surroundings surroundings, String... args) {
        Function<Surroundings, Object> named = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (named == null
                || args[0].equals("completion")
                || Files.exists(surroundings.home().resolve(Defaults.FILE))) {
            return commandLine(surroundings);
        }
        return new CommandLine(new ImageSharingProgram()).addSubcommand(args[0], named.apply(surroundings));
    }
}
