package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option goes before the environment, that before the file, and whatever is wrong is said with the place it came from. */
class DefaultsTest {

    @TempDir
    private Path home;

    @Test
    void anOptionGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws Exception {
        file("region=eu-frankfurt\n");
        String environment = "TENCENTCLOUD_REGION=ap-nanjing";

        assertThat(regions(environment, "--region", "ap-tokyo")).contains("ap-tokyo");
        assertThat(regions(environment)).contains("ap-nanjing");
        assertThat(regions("TENCENTCLOUD_REGION=")).contains("eu-frankfurt");
        Files.delete(home.resolve(".image-sharing.properties"));
        assertThat(regions("")).contains("ap-guangzhou");
    }

    @Test
    void aWrongValueOfTheEnvironmentIsNoMatterWhereAnOptionGoesBeforeIt() {
        assertThat(list("TENCENTCLOUD_REGION=Nanjing", "--region", "ap-tokyo").exit())
                .isZero();
    }

    @Test
    void severalRegionsMayStandInTheEnvironment() {
        assertThat(regions("TENCENTCLOUD_REGION=ap-nanjing,ap-tokyo")).contains("ap-nanjing", "ap-tokyo");
    }

    @Test
    void theRegionOfTheCloudsOwnCommandLineIsTheLast() throws Exception {
        Path configured = Files.createDirectory(home.resolve(".tccli")).resolve("default.configure");
        Files.writeString(
                configured, "{\"_sys_param\": {\"output\": \"json\", \"region\": \"ap-seoul\"}, \"cvm\": {}}");

        assertThat(regions("")).contains("ap-seoul");
        file("region=eu-frankfurt\n");
        assertThat(regions("")).contains("eu-frankfurt");
        file("");
        for (String other : List.of(
                "{\"_sys_param\": {}}",
                "{\"_sys_param\": \"ap-seoul\"}",
                "{\"_sys_param\": {\"region\": null}}",
                "{\"_sys_param\": {\"region\": [\"ap-seoul\", \"ap-tokyo\"]}}",
                "{}",
                "[",
                "",
                "[1]")) {
            Files.writeString(configured, other);
            assertThat(regions("")).contains("ap-guangzhou");
        }
    }

    @Test
    void withoutAnyTheRegionIsAskedForByAllItsNames() {
        ProgramResult result = ProgramResult.of(TestSurroundings.with(Map.of(), home), "list");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err())
                .contains("--region", "TENCENTCLOUD_REGION", home.resolve(".image-sharing.properties") + "", "--fake");
    }

    @Test
    void theFileIsForAllCommandsOrForOne() throws Exception {
        file("output=json\nlist.output=csv\nlighthouse.check.output=csv\nregion=ap-guangzhou\n");

        assertThat(list("").out()).startsWith("region,image_id");
        assertThat(run("", "audit").out()).startsWith("{");
        assertThat(run("", "lighthouse check", "--image", "img-n9eekbnt").out()).startsWith("region,image_id");
        assertThat(list("", "-o", "text").out()).startsWith("  img-");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            TENCENTCLOUD_REGION=Nanjing          | -              | TENCENTCLOUD_REGION: Invalid value for option '--region'
            TENCENTCLOUD_ASSUME_ROLE_ARN=admin   | -              | TENCENTCLOUD_ASSUME_ROLE_ARN: Invalid value for option '--role'
            TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION=long | -    | TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION: Invalid value for option '--role-duration'
            TENCENTCLOUD_ROLE_ARN=admin          | -              | TENCENTCLOUD_ROLE_ARN: Invalid value for option '--role'
            TENCENTCLOUD_ROLE_ARN=a TENCENTCLOUD_ASSUME_ROLE_ARN=b | - | TENCENTCLOUD_ASSUME_ROLE_ARN: Invalid
            -                                    | region=Nanjing | .image-sharing.properties, region: Invalid value for option '--region'
            -                                    | output=xml     | .image-sharing.properties, output: Invalid value for option '--output'
            -                                    | list.output=xml | .image-sharing.properties, list.output: Invalid
            -                                    | regoin=ap-nanjing | .image-sharing.properties: it has the key "regoin"; it may have region, site
            -                                    | region=ap-tokyo\\nregion=ap-seoul | it has the key "region" twice
            -                                    | secretKey=hush-hush\\nsecretKey=hush-hush | it has the key "secretKey" twice
            -                                    | shar.output=csv | it has the key "shar.output"
            -                                    | yes=true       | it has the key "yes"
            -                                    | secretKey=hush-hush | it has the key "secretKey"
            -                                    | region=\\u12   | it is no file of properties: Malformed
            """)
    void aWrongValueIsSaidWithThePlaceItCameFrom(@Nullable String environment, @Nullable String file, String message)
            throws Exception {
        if (file != null) {
            file(file.replace("\\n", "\n") + "\n");
        }

        ProgramResult result = list(environment == null ? "" : environment);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message).doesNotContain("hush-hush");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aFileOfAWindowsEditorIsReadAndOneInGbkIsNamed() throws Exception {
        Path file = home.resolve(".image-sharing.properties");
        Files.write(file, "\ufeffregion = ap-nanjing\r\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(regions("")).contains("ap-nanjing");

        Files.write(file, "# 地域\nregion=ap-nanjing\n".getBytes("GBK"));
        assertThat(list("").err()).contains("it is not UTF-8; it seems to be GBK");
    }

    @Test
    void helpIsThereForWhoWroteAWrongFile() throws Exception {
        file("regoin=ap-nanjing\n");

        assertThat(run("", "list", "--help").exit()).isZero();
        assertThat(run("", "list", "--version").exit()).isZero();
    }

    private void file(String content) throws IOException {
        Files.writeString(home.resolve(".image-sharing.properties"), content);
    }

    private ProgramResult list(String environment, String... args) {
        return run(environment, "list", args);
    }

    /** In which regions images are listed. */
    private String regions(String environment, String... args) {
        return run(environment, "list -o csv", args).out();
    }

    private ProgramResult run(String environment, String command, String... args) {
        Map<String, String> variables = environment.isEmpty()
                ? Map.of()
                : Splitter.on(' ')
                        .withKeyValueSeparator(Splitter.on('=').limit(2))
                        .split(environment);
        return ProgramResult.fake(TestSurroundings.with(variables, home), command, args);
    }
}
