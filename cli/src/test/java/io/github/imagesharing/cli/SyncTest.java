package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.cli.console.SampleCloud;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SyncTest {

    private static final String WRITE = "ModifyImageSharePermission";
    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId SUBSIDIARY = AccountId.of("100000000018");
    private static final AccountId LEFT = AccountId.of("100000023775");

    @TempDir
    private Path folder;

    @Test
    void whatTheAuditPrintsIsInSyncAlready() throws Exception {
        ProgramResult result = sync(file("access.csv", audit()));

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("The plan for 12 images", "0 images differ");
    }

    @Test
    void showsThePlanAndTellsPendingChangesByTheExitCode() throws Exception {
        String access = audit().lines()
                .map(line -> line.startsWith("img-n9eekbnt,web-001,NORMAL,100000000018")
                        ? "img-r4survxo,,,1038493875,"
                        : line)
                .collect(Collectors.joining("\n", "", "\n"));

        ProgramResult result = sync(file("access.csv", access));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out())
                .contains("img-n9eekbnt: 0 gain access, 1 lose it", " - 100000000018")
                .contains("img-r4survxo: 1 gain access, 0 lose it", " + 1038493875")
                .contains("2 images differ: 1 accounts gain access, 1 lose it")
                .doesNotContain("Summary");
        assertThat(result.err()).contains("nothing was changed; --yes does it");
    }

    @Test
    void liveChangesNothingUntilToldAndThenExactlyThePlan() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId web = cloud.addImage(image -> image.sharedWith(SUBSIDIARY, LEFT));
            ImageId mail = cloud.addImage(image -> image.sharedWith(LEFT));
            ImageId other = cloud.addImage(image -> image.sharedWith(LEFT));
            LiveProgram program = new LiveProgram(cloud, "sync");
            String desired = file("access.yaml", "%s: [1038493875, 100000000018]\n%s: []\n".formatted(web, mail));

            assertThat(program.runHere(3, desired)).contains("nothing was changed");
            assertThat(program.runHere(3, desired, "--yes", "--dry-run")).contains("nothing was changed");
            assertThat(program.runHere(4, desired, "--yes", "--max-removals", "1"))
                    .contains("allowed are 1 removals");
            assertThat(cloud.requests(WRITE)).isEmpty();

            assertThat(program.runHere(0, desired, "--yes", "--max-removals", "2"))
                    .containsPattern("changed +2 +3");
            assertThat(cloud.accountsOf(web)).containsExactlyInAnyOrder(SUBSIDIARY, PARTNER);
            assertThat(cloud.accountsOf(mail)).isEmpty();
            assertThat(cloud.accountsOf(other)).containsExactly(LEFT);

            cloud.resetRequests();
            assertThat(program.runHere(0, desired, "--yes")).contains("0 images differ");
            assertThat(cloud.requests(WRITE)).isEmpty();
        }
    }

    @Test
    void liveTakesAccessFromNobodyWithoutRemovals() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(one -> one.sharedWith(LEFT));
            String desired = file("access.yml", image + ": [1038493875]");

            new LiveProgram(cloud, "sync").runHere(0, desired, "--yes", "--without-removals", "--max-removals", "0");

            assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(LEFT, PARTNER);
        }
    }

    @Test
    void whatWasDoneSaysWhoWasGivenAccessAndWhoLostIt() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(one -> one.sharedWith(LEFT, SUBSIDIARY));
            String desired = file("access.yaml", image + ": [1038493875, 100000000018]\nimg-00000000: []\n");
            LiveProgram program = new LiveProgram(cloud, "sync");

            ProgramResult csv = program.here("", desired, "--yes", "-o", "csv");

            assertThat(csv.exit()).isEqualTo(1);
            assertThat(csv.out().lines())
                    .contains(
                            "ap-guangzhou," + image + "," + PARTNER + ",shared,",
                            "ap-guangzhou," + image + "," + LEFT + ",unshared,")
                    .anyMatch(row -> row.startsWith("ap-guangzhou,img-00000000,,failed,"));

            cloud.shareElsewhere(image, LEFT);
            JsonObject json = JsonParser.parseString(
                            program.here("", desired, "--yes", "-o", "json").out())
                    .getAsJsonObject();
            JsonObject plan = json.getAsJsonArray("plans").get(0).getAsJsonObject();
            assertThat(plan.getAsJsonArray("toShare")).isEmpty();
            assertThat(plan.getAsJsonArray("toUnshare")).hasSize(1);
            assertThat(json.getAsJsonArray("missing").get(0).getAsString()).isEqualTo("img-00000000");
        }
    }

    @Test
    void line12AnImageThatIsGoneHoldsUpNoOther() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(one -> one.sharedWith(LEFT));
            String desired = file("access.yaml", "img-00000000: []\n" + image + ": [1038493875]\nimg-00000001: []\n");
            LiveProgram program = new LiveProgram(cloud, "sync");

            assertThat(program.runHere(1, desired)).contains("nothing was changed; --yes does it");
            assertThat(cloud.accountsOf(image)).containsExactly(LEFT);

            assertThat(program.runHere(1, desired, "--yes"))
                    .contains("2 images: img-00000000, img-00000001", "2 images are gone", "ImageNotFoundException")
                    .containsPattern("changed +1 +2");
            assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
        }
    }

    @Test
    void line12ARowOfADeletedImageIsPassedOverAndNamed() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            cloud.addImage(one -> one.sharedWith(LEFT));
            cloud.addImage();
            Path csv = folder.resolve("access.csv");
            cloud.failNext("DescribeImageSharePermission", Fault.error("InvalidImageId.NotFound", "cannot be found."));
            new LiveProgram(cloud, "audit").runHere(0, "--csv", csv.toString());
            assertThat(csv).content().contains(",DELETED,,");

            String out = new LiveProgram(cloud, "sync").runHere(0, csv.toString(), "--yes");

            assertThat(out).contains("was deleted when the audit ran: passed over", "The plan for 1 images");
            assertThat(cloud.requests(WRITE)).isEmpty();
        }
    }

    @Test
    void line12ANarrowedAuditIsNoWish() throws Exception {
        Path allowed = Files.writeString(folder.resolve("allowed"), "100000000018\n");
        for (List<String> narrowing : List.of(
                List.of("--older-than", "365d"),
                List.of("--allow-list", allowed.toString()),
                List.of("--older-than", "9000d"))) {
            Path csv = folder.resolve("narrowed.csv");
            List<String> args = new ArrayList<>(narrowing);
            args.addAll(List.of("--csv", csv.toString()));
            ProgramResult.fake("audit", args.toArray(new String[0]));

            ProgramResult result = sync(csv.toString(), "--yes");

            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err()).contains("narrowed.csv: it is a narrowed audit", "would lose access");
        }
    }

    @Test
    void line14AnAuditCutAtTheEndOfARowIsRefused() throws Exception {
        String whole = audit();
        List<String> rows = whole.lines().toList();

        for (int kept : List.of(1, 2, rows.size() - 2, rows.size() - 1)) {
            String cut = rows.stream().limit(kept).collect(Collectors.joining("\r\n", "", "\r\n"));
            ProgramResult result = sync(file("cut.csv", cut), "--yes");
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err()).contains("cut.csv: ", "it was cut off");
        }
    }

    @Test
    void liveChangesNothingWhereAnImageCannotBeRead() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();
            ImageId other = cloud.addImage();
            String desired = file("access.yaml", image + ": [1038493875]\n" + other + ": []\nimg-00000000: []\n");
            cloud.failNext("DescribeImageSharePermission", Fault.error("UnauthorizedOperation", "not you"));

            String out = new LiveProgram(cloud, "sync").runHere(1, desired, "--yes");

            assertThat(out)
                    .contains("img-00000000", "AccessDeniedException", "1 images could not be read; nothing was");
            assertThat(cloud.requests(WRITE)).isEmpty();
        }
    }

    @Test
    void line7OneReasonIsSaidOnceAndNotForEachOfSixtyImages() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            String desired = file(
                    "access.yaml",
                    cloud.addImages(60).stream().map(image -> image + ": [7]\n").collect(Collectors.joining()));
            cloud.refuse("cvm:DescribeImageSharePermission");

            String out = new LiveProgram(cloud, "sync").runHere(1, desired, "--yes");

            assertThat(out)
                    .containsOnlyOnce("AccessDeniedException")
                    .containsPattern("[0-9]+ images: img-\\w+, img-\\w+, img-\\w+ and [0-9]+ more")
                    .containsPattern("[0-9]+ more images were not asked for");
            assertThat(out.lines()).hasSizeLessThan(15);
            assertThat(cloud.requests("DescribeImageSharePermission")).hasSizeLessThan(30);
        }
    }

    @Test
    void line13StandardInputAndPipesAreRead() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();
            LiveProgram program = new LiveProgram(cloud, "sync");
            for (List<String> args : List.of(
                    List.of("-"), List.of("/dev/stdin"), List.of("/dev/fd/0"), List.of("-", "--format", "yaml"))) {
                Process process = program.start(args.toArray(new String[0]));
                process.getOutputStream().write((image + ": [1038493875]\n").getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().close();
                assertThat(LiveProgram.outputOf(process, 3)).contains("1 images differ: 1 accounts gain access");
            }
            assertThat(program.run(2, "-")).contains("standard input: it is empty");
        }
    }

    @Test
    void line13TheEndingMayBeWrittenInCapitals() throws Exception {
        assertThat(sync(file("ACCESS.CSV", audit())).exit()).isZero();
        assertThat(sync(file("access", audit()), "--format", "CSV").exit()).isZero();
        assertThat(sync(file("access", audit()), "--format", "xml").err()).contains("--format");
    }

    @Test
    void liveSaysWhatWasRefusedAndDoesTheRest() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(one -> one.sharedWith(LEFT));
            cloud.closeAccount(SampleCloud.CLOSED_ACCOUNT);
            String desired = file("access.yaml", image + ":\n  - 1038493875\n  - " + SampleCloud.CLOSED_ACCOUNT + "\n");

            String out = new LiveProgram(cloud, "sync").runHere(1, desired, "--yes");

            assertThat(out).contains("AccountNotFoundException", "for " + SampleCloud.CLOSED_ACCOUNT);
            assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
        }
    }

    @Test
    void liveLeavesWhoGotAccessMeanwhileAloneAndSaysSo() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();
            String desired = file("access.yaml", image + ": [1038493875]");
            cloud.failNext("DescribeImageSharePermission", Fault.silent(Duration.ofSeconds(2)));
            Process process = new LiveProgram(cloud, "sync").start(desired, "--yes");
            while (cloud.requests("DescribeImageSharePermission").isEmpty()) {
                assertThat(process.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            // The cloud has answered the program's first read, but the answer has not arrived yet.
            cloud.shareElsewhere(image, SUBSIDIARY);

            String out = LiveProgram.outputOf(process, 3);

            assertThat(out).containsPattern("changed +1 +1").containsPattern("got it elsewhere +1 +1");
            assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(SUBSIDIARY, PARTNER);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void aFileThatCannotBeUsedIsRefusedBeforeAnythingIsRead(String name, String content, String message)
            throws Exception {
        ProgramResult result = sync(file(name, content), "--yes");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(name, message);
        assertThat(result.out()).isEmpty();
    }

    static List<Arguments> aFileThatCannotBeUsedIsRefusedBeforeAnythingIsRead() {
        return List.of(
                Arguments.of("a.yaml", "", "it is empty"),
                Arguments.of("a.yaml", "{}", "names no image"),
                Arguments.of("a.yaml", "- img-1", "must map image ids"),
                Arguments.of("a.yaml", "img-1: [1038493875", "line 1"),
                Arguments.of("a.yaml", "img-1:", "img-1: it must have a list"),
                Arguments.of("a.yaml", "img-1: 1038493875", "img-1: it must have a list"),
                Arguments.of("a.yaml", "img-1: [acme]", "img-1: account id \"acme\""),
                Arguments.of("a.yaml", "web: [1038493875]", "image id \"web\""),
                Arguments.of("a.yaml", "img-1: [7]\nimg-1: [8]", "line 2: duplicate key img-1"),
                Arguments.of("a.csv", "", "it is empty"),
                Arguments.of("a.csv", "image_id,account_id\n", "names no image"),
                Arguments.of(
                        "a.csv", "image,account\nimg-1,7\n", "line 1: the header has no image_id; it is image,account"),
                Arguments.of("a.csv", "image_id,account_id\nimg-1,acme\n", "line 2: account id \"acme\""),
                Arguments.of("a.csv", "image_id,account_id\nimg-1\n", "line 2: it has no account_id"),
                Arguments.of("a.txt", "img-1", "say it with --format"));
    }

    @Test
    void aMissingFileIsSaid() {
        ProgramResult result = sync(folder.resolve("none.yaml").toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("none.yaml", "no such file");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    --yes                            | Missing required parameter
                    a.yaml --max-removals -1         | --max-removals -1
                    a.yaml --max-removals few        | is not a number
                    """)
    void wrongUsageIsExplained(String args, String message) {
        ProgramResult result = sync(args.split(" +"));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void explainsItselfAndItsExitCodes() {
        assertThat(sync("--help").out())
                .contains("--dry-run", "--yes", "--max-removals", "--without-removals", "Exit codes:")
                .containsPattern("(?m)^  3 ")
                .containsPattern("(?m)^  4 ");
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static String audit() {
        return ProgramResult.fake("audit", "-o", "csv").out();
    }

    private static ProgramResult sync(String... args) {
        return ProgramResult.fake("sync", args);
    }
}
