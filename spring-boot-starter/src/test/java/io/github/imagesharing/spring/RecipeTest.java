package io.github.imagesharing.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snippets of the page on Spring Boot, which need its classes to be compiled. */
class RecipeTest {

    private static final String IMPORTS = """
            import io.github.bucket4j.distributed.proxy.ProxyManager;
            import io.github.imagesharing.*;
            import io.github.imagesharing.testkit.*;
            import java.util.List;
            import java.util.concurrent.Executor;
            import org.springframework.boot.SpringApplication;
            import org.springframework.boot.autoconfigure.SpringBootApplication;
            import org.springframework.boot.test.context.TestConfiguration;
            import org.springframework.context.annotation.*;
            import org.springframework.core.task.SimpleAsyncTaskExecutor;
            import org.springframework.web.bind.annotation.*;
            """;

    static Stream<String> snippets() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "spring-boot.md"));
        return Pattern.compile("```java spring\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(fence -> fence.group(1));
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void eachSnippetCompiles(String snippet, @TempDir Path classes) {
        var file = new SimpleJavaFileObject(URI.create("string:///Snippet.java"), SimpleJavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return IMPORTS + snippet;
            }
        };
        StringWriter errors = new StringWriter();
        List<String> options =
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");

        assertThat(ToolProvider.getSystemJavaCompiler()
                        .getTask(errors, null, null, options, null, List.of(file))
                        .call())
                .as(errors.toString())
                .isTrue();
    }
}
