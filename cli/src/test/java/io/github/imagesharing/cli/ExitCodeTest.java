package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The exit code tells of the whole run, also of output that could not be written: a full disk, a pipe nobody reads. What
 * does not depend on the process runs in this one.
 */
@Execution(ExecutionMode.CONCURRENT)
class ExitCodeTest {

    private static final File FULL = new File("/dev/full");
    private static final String LOST = "Standard output could not be written";

    @TempDir
    private Path folder;

    @BeforeEach
    void requireAFullDisk() {
        assumeTrue(FULL.exists(), "no /dev/full on this system");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            audit      |
            audit      | --help
            share | --help
            distribute | --help
            sync       | --help
            """)
    void outputThatIsLostOnAFullDiskIsAFailure(String program, @Nullable String args) throws Exception {
        Process process = program(program, args)
                .redirectOutput(FULL)
                .redirectError(Redirect.PIPE)
                .start();
        process.getOutputStream().close();

        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(err).isEqualTo(1);
        assertThat(err).contains(LOST);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            audit      | -o csv
            audit      | -o json
            audit      | --older-than 1d
            share | --all --accounts 1038493875
            share | --all --accounts 909619400
            distribute | --image img-n9eekbnt --to ap-singapore
            list       |
            check      | --all --accounts 1038493875
            unshare    | --all --everyone
            wait       | --image img-n9eekbnt
            completion | bash
            """)
    void whateverAProgramPrintsThere(String program, @Nullable String args) throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PrintStream full = new PrintStream(new FileOutputStream(FULL), true, StandardCharsets.UTF_8)) {
            assertThat(run(program, args, full, new PrintStream(err, true, StandardCharsets.UTF_8)))
                    .isEqualTo(1);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(LOST);
    }

    @Test
    void aPageIsWrittenAlthoughTheTableIsLost() throws Exception {
        Path page = folder.resolve("a.html");
        Process process = program("audit", "--html " + page)
                .redirectOutput(FULL)
                .redirectError(Redirect.DISCARD)
                .start();

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(page).content().endsWith("</html>\n");
    }

    @Test
    void outputThatNobodyReadsIsAFailure() throws Exception {
        Path err = folder.resolve("err");
        String java = program("audit", null).command().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Process process = new ProcessBuilder("bash", "-c", java + " 2> " + err + " | true ; exit ${PIPESTATUS[0]}")
                .redirectOutput(Redirect.DISCARD)
                .start();

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(err).content().contains(LOST);
    }

    @Test
    void whatIsOnlySaidOnStandardErrorIsNotLostEither() throws Exception {
        Process process = program("audit", "--images 0")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(FULL)
                .start();

        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void outputThatIsWrittenLeavesTheExitCodeOfAProcessAsItIs() throws Exception {
        Process process = program("audit", "--older-than 1d")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();

        assertThat(process.waitFor()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            audit      | --nonsense        | 2
            audit      | --older-than 1d   | 3
            share | --all --accounts 909619400 | 1
            distribute | --image img-00000000 --to ap-singapore | 1
            """)
    void soDoesThatOfEveryProgram(String program, @Nullable String args, int exit) {
        PrintStream written = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

        assertThat(run(program, args, written, written)).isEqualTo(exit);
    }

    /** As {@code main} runs it, but in this JVM and as fast as the embedded cloud lets it. */
    private static int run(String program, @Nullable String args, PrintStream out, PrintStream err) {
        return Launch.run(ImageSharingProgram::commandLine, TestSurroundings.bare(), out, err, words(program, args));
    }

    private static String[] words(String command, @Nullable String args) {
        String fake = command.equals("completion") ? "" : " --fake";
        return (command + fake + (args == null ? "" : " " + args)).split(" ");
    }

    @Test
    void aReportOfABatchThatIsLostIsSaidAlthoughAllWasShared() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();
            Process process = new LiveProgram(cloud, "share")
                    .process("--all", "--accounts", "1038493875")
                    .redirectErrorStream(false)
                    .redirectOutput(FULL)
                    .start();

            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(err).isEqualTo(1);
            assertThat(cloud.accountsOf(image)).containsExactly(AccountId.of("1038493875"));
        }
    }

    /** Reading a terminal cannot be interrupted, and there is no work to be ended. */
    @Test
    void aProgramThatAsksEndsAtOnceWhenItIsToEnd() throws Exception {
        assumeTrue(new File("/usr/bin/script").canExecute(), "no script; Debian's package bsdutils has it");
        String command = program("share", null).command().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Process process = new ProcessBuilder("script", "-qec", "exec " + command, "/dev/null").start();
        StringBuilder out = new StringBuilder();
        while (out.indexOf("1 or 2?") < 0) {
            int character = process.getInputStream().read();
            assertThat(character).as(out.toString()).isNotNegative();
            out.append((char) character);
        }
        process.getOutputStream().write(3); // what Ctrl-C is for a terminal
        process.getOutputStream().flush();

        assertThat(process.waitFor(8, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
    }

    private static ProcessBuilder program(String command, @Nullable String args) {
        return JavaProcess.of(List.of(words(command, args)));
    }
}
