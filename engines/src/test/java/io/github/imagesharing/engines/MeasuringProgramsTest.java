package io.github.imagesharing.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.engines.process.JavaProcess;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What holds of every program holds of those that measure: the exit code of a full disk, hostile arguments, any locale. */
class MeasuringProgramsTest {

    private static final String HOSTILE = "\u001b[2J\u0007\rok\nall measured\u202e@|red x|@%s%n%d";

    @ParameterizedTest
    @ValueSource(classes = {Benchmark.class, Pipelines.class})
    void helpThatIsLostOnAFullDiskIsAFailure(Class<?> program) throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "no /dev/full on this system");
        Process process = JavaProcess.of(
                        program, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), List.of("--help"))
                .redirectOutput(full)
                .redirectError(Redirect.PIPE)
                .start();

        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(err).isEqualTo(1);
        assertThat(err).contains("Standard output could not be written");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(quoteCharacter = '"', textBlock = """
            Benchmark, --images=#
            Benchmark, --latencies=#
            Benchmark, --services=#
            Benchmark, --busy=#
            Benchmark, --calls=#
            Benchmark, --large=#
            Benchmark, --#
            Benchmark, -#
            Benchmark, x#
            Benchmark, @#
            Pipelines, --pipelines=#
            Pipelines, --images=#
            Pipelines, --#
            Pipelines, -#
            Pipelines, x#
            Pipelines, @#
            """)
    void aHostileArgumentIsRefusedAndOnlyShown(String program, String arg) {
        Said said = run(program, arg.replace("#", HOSTILE));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.text().replace("\n", "")).doesNotContainPattern("\\p{C}");
        assertThat(said.text().lines()).isNotEmpty().noneMatch(line -> line.startsWith("all measured"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"Benchmark, --help, 0", "Pipelines, --help, 0", "Pipelines, --pipelines=3 --images=2, 2"})
    void whatIsSaidIsTheSameInEveryLocale(String program, String args, int exit) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.US);
            Said usual = run(program, args.split(" "));
            assertThat(usual.exit()).isEqualTo(exit);
            for (String locale : List.of("ar-EG", "th-TH-u-ca-buddhist-nu-thai", "my-MM", "tr-TR")) {
                Locale.setDefault(Locale.forLanguageTag(locale));
                assertThat(run(program, args.split(" "))).as(locale).isEqualTo(usual);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private record Said(int exit, String text) {}

    private static Said run(String program, String... args) {
        Callable<Integer> started = program.equals("Benchmark") ? new Benchmark() : new Pipelines();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = Launch.run(surroundings -> new CommandLine(started), Surroundings.ofProcess(), stream, stream, args);
        return new Said(exit, said.toString(StandardCharsets.UTF_8));
    }
}
