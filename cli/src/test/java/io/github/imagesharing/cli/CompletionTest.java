package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the printed script completes in a shell. */
class CompletionTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void requireBash() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash on this system");
    }

    private Path script() throws Exception {
        ProgramResult result = ProgramResult.of(TestSurroundings.bare(), "completion", "bash");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        return Files.writeString(folder.resolve("completion"), result.out());
    }

    @Test
    void bothShellsGetAScriptThatBashUnderstands() throws Exception {
        assertThat(bash("bash -n " + script() + " && echo fine")).isEqualTo("fine\n");
        assertThat(ProgramResult.of(TestSurroundings.bare(), "completion", "zsh")
                        .out())
                .contains("bashcompinit");
    }

    @Test
    void theScriptIsTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        String usual =
                ProgramResult.of(TestSurroundings.bare(), "completion", "bash").out();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(ProgramResult.of(TestSurroundings.bare(), "completion", "bash")
                            .out())
                    .isEqualTo(usual)
                    .doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest(name = "image-sharing {0}")
    @CsvSource(delimiter = '|', textBlock = """
            un                  | unshare
            lighthouse ch       | check
            audit --older       | --older-than
            list --output j     | json
            sync --max          | --max-removals
            """)
    void aWordIsCompleted(String line, String expected) throws Exception {
        String words = "image-sharing " + line;
        String last = String.valueOf(words.split(" ").length - 1);

        assertThat(bash("source " + script() + "; COMP_WORDS=(" + words + "); COMP_CWORD=" + last + "; COMP_LINE='"
                        + words + "'; COMP_POINT=" + words.length()
                        + "; _complete_image-sharing; echo \"${COMPREPLY[@]}\""))
                .contains(expected);
    }

    private static String bash(String command) throws Exception {
        Process process = new ProcessBuilder("/bin/bash", "-c", command)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
