package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.imagesharing.Region;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneTest {

    @Test
    void options_are_read() {
        assertThat(Standalone.parse())
                .isEqualTo(new Standalone(0, 0, null, Map.of(), RequestCounting.SLIDING_WINDOW, 0, 0, false));
        assertThat(Standalone.parse("--images", "3", "--rate", "cvm:DescribeImages=7", "--port", "81"))
                .isEqualTo(new Standalone(
                        81, 3, null, Map.of("cvm:DescribeImages", 7), RequestCounting.SLIDING_WINDOW, 0, 0, false));
        assertThat(Standalone.parse("--until-input-ends", "--counting", "token-bucket", "--stranger", "0.5"))
                .isEqualTo(new Standalone(0, 0, null, Map.of(), RequestCounting.TOKEN_BUCKET, 0.5, 0, true));
        assertThat(Standalone.parse("--region", "ap-singapore", "--copying", "9"))
                .isEqualTo(new Standalone(
                        0, 0, Region.of("ap-singapore"), Map.of(), RequestCounting.SLIDING_WINDOW, 0, 9, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port",
                "--port x",
                "--port 65536",
                "--images -1",
                "--rate X=1",
                "--rate =",
                "--counting TOKEN_BUCKET",
                "--counting even",
                "--stranger 1",
                "--stranger half",
                "--copying -1",
                "--verbose 1",
                "--region GUANGZHOU!",
                "--until-input-ends yes",
                "x"
            })
    void bad_options_are_refused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> Standalone.parse(line.split(" ")));
    }

    @Test
    void alone_it_prints_one_line_and_serves_until_its_input_ends() throws Exception {
        Process process = start("--images", "2", "--port", "0", "--until-input-ends");
        try {
            JsonObject line = line(process);
            assertThat(line.keySet()).containsExactlyInAnyOrder("endpoint", "secretId", "secretKey", "images");
            assertThat(line.getAsJsonArray("images")).hasSize(2);
            assertThat(answerOf(line)).isEqualTo("MissingParameter");

            process.getOutputStream().close();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void an_input_that_ended_ends_it_only_if_asked() throws Exception {
        Process process = start();
        try {
            process.getOutputStream().close();
            JsonObject line = line(process);

            assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(answerOf(line)).isEqualTo("MissingParameter");

            process.destroy();
            assertThat(process.waitFor()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void its_images_are_in_the_region_that_is_named_and_in_no_other() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            JsonObject line = Standalone.parse("--images", "2", "--region", "ap-singapore")
                    .filled(cloud);

            assertThat(imagesIn("ap-singapore", cloud))
                    .hasSize(2)
                    .allMatch(id -> line.get("images").toString().contains(id));
            assertThat(imagesIn("ap-guangzhou", cloud)).isEmpty();
        }
    }

    private static List<String> imagesIn(String region, FakeTencentCloud cloud) {
        return Client.each(
                new Client(cloud).header("X-TC-Region", region).call("DescribeImages", "{}"), "ImageSet", "ImageId");
    }

    @Test
    void a_port_that_is_taken_is_named() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            String port = String.valueOf(cloud.endpoint().getPort());

            assertThatIOException()
                    .isThrownBy(() -> FakeTencentCloud.serve(new PrintWriter(new StringWriter()), "--port", port))
                    .withMessageContaining("--port " + port);
        }
    }

    @Test
    void its_help_names_every_option_and_an_example() throws Exception {
        StringWriter out = new StringWriter();

        FakeTencentCloud.serve(new PrintWriter(out), "--images", "x", "--help");

        assertThat(out.toString())
                .contains(
                        "usage:",
                        "--counting",
                        "--stranger",
                        "--copying",
                        "--until-input-ends",
                        "token-bucket",
                        "Example:");
    }

    @Test
    void bad_options_end_it_and_name_the_help() throws Exception {
        Process process = start("--nonsense", "1");
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors).contains("--nonsense: unknown option", "--help");
    }

    @Test
    void a_line_that_cannot_be_printed_ends_it() throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "no /dev/full on this system");
        Process process = process().redirectOutput(full).start();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
    }

    private static JsonObject line(Process process) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return JsonParser.parseString(lines.readLine()).getAsJsonObject();
    }

    /** What a request without anything gets from the cloud that printed this line. */
    private static String answerOf(JsonObject line) throws IOException, InterruptedException {
        URI endpoint = URI.create(line.get("endpoint").getAsString());
        return Client.code(Client.parsed(
                Client.HTTP.send(HttpRequest.newBuilder(endpoint).build(), HttpResponse.BodyHandlers.ofString())));
    }

    private static Process start(String... options) throws IOException {
        return process(options).start();
    }

    private static ProcessBuilder process(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FakeTencentCloud.class.getName()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command);
    }
}
