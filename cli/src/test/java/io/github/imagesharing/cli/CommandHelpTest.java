package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Each command explains itself, and what it is told wrongly. */
class CommandHelpTest {

    private static CommandLine program() {
        return ImageSharingProgram.commandLine(TestSurroundings.bare());
    }

    /** The names of all commands that do something, such as {@code lighthouse share}. */
    static List<String> commands() {
        List<String> names = new ArrayList<>();
        program().getSubcommands().forEach((name, command) -> {
            if (command.getSubcommands().isEmpty()) {
                names.add(name);
            }
            command.getSubcommands().keySet().forEach(sub -> names.add(name + " " + sub));
        });
        return names;
    }

    private static CommandSpec spec(String command) {
        CommandLine found = program();
        for (String name : Splitter.on(' ').split(command)) {
            found = Objects.requireNonNull(found.getSubcommands().get(name));
        }
        return found.getCommandSpec();
    }

    private static ProgramResult run(String args) {
        return ProgramResult.of(TestSurroundings.bare(), args.split(" +"));
    }

    @Test
    void theProgramListsItsCommands() {
        ProgramResult help = run("--help");

        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .contains("Exit codes:", "Examples:")
                .contains(program().getSubcommands().keySet());
        assertThat(commands())
                .contains(
                        "share",
                        "unshare",
                        "check",
                        "list",
                        "audit",
                        "sync",
                        "wait",
                        "distribute",
                        "lighthouse share",
                        "lighthouse unshare",
                        "lighthouse check",
                        "blueprint share",
                        "blueprint unshare",
                        "blueprint list",
                        "completion");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpNamesEachOptionExitCodesAndExamples(String command) {
        ProgramResult help = run(command + " --help");

        assertThat(help.exit()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains("Exit codes:", "Examples:", "image-sharing " + command)
                .contains(spec(command).options().stream()
                        .map(OptionSpec::longestName)
                        .toList());
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anExampleOfTheHelpIsTheCommandAsItStandsThere(String command) {
        assertExamplesStandAsTheyAre(spec(command), command + " --help");
    }

    @Test
    void soIsThatOfAGroupOfCommands() {
        assertExamplesStandAsTheyAre(program().getCommandSpec(), "--help");
        assertExamplesStandAsTheyAre(spec("lighthouse"), "lighthouse --help");
        assertExamplesStandAsTheyAre(spec("blueprint"), "blueprint --help");
    }

    private static void assertExamplesStandAsTheyAre(CommandSpec command, String help) {
        List<String> footer = List.of(command.usageMessage().footer());

        assertThat(footer).isNotEmpty().allMatch(line -> line.length() <= 78);
        assertThat(run(help).out().lines().toList()).containsSubsequence(footer);
    }

    @Test
    void theUsageLineIsShort() {
        assertThat(run("check --help").out().lines().findFirst()).hasValue("Usage: image-sharing check [OPTIONS]");
        assertThat(run("sync --help").out().lines().findFirst()).hasValue("Usage: image-sharing sync [OPTIONS] FILE");
        assertThat(run("--help").out().lines().findFirst()).hasValue("Usage: image-sharing [OPTIONS] COMMAND");
    }

    static Stream<String> examples() {
        return commands().stream()
                .map(command -> String.join("\n", spec(command).usageMessage().footer()))
                .flatMap(footer -> footer.replace("\\\n", "").lines())
                .map(String::strip)
                .filter(example -> example.startsWith("image-sharing") && example.contains("--fake"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleOnTheFakeCloudRuns(String example) {
        ProgramResult result = run(example.substring("image-sharing ".length()));

        assertThat(result.exit()).as(result.said()).isIn(0, 3);
        assertThat(result.out()).isNotEmpty();
    }

    @Test
    void theVersionIsTold() {
        ProgramResult version = run("--version");

        assertThat(version.exit()).isZero();
        assertThat(version.out()).startsWith("image-sharing ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            shar                         | Did you mean: image-sharing share or image-sharing unshare?
            lighthouse shar              | Did you mean
            lighthouse                   | Missing required subcommand
            list --nonsense              | Unknown option: '--nonsense'
            share --fake --all           | Name images with --image, --name, --tag or --all, and accounts with
            share --fake --accounts 7    | there is no terminal to ask on
            unshare --fake --accounts 7  | Which images? Name them with --image, --name, --tag or --all
            unshare --fake --all         | Whose access? Name accounts with --accounts
            unshare --fake --all --everyone --accounts 7 | Accounts that are named and --everyone exclude each other
            check --fake --all           | Check what for whom?
            wait --fake                  | Missing required option: '--image=ID'
            wait --fake --image img-1 --timeout 30 | "30": a number from 1 with its unit, like 90s, 30m, 2h or 90d
            blueprint share --fake --blueprint lhbp-1 | Which accounts?
            blueprint list --fake --blueprint img-1 | blueprint id "img-1"
            lighthouse check --fake --image lhbp-1 | image id "lhbp-1"
            list --region ap-nanjing --images 3 | --images is for the embedded cloud: with --fake
            list --fake -o xml           | "xml": one of text, json, csv
            list --fake --tag team       | Value for option '--tag' (KEY=VALUE)
            sync --fake a.yaml --max-removals 99999999999 | is too large: a number up to 999999999
            list --fake --role qcs::cam::uin/1:roleName/a | --role is for the real cloud: not with --fake
            list --role admin            | role ARN "admin"
            list --region ap-nanjing --role-external-id x1 | --role-external-id is for --role, which is missing
            completion fish              | one of [BASH, ZSH]
            """)
    void wrongUsageIsExplained(String args, String message) {
        ProgramResult result = run(args);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().replaceAll("\\s+", " "))
                .contains(message)
                .containsPattern("See image-sharing[a-z ]* --help");
    }

    @ParameterizedTest
    @CsvSource({
        "share --secret-key hush-hush",
        "share --secret-key=hush-hush",
        "list --token=hush-hush --region ap-nanjing",
        "list --endpoint https://me:hush-hush@gateway.example.com --region ap-nanjing",
        "list --endpoint 'https://me:hush-hush@gate way' --region ap-nanjing",
        "list --role-external-id=hush-hush! --role qcs::cam::uin/1:roleName/a --region ap-nanjing"
    })
    void whatMayBeASecretIsNotRepeated(String args) {
        ProgramResult result = ProgramResult.of(TestSurroundings.bare(), args.split(" (?!way)"));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.said()).doesNotContain("hush-hush");
    }

    @Test
    void whereKeysBelongIsSaid() {
        assertThat(run("share --secret-key hush").err().toLowerCase(Locale.ROOT))
                .contains("keys of the cloud are never options");
    }
}
