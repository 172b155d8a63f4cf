package io.github.imagesharing.cli.lighthouse;

import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for the own Lighthouse. */
@Command(
        name = "lighthouse",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shares custom images into the own Lighthouse, where they are blueprints.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = "  image-sharing lighthouse check --fake --image img-n9eekbnt")
public final class Lighthouse {

    private Lighthouse() {}

    /** The command with its own. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new Lighthouse())
                .addSubcommand(new LighthouseShare(surroundings))
                .addSubcommand(new LighthouseUnshare(surroundings))
                .addSubcommand(new LighthouseCheck(surroundings));
    }
}
