package io.github.imagesharing.cli;

import io.github.imagesharing.cli.console.AsciiDigits;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Version;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete the program's commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints a script that makes a shell complete commands and options.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(image-sharing completion bash)",
            "  image-sharing completion zsh > ~/.image-sharing-completion",
            "  source ~/.image-sharing-completion"
        })
final class Completion implements Callable<Integer> {

    /** The shells. The script is one for bash; zsh understands it with its own support for such, once that is loaded. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String FOR_ZSH = "autoload -U +X bashcompinit && bashcompinit" + System.lineSeparator();

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell = Shell.BASH;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        CommandLine program = Objects.requireNonNull(command.getParent());
        command.getOut().print(shell == Shell.ZSH ? FOR_ZSH : "");
        command.getOut().print(AsciiDigits.of(AutoComplete.bash(program.getCommandName(), program)));
        command.getOut().flush();
        return Exit.DONE;
    }
}
