package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake cloud alone, as the program carries it. */
class FakeTest {

    @Test
    void printsItsLineServesAndEndsWithItsInput() throws Exception {
        Process process = JavaProcess.of(List.of(
                        "fake",
                        "--images=2",
                        "--rate",
                        "cvm:DescribeImages=5",
                        "--rate",
                        "DescribeSnapshots=7",
                        "--counting",
                        "token-bucket",
                        "--stranger",
                        "0.5",
                        "--copying",
                        "3",
                        "--region",
                        "ap-singapore",
                        "--until-input-ends"))
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            JsonObject line = JsonParser.parseString(lines.readLine()).getAsJsonObject();
            assertThat(line.keySet()).containsExactly("endpoint", "secretId", "secretKey", "images");
            assertThat(line.getAsJsonArray("images")).hasSize(2);
            URI endpoint = URI.create(line.get("endpoint").getAsString());
            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(endpoint).build(), HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("MissingParameter");

            process.getOutputStream().close();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            --port 65536                | --port 65536: a number from 0 to 65535
            --rate DescribeNothing=1    | DescribeNothing
            --counting even             | --counting even: one of
            --region GUANGZHOU!         | GUANGZHOU!
            --nonsense                  | --nonsense
            --stranger                  | --stranger
            """)
    void wrongUsageIsExplained(String args, String message) {
        ProgramResult result = fake(args);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(message);
    }

    /** The testkit knows what its options are; a new one of them is to be one here, too. */
    @Test
    void itsHelpNamesTheOptionsOfTheTestkitAndAnExample() throws Exception {
        StringWriter testkit = new StringWriter();
        FakeTencentCloud.serve(new PrintWriter(testkit), "--help");

        String help = fake("--help").out();

        assertThat(help).contains("image-sharing fake --port 8080");
        assertThat(options(help)).containsAll(options(testkit.toString())).hasSizeGreaterThan(8);
    }

    @Test
    void theExampleOfItsHelpHasTheKeysThatItPrints() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            assertThat(fake("--help").out())
                    .contains("TENCENTCLOUD_SECRET_ID=" + cloud.secretId())
                    .contains("TENCENTCLOUD_SECRET_KEY=" + cloud.secretKey())
                    .contains("143");
        }
    }

    @Test
    void whoeverEndsItHearsNothingOfChanges() throws Exception {
        Process process = JavaProcess.of(List.of("fake")).start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).contains("endpoint");
            process.toHandle().destroy(); // Process.destroy would also close the output, which is read below

            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(process.waitFor()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> options(String help) {
        return Pattern.compile("--[a-z-]+")
                .matcher(help)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private static ProgramResult fake(String args) {
        return ProgramResult.of(TestSurroundings.bare(), ("fake " + args).split(" "));
    }
}
