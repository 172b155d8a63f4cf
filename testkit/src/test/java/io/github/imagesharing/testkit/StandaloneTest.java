package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneTest {

    @Test
    void options_are_read() {
        assertThat(Standalone.parse()).isEqualTo(new Standalone(0, 0, Map.of(), RequestCounting.SLIDING_WINDOW, 0, 0));
        assertThat(Standalone.parse("--images", "3", "--rate", "cvm:DescribeImages=7", "--port", "81"))
                .isEqualTo(
                        new Standalone(81, 3, Map.of("cvm:DescribeImages", 7), RequestCounting.SLIDING_WINDOW, 0, 0));
        assertThat(Standalone.parse("--counting", "token-bucket", "--stranger", "0.5", "--copying", "9"))
                .isEqualTo(new Standalone(0, 0, Map.of(), RequestCounting.TOKEN_BUCKET, 0.5, 9));
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
                "x"
            })
    void bad_options_are_refused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> Standalone.parse(line.split(" ")));
    }

    @Test
    void alone_it_prints_one_line_and_serves() throws Exception {
        Process process = start("--images", "2", "--port", "0");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            JsonObject line = JsonParser.parseString(lines.readLine()).getAsJsonObject();
            assertThat(line.keySet()).containsExactlyInAnyOrder("endpoint", "secretId", "secretKey", "images");
            assertThat(line.getAsJsonArray("images")).hasSize(2);
            URI endpoint = URI.create(line.get("endpoint").getAsString());
            HttpResponse<String> answer =
                    Client.HTTP.send(HttpRequest.newBuilder(endpoint).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(Client.code(Client.parsed(answer))).isEqualTo("MissingParameter");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void bad_options_end_it_with_its_usage() throws Exception {
        Process process = start("--nonsense", "1");
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors)
                .contains("usage:")
                .contains("--counting")
                .contains("--stranger")
                .contains("--copying")
                .contains("--nonsense");
    }

    private static Process start(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FakeTencentCloud.class.getName()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).start();
    }
}
