package io.github.imagesharing.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.examples.console.CloudOptions;
import io.github.imagesharing.examples.console.SampleCloud;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
                .filter(line -> !line.startsWith("img-n9eekbnt,web-001,NORMAL,100000000018"))
                .collect(Collectors.joining("\n"));

        ProgramResult result = sync(file("access.csv", access + "\nimg-r4survxo,,,1038493875,\n"));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out())
                .contains("img-n9eekbnt: 0 gain access, 1 lose it", " - 100000000018")
                .contains("img-r4survxo: 1 gain access, 0 lose it", " + 1038493875")
                .contains("2 images differ: 1 accounts gain access, 1 lose it", "nothing was changed")
                .doesNotContain("Summary");
    }

    @Test
    void liveChangesNothingUntilToldAndThenExactlyThePlan() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId web = cloud.addImage(image -> image.sharedWith(SUBSIDIARY, LEFT));
            ImageId mail = cloud.addImage(image -> image.sharedWith(LEFT));
            ImageId other = cloud.addImage(image -> image.sharedWith(LEFT));
            LiveProgram program = new LiveProgram(cloud, Sync.class);
            String desired = file("access.yaml", "%s: [1038493875, 100000000018]\n%s: []\n".formatted(web, mail));

            assertThat(program.run(3, desired)).contains("nothing was changed");
            assertThat(program.run(3, desired, "--yes", "--dry-run")).contains("nothing was changed");
            assertThat(program.run(4, desired, "--yes", "--max-removals", "1")).contains("allowed are 1 removals");
            assertThat(cloud.requests(WRITE)).isEmpty();

            assertThat(program.run(0, desired, "--yes", "--max-removals", "2")).containsPattern("changed +2 +3");
            assertThat(cloud.accountsOf(web)).containsExactlyInAnyOrder(SUBSIDIARY, PARTNER);
            assertThat(cloud.accountsOf(mail)).isEmpty();
            assertThat(cloud.accountsOf(other)).containsExactly(LEFT);

            cloud.resetRequests();
            assertThat(program.run(0, desired, "--yes")).contains("0 images differ");
            assertThat(cloud.requests(WRITE)).isEmpty();
        }
    }

    @Test
    void liveTakesAccessFromNobodyWithoutRemovals() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(one -> one.sharedWith(LEFT));
            String desired = file("access.yml", image + ": [1038493875]");

            new LiveProgram(cloud, Sync.class).run(0, desired, "--yes", "--without-removals", "--max-removals", "0");

            assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(LEFT, PARTNER);
        }
    }

    @Test
    void liveChangesNothingWhereAnImageCannotBeRead() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();
            String desired = file("access.yaml", image + ": [1038493875]\nimg-00000000: []\n");

            String out = new LiveProgram(cloud, Sync.class).run(1, desired, "--yes");

            assertThat(out).contains("img-00000000", "ImageNotFoundException", "nothing was changed");
            assertThat(cloud.requests(WRITE)).isEmpty();
        }
    }

    @Test
    void liveSaysWhatWasRefusedAndDoesTheRest() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(one -> one.sharedWith(LEFT));
            cloud.closeAccount(SampleCloud.CLOSED_ACCOUNT);
            String desired = file("access.yaml", image + ":\n  - 1038493875\n  - " + SampleCloud.CLOSED_ACCOUNT + "\n");

            String out = new LiveProgram(cloud, Sync.class).run(1, desired, "--yes");

            assertThat(out).contains("AccountNotFoundException", "for " + SampleCloud.CLOSED_ACCOUNT);
            assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
        }
    }

    @Test
    void liveLeavesWhoGotAccessMeanwhileAloneAndSaysSo() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();
            String desired = file("access.yaml", image + ": [1038493875]");
            cloud.failNext("DescribeImageSharePermission", Fault.silent(Duration.ofSeconds(5)));
            Process process = new LiveProgram(cloud, Sync.class).start(desired, "--yes");
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
                Arguments.of("a.yaml", "", "must map image ids"),
                Arguments.of("a.yaml", "{}", "names no image"),
                Arguments.of("a.yaml", "- img-1", "must map image ids"),
                Arguments.of("a.yaml", "img-1: [1038493875", "line 1"),
                Arguments.of("a.yaml", "img-1:", "img-1: it must have a list"),
                Arguments.of("a.yaml", "img-1: 1038493875", "img-1: it must have a list"),
                Arguments.of("a.yaml", "img-1: [acme]", "img-1: account id \"acme\""),
                Arguments.of("a.yaml", "web: [1038493875]", "image id \"web\""),
                Arguments.of("a.yaml", "img-1: [7]\nimg-1: [8]", "duplicate key img-1"),
                Arguments.of("a.csv", "", "names no image"),
                Arguments.of("a.csv", "image_id,account_id\n", "names no image"),
                Arguments.of(
                        "a.csv", "image,account\nimg-1,7\n", "line 2: it has no image_id; the header is image,account"),
                Arguments.of("a.csv", "image_id,account_id\nimg-1,acme\n", "line 2: account id \"acme\""),
                Arguments.of("a.csv", "image_id,account_id\nimg-1\n", "line 2: it has no account_id"),
                Arguments.of("a.txt", "img-1: []", "must end in .yaml, .yml or .csv"));
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
                    a.yaml --max-removals few        | is not an int
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
        return ProgramResult.of(new Audit(CloudOptions.withoutRateLimits()), "--csv")
                .out();
    }

    private static ProgramResult sync(String... args) {
        return ProgramResult.of(new Sync(CloudOptions.withoutRateLimits()), args);
    }
}
