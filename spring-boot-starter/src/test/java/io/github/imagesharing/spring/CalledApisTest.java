package io.github.imagesharing.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of APIs in the keys of properties. */
class CalledApisTest {

    @Test
    void areThoseOfTheSources() throws IOException {
        Pattern api = Pattern.compile("new Api\\(\\s*\"(\\w+)\",\\s*\"(\\w+)\"");
        Set<String> called = new TreeSet<>();
        for (String module : List.of("core", "cvm-sharing", "lighthouse-sharing")) {
            try (Stream<Path> files = Files.walk(root().resolve(module).resolve("src/main"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    api.matcher(Files.readString(file))
                            .results()
                            .forEach(found -> called.add(found.group(1) + ':' + found.group(2)));
                }
            }
        }

        assertThat(CalledApis.NAMES).containsExactlyInAnyOrderElementsOf(called);
    }

    /** Of the project; the tests of other versions of Spring Boot run deeper in it. */
    private static Path root() {
        Path up = Path.of("..");
        return Files.isDirectory(up.resolve("core")) ? up : up.resolve("..");
    }

    @ParameterizedTest
    @CsvSource({
        "ModifyImageSharePermission, ModifyImageSharePermission",
        "modify-image-share-permission, ModifyImageSharePermission",
        "cvm:ModifyImageSharePermission, cvm:ModifyImageSharePermission",
        "cvmModifyImageSharePermission, cvm:ModifyImageSharePermission",
        "lighthousemodifyimagesharepermission, lighthouse:ModifyImageSharePermission",
        "lighthouse.modifyimagesharepermission, lighthouse:ModifyImageSharePermission",
        "cvm:ModifyImageSharePermissions, ",
        "sts:ModifyImageSharePermission, ",
        "cvm, ",
        "'', ",
    })
    void areFoundHoweverTheyAreSpelled(String key, String name) {
        assertThat(CalledApis.named(key).orElse(null)).isEqualTo(name);
    }
}
