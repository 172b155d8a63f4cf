package io.github.imagesharing.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imagesharing.cli.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bar is where standard error is a terminal, and colours follow their own rule on each stream. */
class TerminalTest {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "terminal: {0}, {1}")
    @CsvSource(textBlock = """
            true,  '',                              true
            false, '',                              false
            true,  TERM=xterm-256color,             true
            true,  TERM=dumb,                       false
            true,  NO_COLOR=1,                      false
            true,  NO_COLOR=,                       true
            true,  NO_COLOR=0,                      false
            true,  CLICOLOR=0,                      false
            true,  CLICOLOR=1,                      true
            false, CLICOLOR=1,                      false
            false, CLICOLOR_FORCE=1,                true
            false, CLICOLOR_FORCE=0,                false
            false, CLICOLOR_FORCE=,                 false
            true,  CLICOLOR_FORCE=0,                true
            false, CLICOLOR_FORCE=1 TERM=dumb,      true
            false, CLICOLOR_FORCE=1 CLICOLOR=0,     true
            true,  CLICOLOR_FORCE=1 NO_COLOR=1,     false
            """)
    void coloursFollowTheirRule(boolean terminal, String environment, boolean coloured) {
        Map<String, String> variables = List.of(environment.split(" ")).stream()
                .filter(variable -> !variable.isEmpty())
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1]));

        assertThat(Terminal.coloured(terminal, variables::get)).isEqualTo(coloured);
    }

    @ParameterizedTest(name = "{0}, standard output {1}, standard error {2}")
    @CsvSource(textBlock = """
            TERM=xterm,                   terminal, terminal, true,  true,  true
            TERM=xterm NO_COLOR=1,        terminal, terminal, true,  false, false
            TERM=xterm,                   file,     terminal, true,  false, true
            TERM=xterm,                   terminal, file,     false, true,  false
            TERM=xterm CLICOLOR_FORCE=1,  file,     file,     false, true,  false
            TERM=xterm CLICOLOR_FORCE=1,  terminal, file,     false, true,  false
            TERM=dumb,                    terminal, terminal, false, false, false
            """)
    void aBarIsWhereStandardErrorIsATerminal(
            String environment, String out, String err, boolean bar, boolean outColoured, boolean barColoured)
            throws Exception {
        Path outFile = folder.resolve("out");
        Path errFile = folder.resolve("err");
        String redirect = (out.equals("file") ? " > " + outFile : "") + (err.equals("file") ? " 2> " + errFile : "");

        String screen = onATerminal(environment, redirect);

        String said = out.equals("file") ? Files.readString(outFile) : screen;
        String progress = err.equals("file") ? Files.readString(errFile) : screen;
        assertThat(said).contains("Summary");
        assertThat(progress).contains("3/3");
        assertThat(progress.contains("\rSharing")).as(progress).isEqualTo(bar);
        assertThat(COLOUR.matcher(said.replaceAll("\rSharing.*", "")).find())
                .as(said)
                .isEqualTo(outColoured);
        assertThat(progress.contains("\rSharing")
                        && COLOUR.matcher(bars(progress)).find())
                .as(progress)
                .isEqualTo(barColoured);
    }

    @Test
    void withoutATerminalThereIsNeither() throws Exception {
        Process process = JavaProcess.of(ARGS).redirectErrorStream(true).start();
        process.getOutputStream().close();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Summary", "3/3")
                .doesNotContain("\r", "\u001b");
        assertThat(process.waitFor()).isZero();
    }

    private static final List<String> ARGS =
            List.of("share", "--fake", "--all", "--accounts", "1038493875", "--images", "3");

    private static String bars(String screen) {
        return Pattern.compile("\rSharing[^\r\n]*")
                .matcher(screen)
                .results()
                .map(bar -> bar.group())
                .collect(Collectors.joining("\n"));
    }

    /** What a terminal gets that runs the program; {@code script} is a terminal that keeps what it shows. */
    private static String onATerminal(String environment, String redirect) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script; Debian's package bsdutils has it");
        List<String> java = JavaProcess.of(ARGS).command();
        String command = "env -u NO_COLOR -u CLICOLOR -u CLICOLOR_FORCE " + environment + " "
                + java.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ")) + redirect;
        Process process = new ProcessBuilder("script", "-qec", command, "/dev/null")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String screen = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(screen).isZero();
        return screen;
    }
}
