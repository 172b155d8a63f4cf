package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jars that the build has made: the thin one of the coordinates, and the one with everything inside. */
class JarsTest {

    /** Without a class that a JVM needs: left out of the jar with everything inside. */
    private static final Set<String> LEFT_OUT = Set.of(
            "annotations",
            "checker-qual",
            "error_prone_annotations",
            "j2objc-annotations",
            "jspecify",
            "jsr305",
            "listenablefuture",
            "okio");

    private static Path all = Path.of("");
    private static Path thin = Path.of("");
    private static List<Path> libraries = List.of();

    @BeforeAll
    static void requireTheJars() throws IOException {
        assumeTrue(System.getProperty("program.jar") != null, "no jars: they are made in the phase package");
        all = Path.of(System.getProperty("program.jar"));
        thin = Path.of(System.getProperty("program.thin.jar"));
        libraries = Splitter.on(File.pathSeparatorChar)
                .splitToStream(Files.readString(Path.of(System.getProperty("program.class.path")))
                        .strip())
                .map(Path::of)
                .toList();
    }

    @Test
    void theThinJarRunsWithItsDependencies() throws Exception {
        String classPath = String.join(
                File.pathSeparator,
                Stream.concat(Stream.of(thin), libraries.stream())
                        .map(Path::toString)
                        .toList());

        assertThat(run("-cp", classPath, mainClass(thin), "list", "--fake", "--output", "csv"))
                .startsWith("region,image_id");
        assertThat(mainClass(all)).isEqualTo(mainClass(thin));
        assertThat(Files.size(thin)).isLessThan(1_000_000);
    }

    @Test
    void theOtherOneNeedsNothingAndKnowsItsVersion() throws Exception {
        assertThat(run("-jar", all.toString(), "list", "--fake", "--output", "csv"))
                .startsWith("region,image_id");
        String version = run("-jar", all.toString(), "--version").strip();
        assertThat(all.getFileName())
                .hasToString(version.replace(' ', '-').replace("sharing-", "sharing-cli-") + "-all.jar");
    }

    /** Of two files of one name the first would win. */
    @Test
    void nothingInItIsThereTwiceOrSigned() throws Exception {
        try (JarFile jar = new JarFile(all.toFile())) {
            List<String> names = jar.stream().map(JarEntry::getName).toList();

            assertThat(names).doesNotHaveDuplicates();
            assertThat(names).noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)"));
            assertThat(names).noneMatch(name -> name.endsWith("module-info.class"));
            assertThat(names).noneMatch(name -> name.startsWith("META-INF/versions/") && name.endsWith(".class"));
        }
        Set<String> classes = new HashSet<>();
        for (Path library : libraries) {
            try (JarFile jar = new JarFile(library.toFile())) {
                assertThat(jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")))
                        .filteredOn(name -> !name.endsWith("module-info.class"))
                        .allMatch(classes::add);
            }
        }
    }

    @Test
    void itIsOfTheSizeThatTheReadmeSays() throws Exception {
        assertThat(Files.size(all)).isBetween(8_000_000L, 11_000_000L);
    }

    @Test
    void itNamesEveryLibraryInItAndItsLicence() throws Exception {
        String named = text("META-INF/THIRD-PARTY.txt");

        assertThat(libraries)
                .hasSizeGreaterThan(15)
                .extracting(library -> library.getFileName().toString().replaceFirst("-[0-9].*", ""))
                .filteredOn(name -> !name.startsWith("image-sharing") && !LEFT_OUT.contains(name))
                .allMatch(name -> named.matches("(?s).*[ ,]" + name + "[,\\n].*"));
        assertThat(text("META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("..", "LICENSE")));
        assertThat(text("okhttp3/internal/publicsuffix/NOTICE")).contains("Mozilla Public License");
    }

    /** Its services are found: the logger, and what draws a bar on a terminal. */
    @Test
    void itHasTheServicesOfItsLibraries() throws Exception {
        assertThat(text("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                .contains("org.slf4j.simple.SimpleServiceProvider");
    }

    private static String text(String name) throws IOException {
        try (JarFile jar = new JarFile(all.toFile());
                InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String mainClass(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue("Main-Class");
        }
    }

    private static String run(String... args) throws Exception {
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-XX:+UseSerialGC"),
                                Stream.of(args))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
