package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.cli.console.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine.ExitCode;

/** What docs/pipelines.md shows: a pipeline is parsed as its product parses it, and a command as the program does. */
class PipelinesPageTest {

    private static final Path DOCS = Path.of("..", "docs");

    /** Up to what the shell, or the quote around it, makes of the rest. */
    private static final Pattern COMMAND = Pattern.compile("java -jar image-sharing[a-z-]*\\.jar ([^|`'\\n]+)");

    static List<String> commands() throws IOException {
        return all(COMMAND, page());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsOneOfTheProgram(String command) {
        StringWriter out = new StringWriter();
        Surroundings surroundings = TestSurroundings.bare();
        int exit = Launch.run(
                // The options are read, and nothing is done.
                ImageSharingProgram.commandLine(surroundings).setExecutionStrategy(parsed -> ExitCode.OK),
                surroundings,
                new PrintWriter(out),
                new PrintWriter(out),
                command.strip().split(" +"));

        assertThat(exit).as(out.toString()).isZero();
    }

    @Test
    void anOptionThatTheProgramDoesNotHaveIsNoCommandOfIt() {
        assertThatThrownBy(() -> aCommandIsOneOfTheProgram("sync access.yaml --max-removal 5"))
                .hasMessageContaining("--max-removal");
    }

    @Test
    void eachProductHasItsCommands() throws IOException {
        assertThat(commands())
                .anyMatch(command -> command.endsWith("--yes"))
                .anyMatch(command -> command.startsWith("audit"))
                .hasSizeGreaterThan(4);
    }

    @Test
    void aWorkflowOfGitHubRunsItsStepsWithATokenOfItsOwn() throws IOException {
        Map<?, ?> workflow = (Map<?, ?>) yaml().get(0);

        assertThat(workflow.keySet().stream().map(String::valueOf)).contains("on", "env");
        assertThat(under(workflow, "permissions").get("id-token")).isEqualTo("write");
        assertThat((List<?>) under(workflow, "jobs", "access").get("steps"))
                .isNotEmpty()
                .allMatch(step -> ((Map<?, ?>) step).containsKey("run") != ((Map<?, ?>) step).containsKey("uses"));
    }

    @Test
    void aJobOfGitLabRunsAScriptUnderARule() throws IOException {
        Map<?, ?> pipeline = (Map<?, ?>) yaml().get(1);

        assertThat(List.of("plan", "apply"))
                .allSatisfy(
                        job -> assertThat(under(pipeline, job).keySet().stream().map(String::valueOf))
                                .contains("rules", "script"));
    }

    private static Map<?, ?> under(Map<?, ?> map, String... keys) {
        Map<?, ?> found = map;
        for (String key : keys) {
            found = (Map<?, ?>) Objects.requireNonNull(found.get(key));
        }
        return found;
    }

    @Test
    void whatTheEnvironmentSaysIsReadByTheLibrary() throws IOException {
        String settings = Files.readString(DOCS.resolve("settings.md"));

        assertThat(all(Pattern.compile("\\b((?:TKE|TENCENTCLOUD)_[A-Z_]*[A-Z])\\b"), page()))
                .filteredOn(name -> !name.equals("TENCENTCLOUD_REGION"))
                .allMatch(settings::contains)
                .contains("TKE_WEB_IDENTITY_TOKEN_FILE", "TENCENTCLOUD_SECRET_KEY");
    }

    /** What is fetched is what the build makes. */
    @Test
    void theJarIsNamedByItsCoordinates() throws IOException {
        assertThat(all(Pattern.compile("artifact=(\\S+)"), page()))
                .hasSize(3)
                .allMatch(one -> one.matches("io\\.github\\.imagesharing:image-sharing-cli:[0-9.]+:jar:all"));
    }

    private static List<?> yaml() throws IOException {
        return all(Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL), page()).stream()
                .map(text -> new Load(LoadSettings.builder().build()).loadFromString(text))
                .toList();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(DOCS.resolve("pipelines.md"));
    }
}
