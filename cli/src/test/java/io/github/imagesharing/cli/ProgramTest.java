package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * The program as its users run it, a process of its own against a cloud elsewhere: from the jar with everything inside where
 * the build has made it, else from the class path. No run, whatever becomes of it, prints a key of the cloud.
 */
@Execution(ExecutionMode.CONCURRENT)
class ProgramTest {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId OTHER = AccountId.of("100000000018");
    private static final String KEY = "key-that-nobody-sees-either-0123";
    private static final String TOKEN = "token-that-nobody-sees";
    private static final File FULL = new File("/dev/full");
    private static final Region REGION = Region.of("ap-guangzhou");

    private static final Instant LAST_YEAR = Instant.parse("2025-01-06T08:00:00Z");

    /** Each command with the members of its JSON. A, B and LHBP are images and a blueprint of the cloud. */
    private static final List<Command> COMMANDS = List.of(
            new Command("share --image B --accounts 1038493875", 0, "complete counts images missing notBegun"),
            new Command("unshare --image A --accounts 1038493875", 0, "complete counts images missing notBegun"),
            new Command("check --image A,B --accounts 100000000018", 0, "images missing"),
            new Command("list", 0, "images"),
            new Command("audit --account-names names.csv", 0, "takenAt images skipped narrowed"),
            new Command("sync access.yaml", 3, "pending plans gone failed notAsked missing"),
            new Command("sync access.yaml --yes", 0, "complete counts images missing notBegun plans"),
            new Command("wait --image A --timeout 5s", 0, "images failed"),
            new Command("distribute --image B --to ap-singapore --accounts 1038493875", 0, "imageId complete regions"),
            new Command("lighthouse share --image B", 0, "images"),
            new Command("lighthouse unshare --image A", 0, "images"),
            new Command("lighthouse check --image B", 0, "images missing"),
            new Command("blueprint share --blueprint LHBP --accounts 100000000018", 0, "blueprints"),
            new Command("blueprint unshare --blueprint LHBP --accounts 1038493875", 0, "blueprints"),
            new Command("blueprint list --blueprint LHBP", 0, "blueprints"));

    /** Those that print no report; each has a test of its own here. */
    private static final Set<String> OTHERS = Set.of("fake", "completion");

    private static final List<String> JAVA = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC"));

    @TempDir
    private Path folder;

    /** So that nearly a hundred starts take half as long. It is what the README advises, too. */
    @BeforeAll
    static void shareClasses(@TempDir Path shared) throws Exception {
        String jar = System.getProperty("program.jar");
        if (jar == null) {
            JAVA.addAll(List.of("-cp", System.getProperty("java.class.path"), ImageSharingProgram.class.getName()));
            return;
        }
        Path archive = shared.resolve("program.jsa");
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-jar", jar, "audit", "--fake"));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
        JAVA.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-jar", jar));
    }

    private record Command(String line, int exit, String members) {

        /** The words before the options: the name of a command. */
        String name() {
            return Stream.of(line.split(" "))
                    .takeWhile(word -> !word.startsWith("-") && !word.contains("."))
                    .collect(Collectors.joining(" "));
        }

        @Override
        public String toString() {
            return line;
        }
    }

    private record Result(int exit, String out, String err) {}

