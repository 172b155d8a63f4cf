package io.github.imagesharing.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/** Checks the snippets, the commands and the table of exceptions in the README. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");

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

    static List<String> snippets() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README))
                .results()
                .map(fence -> fence.group(1))
                .skip(1)
                .toList();
    }

    /** The imports and variables that a snippet leaves out. */
    private static final String AROUND = """
            import static org.assertj.core.api.Assertions.assertThat;
            import io.github.imagesharing.*;
            import io.github.imagesharing.cvm.*;
            import io.github.imagesharing.lighthouse.*;
            import io.github.imagesharing.testkit.*;
            import java.time.*;
            import java.util.*;

            class Reader {
                org.slf4j.Logger log;
                CloudSettings settings;
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

    @Test
    void everyExceptionStandsInTheTable() throws IOException {
        String readme = Files.readString(README);

        assertThat(Stream.of(ImageSharingException.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .filter(name -> !readme.contains("`" + name + "`")))
                .isEmpty();
    }

    @Test
    void bothCommandsAreOneLineAndCiCallsTheSecond() throws IOException {
        assertThat(command("## Try it")).hasSize(1);
        assertThat(command("## Test it")).hasSize(1);
        assertThat(Files.readString(Path.of("..", ".ci", "run")))
                .contains(command("## Test it").get(0));
    }

    private static String snippet() throws IOException {
        Matcher fence = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
        assertThat(fence.find()).isTrue();
        return fence.group(1);
    }

    private static List<String> command(String heading) throws IOException {
        String readme = Files.readString(README);
        Matcher fence = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(fence.find(readme.indexOf(heading))).isTrue();
        return fence.group(1).lines().toList();
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

    private static void run(Path classes) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            var main = loader.loadClass("ShareGoldenImage").getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[0]);
        }
    }
}
