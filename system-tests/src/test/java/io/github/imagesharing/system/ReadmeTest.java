package io.github.imagesharing.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks what the README and the other pages show: Java code, links, programs, commands, the table of exceptions, and the
 * rows of the page of faults that tests cite.
 */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Path README = ROOT.resolve("README.md");
    private static final Path CHINESE = ROOT.resolve("README.zh-CN.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void theFirstSnippetCompilesAloneAndShares(@TempDir Path classes) throws Exception {
        String snippet = snippet();
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();
            String onTheFake = snippet.replace("img-6pb6lrmy", image.value())
                    .replace(
                            ".build();\n        try",
                            ".endpoint(java.net.URI.create(\"%s\")).credential(new com.tencentcloudapi.common.Credential(\"%s\", \"%s\")).build();%n        try"
                                    .formatted(cloud.endpoint(), cloud.secretId(), cloud.secretKey()));
            compile("ShareGoldenImage", snippet, classes);
            compile("ShareGoldenImage", onTheFake, classes);

            run(classes);

            assertThat(cloud.accountsOf(image)).containsExactly(AccountId.of("1038493875"));
        }
    }

    @Test
    void theSnippetAboutRegionsCopiesAndShares(@TempDir Path classes) throws Exception {
        String snippet = Pattern.compile("## Every region at once\n+```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        Region home = Region.of("ap-guangzhou");
        AccountId partner = AccountId.of("1038493875");
        try (FakeTencentCloud cloud = FakeTencentCloud.start();
                ImageSharingService sharing = ImageSharingService.builder()
                        .cvm(CvmSharing.connect(cloud.settings(home)))
                        .build()) {
            ImageId image = cloud.addImage(one -> one.region(home).name("golden"));
            cloud.copying(Duration.ofMillis(300));
            compile("Reader", AROUND.formatted(snippet), classes);

            run(classes, Map.of("sharing", sharing, "image", image, "accounts", List.of(partner)));

            assertThat(cloud.accountsOf(image)).containsExactly(partner);
            for (String region : List.of("ap-singapore", "eu-frankfurt")) {
                assertThat(cloud.imagesIn(Region.of(region)))
                        .singleElement()
                        .satisfies(copy -> assertThat(cloud.accountsOf(copy)).containsExactly(partner));
            }
        }
    }

    /** Every page of the project. */
    static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    static List<String> snippets() throws IOException {
        List<String> snippets = new ArrayList<>();
        for (Path page : pages()) {
            if (page.equals(CHINESE)) {
                continue; // its code is that of the README
            }
            JAVA.matcher(Files.readString(page))
                    .results()
                    .map(fence -> fence.group(1))
                    .skip(page.equals(README) ? 1 : 0)
                    .forEach(snippets::add);
        }
        return snippets;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFile(Path page) throws IOException {
        Pattern link = Pattern.compile("\\]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");
        assertThat(link.matcher(Files.readString(page)).results().map(found -> found.group(1)))
                .allSatisfy(target -> assertThat(page.resolveSibling(target)).exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyProgramNamedExists(Path page) throws IOException {
        Pattern program = Pattern.compile("-Dexec\\.mainClass=([\\w.]+)");
        assertThat(program.matcher(Files.readString(page)).results().map(found -> found.group(1)))
                .allSatisfy(name -> assertThat(Class.forName(name)).hasDeclaredMethods("main"));
    }

    /** {@code row12dASyn...} cites row 12d, {@code rows13aAnd13bA...} two rows, {@code rowLH10There...} row LH10. */
    @Test
    void everyRowThatATestCitesIsInThePageOfFaults() throws IOException {
        // Letters alone are an id only at the beginning and after "And": elsewhere they begin the sentence.
        Pattern method = Pattern.compile(
                "void rows?((?:\\d+[a-z]*|[A-Z]{2}\\d*)(?:(?:And)?\\d+[a-z]*|And[A-Z]{2}\\d*)*)[A-Z]\\w*\\(");
        Pattern id = Pattern.compile("\\d+[a-z]*|[A-Z]{2}\\d*");
        Map<String, Path> cited = new TreeMap<>();
        for (Path file : tests()) {
            method.matcher(Files.readString(file))
                    .results()
                    .forEach(name -> id.matcher(name.group(1).replace("And", " "))
                            .results()
                            .forEach(row -> cited.put(row.group(), file)));
        }
        String faults = Files.readString(ROOT.resolve("docs/faults.md"));

        assertThat(cited).hasSizeGreaterThan(25);
        assertThat(cited).allSatisfy((row, file) -> assertThat(faults).contains("| " + row + " |"));
    }

    private static List<Path> tests() throws IOException {
        List<Path> tests = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path sources : modules.map(module -> module.resolve("src/test"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(tests::add);
                }
            }
        }
        return tests;
    }

    /** The imports and variables that a snippet leaves out. */
    private static final String AROUND = """
            import static org.assertj.core.api.Assertions.assertThat;
            import io.github.imagesharing.*;
            import io.github.imagesharing.cvm.*;
            import io.github.imagesharing.lighthouse.*;
            import io.github.imagesharing.testkit.*;
            import io.github.imagesharing.testkit.junit.FakeCloud;
            import com.hazelcast.core.HazelcastInstance;
            import io.github.bucket4j.distributed.proxy.ProxyManager;
            import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
            import java.time.*;
            import java.util.*;
            import org.junit.jupiter.api.Test;

            class Reader {
                org.slf4j.Logger log;
                CloudSettings settings;
                HazelcastInstance hazelcast;
                ImageSharingService sharing;
                ImageId image;
                List<ImageId> images;
                AccountId partner, subsidiary;
                List<AccountId> accounts, allowList;

                void yourCode(CloudSettings settings, ImageId image, AccountId partner) {}

                void run() throws Exception {
                    %s
                }
            }
            """;

    @ParameterizedTest
    @MethodSource("snippets")
    void everyOtherSnippetCompiles(String snippet, @TempDir Path classes) {
        compile("Reader", snippet.startsWith("import ") ? snippet : AROUND.formatted(snippet), classes);
    }

    static List<Path> readmes() {
        return List.of(README, CHINESE);
    }

    @ParameterizedTest
    @MethodSource("readmes")
    void everyExceptionStandsInTheTable(Path page) throws IOException {
        String readme = Files.readString(page);

        assertThat(Stream.of(ImageSharingException.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .filter(name -> !readme.contains("`" + name + "`")))
                .isEmpty();
    }

    @Test
    void theChinesePageHasTheSameCodeTheSameSectionsAndTheSameLinks() throws IOException {
        for (String same : List.of("(?s)```.*?```", "(?m)^##(?= )", "(?<=\\]\\()(?!https?:)[^)#]+\\.\\w+")) {
            Pattern part = Pattern.compile(same);
            assertThat(all(part, CHINESE)).as(same).isNotEmpty().containsExactlyElementsOf(all(part, README));
        }
    }

    private static List<String> all(Pattern part, Path page) throws IOException {
        return part.matcher(Files.readString(page))
                .results()
                .map(found -> found.group())
                .filter(found -> !found.startsWith("README"))
                .toList();
    }

    @Test
    void eachReadmeLeadsToTheOtherInItsFirstLine() throws IOException {
        assertThat(Files.readAllLines(README).get(0)).contains("](README.zh-CN.md)");
        assertThat(Files.readAllLines(CHINESE).get(0)).contains("](README.md)");
    }

    @Test
    void bothCommandsAreOneLineAndCiCallsTheSecond() throws IOException {
        assertThat(command("## Try it")).hasSize(1);
        assertThat(command("## Test it")).hasSize(1);
        assertThat(Files.readString(Path.of("..", ".ci", "run")))
                .contains(command("## Test it").get(0));
    }

    private static String snippet() throws IOException {
        Matcher fence = JAVA.matcher(Files.readString(README));
        assertThat(fence.find()).isTrue();
        return fence.group(1);
    }

    /** The lines of the only block under a heading. */
    private static List<String> command(String heading) throws IOException {
        Matcher section = Pattern.compile("^" + heading + "$(.*?)^## ", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(README));
        assertThat(section.find()).as(heading).isTrue();
        List<String> blocks = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL)
                .matcher(section.group(1))
                .results()
                .map(fence -> fence.group(1))
                .toList();
        assertThat(blocks).as(heading).hasSize(1);
        return blocks.get(0).lines().toList();
    }

    private static void compile(String name, String source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        SimpleJavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), SimpleJavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        StringWriter errors = new StringWriter();
        List<String> options =
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        assertThat(compiler.getTask(errors, null, null, options, null, List.of(file))
                        .call())
                .as(errors.toString())
                .isTrue();
    }

    /** Runs a snippet whose variables have values. */
    private static void run(Path classes, Map<String, Object> variables) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            var constructor = loader.loadClass("Reader").getDeclaredConstructor();
            constructor.setAccessible(true);
            Object reader = constructor.newInstance();
            for (Map.Entry<String, Object> variable : variables.entrySet()) {
                var field = reader.getClass().getDeclaredField(variable.getKey());
                field.setAccessible(true);
                field.set(reader, variable.getValue());
            }
            var run = reader.getClass().getDeclaredMethod("run");
            run.setAccessible(true);
            run.invoke(reader);
        }
    }

    private static void run(Path classes) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            var main = loader.loadClass("ShareGoldenImage").getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[0]);
        }
    }
}
