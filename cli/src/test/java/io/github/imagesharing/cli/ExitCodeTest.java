package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.cli.console.CloudOptions;
import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
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
            Audit      |
            Audit      | --help
            BatchShare | --help
            Distribute | --help
            Sync       | --help
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
            Audit      | --csv
            Audit      | --json
            Audit      | --older-than 1d
            BatchShare | --all --accounts 1038493875
            BatchShare | --all --accounts 909619400
            Distribute |
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
        Process process = program("Audit", "--html " + page)
                .redirectOutput(FULL)
                .redirectError(Redirect.DISCARD)
                .start();

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(page).content().endsWith("</html>\n");
    }

    @Test
    void outputThatNobodyReadsIsAFailure() throws Exception {
        Path err = folder.resolve("err");
        String java = program("Audit", null).command().stream()
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
        Process process = program("Audit", "--images 0")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(FULL)
                .start();

        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void outputThatIsWrittenLeavesTheExitCodeOfAProcessAsItIs() throws Exception {
        Process process = program("Audit", "--older-than 1d")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();

        assertThat(process.waitFor()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Audit      | --nonsense        | 2
            Audit      | --older-than 1d   | 3
            BatchShare | --all --accounts 909619400 | 1
            Distribute | --image img-00000000 | 1
            """)
    void soDoesThatOfEveryProgram(String program, @Nullable String args, int exit) {
        PrintStream written = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

        assertThat(run(program, args, written, written)).isEqualTo(exit);
    }

    /** As {@code main} runs it, but in this JVM and as fast as the embedded cloud lets it. */
    private static int run(String program, @Nullable String args, PrintStream out, PrintStream err) {
        return Launch.run(
                LiveProgram.program(program, CloudOptions.withoutRateLimits()),
                out,
                err,
                args == null ? new String[0] : args.split(" "));
    }

    @Test
    void aReportOfABatchThatIsLostIsSaidAlthoughAllWasShared() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();
            Process process = new LiveProgram(cloud, BatchShare.class)
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
        Process process = program("BatchShare", null)
                .redirectError(Redirect.DISCARD)
                .redirectOutput(Redirect.PIPE)
                .start();
        StringBuilder out = new StringBuilder();
        while (out.indexOf("1 or 2?") < 0) {
            out.append((char) process.getInputStream().read());
        }
        process.destroy();

        assertThat(process.waitFor(8, TimeUnit.SECONDS)).isTrue();
    }

    private static ProcessBuilder program(String name, @Nullable String args) throws ClassNotFoundException {
        return JavaProcess.of(
                Class.forName(ExitCodeTest.class.getPackageName() + "." + name),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                args == null ? List.of() : Arrays.asList(args.split(" ")));
    }
}
