package io.github.imagesharing.classpath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A parent that pins what this library uses: it works with old versions, or says at once which jar is too old. */
class PinnedVersionsTest {

    private static final Path PINNED = Path.of("target", "pinned");

    /** The class path of this test, with other versions of the jars that are named, or without one. */
    private static String classPath(List<String> pinned) {
        List<String> replaced =
                pinned.stream().map(jar -> jar.replaceFirst("-\\d.*", "")).toList();
        Stream<String> others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> replaced.stream()
                        .noneMatch(name -> Path.of(entry)
                                .getFileName()
                                .toString()
                                .matches(name.replace("-jvm", "") + "(-jvm)?-\\d.*\\.jar")));
        Stream<String> jars =
                pinned.stream().map(PINNED::resolve).filter(Files::exists).map(Path::toString);
        return Stream.concat(jars, others).collect(Collectors.joining(File.pathSeparator));
    }

    private static String run(String pinned) throws IOException, InterruptedException {
        List<String> jars = List.of(pinned.split(" "));
        assertThat(jars)
                .allSatisfy(jar -> assertThat(jar.endsWith("-0") || Files.exists(PINNED.resolve(jar)))
                        .as(jar)
                        .isTrue());
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(jars),
                        UserProgram.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes(), UTF_8);
        assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output;
    }

    /** The version 0 stands for a jar that is left out. */
    @ParameterizedTest
    @CsvSource({
        "gson-2.10.1.jar",
        "guava-30.0-jre.jar",
        "slf4j-api-1.7.36.jar",
        "okhttp-4.9.3.jar",
        "okhttp-4.9.3.jar kotlin-stdlib-1.6.21.jar",
        "okhttp-4.9.3.jar okio-2.8.0.jar kotlin-stdlib-1.6.21.jar gson-2.10.1.jar guava-30.0-jre.jar slf4j-api-1.7.36.jar",
        "okhttp-jvm-5.1.0.jar",
        "commons-logging-0",
    })
    void line1AnOlderOrNewerVersionDoes(String pinned) throws Exception {
        assertThat(run(pinned)).contains("shared: [1038493875]").contains("batch: true");
    }

    /** What the parent of a Boot service manages of all that is on the class path here. */
    @ParameterizedTest
    @CsvSource({
        "3.3, gson-2.10.1.jar kotlin-stdlib-1.9.25.jar slf4j-api-2.0.16.jar",
        "3.5.7, gson-2.13.2.jar kotlin-stdlib-1.9.25.jar slf4j-api-2.0.17.jar",
        "4.0.7, gson-2.13.2.jar kotlin-stdlib-2.2.21.jar commons-logging-1.3.6.jar",
        "4.1.2, gson-2.13.2.jar kotlin-stdlib-2.3.21.jar slf4j-api-2.0.20.jar commons-logging-1.3.6.jar",
    })
    void whatAVersionOfSpringBootBringsDoes(String boot, String pinned) throws Exception {
        assertThat(run(pinned)).as(boot).contains("shared: [1038493875]").contains("batch: true");
    }

    @ParameterizedTest
    @CsvSource({
        "gson-2.8.5.jar, com.google.code.gson:gson 2.8.9 or newer is needed, gson-2.8.5.jar",
        "guava-20.0.jar, com.google.guava:guava 30.0-jre or newer is needed, guava-20.0.jar",
        "guava-30.0-android.jar, com.google.guava:guava 30.0-jre or newer is needed, guava-30.0-android.jar",
        "okio-0, com.squareup.okio:okio 2.8.0 or newer is needed, found is none",
        "gson-0, com.google.code.gson:gson 2.8.9 or newer is needed, found is none",
        "okhttp-3.14.9.jar, com.squareup.okhttp3:okhttp 4.9.3 or newer is needed, okhttp-3.14.9.jar",
        "okio-1.17.2.jar, com.squareup.okio:okio 2.8.0 or newer is needed, okio-1.17.2.jar",
        "tencentcloud-sdk-java-common-3.1.322.jar, tencentcloud-sdk-java-common 3.1.1342 or newer is needed, tencentcloud-sdk-java-common-3.1.322.jar",
        "okhttp-3.14.9.jar gson-2.8.5.jar, com.squareup.okhttp3:okhttp, gson-2.8.5.jar",
    })
    void line1OneThatIsTooOldIsNamedWhenTheProductIsConnected(String pinned, String needed, String found)
            throws Exception {
        assertThat(run(pinned).lines().filter(line -> !line.startsWith("SLF4J:")))
                .singleElement()
                .asString()
                .startsWith("refused: the class path does not do: ")
                .contains(needed)
                .contains(found);
    }
}
