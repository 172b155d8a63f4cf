package io.github.imagesharing.cli.blueprint;

import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for blueprints. */
@Command(
        name = "blueprint",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Hands Lighthouse's blueprints on to other root accounts.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = "  image-sharing blueprint list --region ap-guangzhou --blueprint lhbp-su83x02a")
public final class Blueprint {

    private Blueprint() {}

    /** The command with its own. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new Blueprint())
                .addSubcommand(new BlueprintShare(surroundings))
                .addSubcommand(new BlueprintUnshare(surroundings))
                .addSubcommand(new BlueprintList(surroundings));
    }
}
