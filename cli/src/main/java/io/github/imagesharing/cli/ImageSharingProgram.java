package io.github.imagesharing.cli;

import io.github.imagesharing.cli.blueprint.Blueprint;
import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.lighthouse.Lighthouse;
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
            "  image-sharing share --region ap-guangzhou --image img-6pb6lrmy --accounts 1038493875",
            "  image-sharing audit --region ap-guangzhou --older-than 90d --output json"
        })
public final class ImageSharingProgram {

    private ImageSharingProgram() {}

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String... args) {
        Launch.main(ImageSharingProgram::commandLine, args);
    }

    /** The program with all its commands. */
    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new ImageSharingProgram())
                .addSubcommand(new Share(surroundings))
                .addSubcommand(new Unshare(surroundings))
                .addSubcommand(new Check(surroundings))
                .addSubcommand(new ListImages(surroundings))
                .addSubcommand(new Audit(surroundings))
                .addSubcommand(new Sync(surroundings))
                .addSubcommand(new Wait(surroundings))
                .addSubcommand(new Distribute(surroundings))
                .addSubcommand(Lighthouse.commandLine(surroundings))
                .addSubcommand(Blueprint.commandLine(surroundings))
                .addSubcommand(new Fake())
                .addSubcommand(new Completion());
    }
}
