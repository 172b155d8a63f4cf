package io.github.imagesharing.classpath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fake cloud is given to tests of every JUnit from 5.12 on. */
class JUnitVersionsTest {

    /** What the console launcher of that version prints of {@link SharesOnAFakeCloud}, without the jars of that name. */
    private static String run(String version, String without) throws IOException, InterruptedException {
        Path launcher = Path.of("target", "pinned", "junit-platform-console-standalone-" + version + ".jar");
        assertThat(launcher).exists();
        String others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*(junit-(jupiter|platform)|" + without + ").*"))
                .collect(Collectors.joining(File.pathSeparator));
        Process tests = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        launcher + File.pathSeparator + others,
                        "org.junit.platform.console.ConsoleLauncher",
                        "execute",
                        "--details=verbose",
                        "--disable-ansi-colors",
                        "--select-class=" + SharesOnAFakeCloud.class.getName()))
                .redirectErrorStream(true)
                .start();
        String output = new String(tests.getInputStream().readAllBytes(), UTF_8);
        assertThat(tests.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.12.2", "1.14.4", "6.1.3"})
    void itsTestsPassAndFailAsTheyShouldAndTheirRequestsAreReported(String version) throws Exception {
        String said = run(version, "nothing");

        assertThat(said)
                .contains("1 tests successful", "1 tests failed")
                .contains("fake cloud", " cvm:DescribeImages in ap-guangzhou {")
                .contains("Expecting empty but was")
                .doesNotContain("AKID");
    }

    @Test
    void withoutAProductTheArtifactToAddIsNamed() throws Exception {
        assertThat(run("6.1.3", "image-sharing-cvm|cvm-sharing"))
                .contains("2 tests failed")
                .contains("add io.github.imagesharing:image-sharing-cvm or image-sharing-lighthouse");
    }
}