    @Test
    void everyCommandIsInTheTable() {
        List<String> known = Stream.concat(COMMANDS.stream().map(Command::name), OTHERS.stream())
                .distinct()
                .toList();

        assertThat(names(ImageSharingProgram.commandLine(TestSurroundings.bare()), ""))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    private static List<String> names(CommandLine command, String prefix) {
        return command.getSubcommands().entrySet().stream()
                .flatMap(sub -> sub.getValue().getSubcommands().isEmpty()
                        ? Stream.of(prefix + sub.getKey())
                        : names(sub.getValue(), prefix + sub.getKey() + " ").stream())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("COMMANDS")
    void theJsonOfACommandIsAloneOnStandardOutput(Command command) throws Exception {
        try (Cloud cloud = new Cloud()) {
            Result result = cloud.run(command.line() + " --verbose --output json");

            assertThat(result.exit()).as(result.err()).isEqualTo(command.exit());
            JsonObject json = JsonParser.parseString(result.out()).getAsJsonObject();
            assertThat(json.keySet())
                    .containsExactlyInAnyOrder(command.members().split(" "));
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("COMMANDS")
    void aResultThatIsLostOnAFullDiskIsAFailure(Command command) throws Exception {
        assumeTrue(FULL.exists(), "no /dev/full on this system");
        try (Cloud cloud = new Cloud()) {
            ProcessBuilder builder =
                    cloud.process(command.line() + " --output csv").redirectOutput(FULL);

            Result result = cloud.result(builder, builder.start());

            assertThat(result.exit()).as(result.err()).isEqualTo(1);
            assertThat(result.err()).contains("Standard output could not be written");
        }
    }

    @ParameterizedTest
    @CsvSource({"audit", "'check --all --accounts 1038493875 --output json'", "'sync access.yaml'", "--help"})
    void aResultThatNobodyReadsIsAFailure(String line) throws Exception {
        try (Cloud cloud = new Cloud()) {
            ProcessBuilder builder = cloud.process(line);
            String words =
                    builder.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
            builder.command("bash", "-c", words + " | true; exit ${PIPESTATUS[0]}");

            Result result = cloud.result(builder, builder.start());

            assertThat(result.exit()).as(result.err()).isEqualTo(1);
            assertThat(result.err()).contains("Standard output could not be written");
        }
    }

    /** Standard input is at its end in each of them, and so it is in all the other tests. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            audit                                                  | 0   | 1038493875
            audit --older-than 9000d                               | 0   | Images read
            list --name nothing                                    | 0   |
            --version                                              | 0   | image-sharing
            share --image A,B --accounts 909619400                 | 1   | AccountNotFoundException
            list --image img-00000000                              | 1   | img-00000000
            wait --image NEW --timeout 1s                          | 1   | NEW
            share                                                  | 2   | --accounts
            unshare --image A                                      | 2   | --accounts
            share --image B --accounts-file -                      | 2   | standard input
            sync -                                                 | 2   | standard input
            sync missing.yaml                                      | 2   | no such file
            list --region GUANGZHOU!                               | 2   | GUANGZHOU!
            audit --older-than 90                                  | 2   | 90d
            audit --nonsense                                       | 2   | --nonsense
            list --secret-key SECRET                               | 2   | --secret-key
            nonsense                                               | 2   | nonsense
            audit --older-than 1d                                  | 3   | 1038493875
            check --image BUSY --accounts 1038493875               | 3   | BUSY
            share --image B --accounts 1038493875 --dry-run        | 3   | 1038493875
            unshare --all --everyone                               | 3   | --yes
            sync access.yaml                                       | 3   | --yes
            sync access.yaml --yes --max-removals 0                | 4   | allowed are 0 removals
            """)
    void theExitCodeSaysWhatCameOfIt(String line, int exit, @Nullable String said) throws Exception {
        try (Cloud cloud = new Cloud()) {
            Result result = cloud.run(line);

            assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
            assertThat(result.out() + result.err()).contains(said == null ? "" : cloud.named(said));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            AuthFailure.SignatureFailure     | 1
            UnauthorizedOperation            | 1
            InternalError                    | 1
            """)
    void aFailureOfTheCloudIsOne(String code, int exit) throws Exception {
        try (Cloud cloud = new Cloud()) {
            cloud.fake.failAlways("DescribeImages", Fault.error(code, "no"));

            Result result = cloud.run("list --verbose");

            assertThat(result.exit()).as(result.err()).isEqualTo(exit);
            assertThat(result.err()).contains(code);
        }
    }

    static List<String> interrupted() {
        return List.of(
                "share --all --accounts 100000000018",
                "unshare --image A,B --accounts 1038493875",
                "sync access.yaml --yes",
                "distribute --image B --to ap-singapore --accounts 1038493875",
                "lighthouse share --image A,B",
                "wait --image NEW --timeout 1h",
                // What these have read so far is no answer.
                "audit",
                "check --all --accounts 100000000018");
    }

    @ParameterizedTest
    @MethodSource("interrupted")
    void whoeverInterruptsItGetsWhatWasDone(String line) throws Exception {
        assumeTrue(new File("/proc/self/status").exists(), "no Linux");
        try (Cloud cloud = new Cloud()) {
            cloud.addImages(40);
            cloud.fake.latency(Duration.ofMillis(400));
            // A shell's job in the background ignores the signal, and so would what it starts.
            ProcessBuilder builder = cloud.process(line + " --output json");
            builder.command().addAll(0, List.of("env", "--default-signal=INT"));
            Process process = builder.start();
            while (cloud.fake.requests().size() < 3) {
                assertThat(process.isAlive()).isTrue();
                TimeUnit.MILLISECONDS.sleep(5);
            }
            signal("INT", process);

            Result result = cloud.result(builder, process);

            assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(130);
            if (line.startsWith("audit") || line.startsWith("check")) {
                assertThat(result.out()).isEmpty();
            } else {
                assertThat(JsonParser.parseString(result.out()).isJsonObject()).isTrue();
            }
            if (line.startsWith("share")) {
                assertThat(reported(result.out(), "changed")).isEqualTo(cloud.imagesOf(OTHER));
            }
        }
    }

    private static void signal(String name, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    /** How many images of a batch's JSON have an account of an outcome. */
    private static long reported(String json, String outcome) {
        JsonArray images = JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("images");
        long count = 0;
        for (JsonElement image : images) {
            count += image.getAsJsonObject().getAsJsonArray(outcome).isEmpty() ? 0 : 1;
        }
        return count;
    }

    @Test
    void whatEndsItOtherwiseEndsIt() throws Exception {
        try (Cloud cloud = new Cloud()) {
            cloud.fake.latency(Duration.ofSeconds(2));
            ProcessBuilder builder = cloud.process("wait --image NEW --timeout 1h");
            Process process = builder.start();
            while (cloud.fake.requests().isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            signal("TERM", process);

            assertThat(cloud.result(builder, process).exit()).isEqualTo(143);
        }
    }

    @Test
    void theFakeServesAnotherRunOfTheProgramAndEndsWithItsInput() throws Exception {
        Process fake = process(folder, "fake", "--images", "3", "--region", "ap-guangzhou", "--until-input-ends")
                .redirectError(Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(fake.getInputStream(), StandardCharsets.UTF_8))) {
            JsonObject line = JsonParser.parseString(out.readLine()).getAsJsonObject();
            ProcessBuilder list = process(
                    folder,
                    "list",
                    "--region",
                    "ap-guangzhou,ap-singapore",
                    "--output",
                    "csv",
                    "--endpoint",
                    line.get("endpoint").getAsString());
            list.environment()
                    .put("TENCENTCLOUD_SECRET_ID", line.get("secretId").getAsString());
            list.environment()
                    .put("TENCENTCLOUD_SECRET_KEY", line.get("secretKey").getAsString());
            Process listing = list.redirectError(Redirect.INHERIT).start();
            String listed = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(listing.waitFor()).isZero();
            assertThat(listed.lines())
                    .hasSize(4)
                    .filteredOn(row -> row.contains("ap-guangzhou"))
                    .hasSize(3);

            fake.getOutputStream().close();
            assertThat(fake.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(fake.exitValue()).isZero();
        } finally {
            fake.destroyForcibly();
        }
    }

    @Test
    void aShellCompletesEveryCommand() throws Exception {
        try (Cloud cloud = new Cloud()) {
            Path script = folder.resolve("completion");
            Result result = cloud.run("completion bash");
            Files.writeString(script, result.out());

            Process bash = new ProcessBuilder("bash", "-n", script.toString())
                    .inheritIO()
                    .start();

            assertThat(result.exit()).isZero();
            assertThat(bash.waitFor()).isZero();
            assertThat(result.out()).contains("lighthouse", "--max-removals");
        }
    }

    private static ProcessBuilder process(Path folder, String... args) {
        List<String> command = new ArrayList<>(JAVA);
        command.add(1, "-Duser.home=" + folder);
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TENCENTCLOUD_") || name.startsWith("TKE_"));
        return builder;
    }

    /** A cloud for one run, and the files that runs read. */
    private final class Cloud implements AutoCloseable {

        private final FakeTencentCloud fake = FakeTencentCloud.start();
        private final ImageId a;
        private final ImageId b;
        private final ImageId busy;
        private final ImageId fresh;
        private final BlueprintId blueprint;

        Cloud() throws IOException {
            fake.unlimitedRates();
            fake.addCredential(new Credential("AKIDtemporary", KEY, TOKEN));
            a = fake.addImage(image -> image.name("a").region(REGION).sharedAt(LAST_YEAR, PARTNER));
            b = fake.addImage(image -> image.name("b").region(REGION));
            busy = fake.addImage(image -> image.name("busy").region(REGION).state("USING"));
            fresh = fake.addImage(image -> image.name("fresh").region(REGION).state("CREATING"));
            fake.closeAccount(AccountId.of("909619400"));
            blueprint = fake.addBlueprint(a);
            fake.shareElsewhere(blueprint, PARTNER);
            Files.writeString(folder.resolve("access.yaml"), a + ": []\n" + b + ": [100000000018]\n");
            Files.writeString(folder.resolve("names.csv"), "id,name\n1038493875,Example\n");
        }

        void addImages(int many) {
            fake.changeImage(busy, image -> image.state("NORMAL"));
            for (int i = 0; i < many; i++) {
                fake.addImage(image -> image.region(REGION).sharedWith(PARTNER));
            }
        }

        long imagesOf(AccountId account) {
            return fake.imagesIn(REGION).stream()
                    .filter(image -> fake.accountsOf(image).contains(account))
                    .count();
        }

        /** A text with the ids of this cloud. */
        String named(String text) {
            Map<String, Object> ids =
                    Map.of("A", a, "B", b, "BUSY", busy, "NEW", fresh, "LHBP", blueprint, "SECRET", KEY);
            return Stream.of(text.split(" "))
                    .map(word -> Stream.of(word.split(","))
                            .map(one -> String.valueOf(ids.getOrDefault(one, one)))
                            .collect(Collectors.joining(",")))
                    .collect(Collectors.joining(" "));
        }

        /** A run that is not begun yet; what it says on standard error goes to a file. */
        ProcessBuilder process(String line) throws IOException {
            ProcessBuilder builder = ProgramTest.process(folder, named(line).split(" "));
            builder.environment()
                    .putAll(Map.of(
                            "TENCENTCLOUD_REGION",
                            REGION.value(),
                            "TENCENTCLOUD_SECRET_ID",
                            "AKIDtemporary",
                            "TENCENTCLOUD_SECRET_KEY",
                            KEY,
                            "TENCENTCLOUD_TOKEN",
                            TOKEN));
            boolean asks = !line.startsWith("-") && !line.startsWith("completion") && !line.startsWith("nonsense");
            if (asks) {
                builder.command().addAll(List.of("--endpoint", fake.endpoint().toString()));
            }
            return builder.redirectError(Files.createTempFile(folder, "err", "").toFile());
        }

        Result run(String line) throws Exception {
            ProcessBuilder builder = process(line);
            return result(builder, builder.start());
        }

        /** What a run with an empty input comes to. */
        Result result(ProcessBuilder builder, Process process) throws Exception {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            String err = Files.readString(builder.redirectError().file().toPath());
            assertThat(out + err).doesNotContain(KEY, TOKEN);
            return new Result(exit, out, err);
        }

        @Override
        public void close() {
            fake.close();
        }
    }
}
