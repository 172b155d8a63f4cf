package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program reads and prints is the same in every locale, or it says that the locale cannot express it. */
class ProgramLocalesTest {

    @TempDir
    private static Path folder;

    private static List<String> usual = List.of();

    @BeforeAll
    static void printAsUsual() throws Exception {
        usual = in("en-US", "UTC");
    }

    @ParameterizedTest(name = "{0} {1} under LC_ALL={2}")
    @CsvSource(textBlock = """
            audit,      --name 生产,                        C
            audit,      --name 生产,                        POSIX
            audit,      --tag 团队=网站,                     C
            audit,      --allow-list 名单.txt,               C
            audit,      --html 页.html,                     C
            share, --all --accounts １０３８４９３８７５,  C
            share, --image=é,                          C
            distribute, --name 生产,                         C
            sync,       访问.yaml,                           C
            """)
    void anArgumentThatCannotBeDecodedIsRefused(String program, String args, String locale) throws Exception {
        Process process = program(program, locale, args);

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(2);
        assertThat(said).contains("could not be decoded", "LC_ALL=C.UTF-8").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void outputIsUtf8InEveryLocale(String locale) throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            cloud.addImage(image -> image.name("生产 🚀"));
            ProcessBuilder list = new LiveProgram(cloud, "audit").process();
            list.environment().put("LC_ALL", locale);
            assertThat(LiveProgram.outputOf(list.start(), 0)).contains("生产 🚀");

            cloud.failAlways("DescribeImages", Fault.error("FailedOperation.Odd", "拒绝"));
            ProcessBuilder refused = new LiveProgram(cloud, "audit").process();
            refused.environment().put("LC_ALL", locale);
            assertThat(LiveProgram.outputOf(refused.start(), 1)).contains("拒绝");
        }
    }

    @Test
    void anArgumentThatCanBeDecodedIsTaken() throws Exception {
        Process process = program("audit", "C.UTF-8", "--name 生产");

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("no custom image with \"生产\" in its name");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"--images=٥", "--images=５", "--images=५", "--partners=٥", "--older-than=٩٠d"})
    void aNumberHasAsciiDigits(String arg) {
        ProgramResult result = ProgramResult.fake("audit", arg);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(arg.substring(arg.indexOf('=') + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "th-TH-u-ca-buddhist-nu-thai", "my-MM", "tr-TR"})
    void everyCommandPrintsTheSame(String locale) throws Exception {
        List<String> here = in(locale, "Asia/Kathmandu");

        for (int i = 0; i < usual.size(); i++) {
            assertThat(here.get(i)).isEqualTo(usual.get(i));
        }
    }

    private static List<String> in(String locale, String zone) throws Exception {
        Locale before = Locale.getDefault();
        TimeZone zoneBefore = TimeZone.getDefault();
        Locale.setDefault(Locale.forLanguageTag(locale));
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            Path page = folder.resolve("a.html");
            List<String> outputs = new ArrayList<>();
            outputs.add(output("audit"));
            outputs.add(output("audit", "-o", "csv"));
            outputs.add(output("audit", "-o", "json"));
            outputs.add(output("audit", "-o", "csv", "--region", "ap-guangzhou,ap-singapore"));
            outputs.add(output("audit", "-o", "json", "--region", "ap-guangzhou,ap-singapore"));
            outputs.add(output("distribute", "--image", "img-00000000", "--to", "ap-singapore"));
            outputs.add(output("audit", "--older-than", "90d", "--html", page.toString()));
            outputs.add(output("audit", "--image", "img-typo0000"));
            outputs.add(output("audit", "--images", "-1"));
            outputs.add(steady(Files.readString(page)));
            outputs.add(output(TestSurroundings.answering("1\n1038493875\ny\n"), "share", "--images", "30"));
            outputs.add(output(TestSurroundings.answering("1\n1038493875,909619400\ny\n"), "share", "--images", "1"));
            outputs.add(output("share", "--all", "--accounts", "1038493875"));
            outputs.add(output("share", "--all", "--accounts", "1038493875", "-o", "csv"));
            outputs.add(output("unshare", "--all", "--everyone", "-o", "json"));
            outputs.add(output("check", "--all", "--accounts", "909619400"));
            outputs.add(output("list", "-o", "csv"));
            outputs.add(output("wait", "--image", "img-00000000", "--timeout", "1s"));
            for (String command : COMMANDS) {
                outputs.add(output(command, "--help"));
            }
            return outputs;
        } finally {
            Locale.setDefault(before);
            TimeZone.setDefault(zoneBefore);
        }
    }

    private static final List<String> COMMANDS = List.of(
            "share", "unshare", "check", "list", "audit", "sync", "wait", "distribute", "lighthouse", "blueprint");

    private static String output(String command, String... args) {
        return output(TestSurroundings.bare(), command, args);
    }

    private static String output(Surroundings surroundings, String command, String... args) {
        ProgramResult result = ProgramResult.fake(surroundings, command, args);
        assertThat(result.said()).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
        return result.exit() + "\n" + steady(result.out()) + "\n" + steady(result.err());
    }

    /**
     * The output without what differs from run to run: request ids, the time of day, the frames of the bar.
     */
    private static String steady(String output) {
        return output.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("(\"takenAt\": \"|as of |since )[^\",<\n]*", "TIME")
                .replaceAll("(?m)^(Sharing|Reading|Checking) .*\\R?", "")
                .replaceAll("\\((\\d+:\\d\\d:\\d\\d|\\?)[^)]*\\)", "");
    }

    private Process program(String command, String locale, String args) throws Exception {
        ProcessBuilder builder = JavaProcess.of(List.of(command, "--fake")).redirectErrorStream(true);
        // The shell gives the bytes of the arguments on as they are, in whatever locale this test runs.
        String java =
                builder.command().stream().map(word -> "'" + word + "'").reduce("", (one, other) -> one + " " + other);
        Path script = folder.resolve("program.sh");
        Files.writeString(script, java + " " + args + "\n");
        builder.command("sh", script.toString());
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
