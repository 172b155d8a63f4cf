package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId SUBSIDIARY = AccountId.of("100000000018");

    @TempDir
    private Path folder;

    @Test
    void printsWhoHasAccessSinceWhen() {
        ProgramResult result = audit();

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .containsPattern("img-n9eekbnt +web-001 +NORMAL +100000000018 +20\\d\\d-")
                .contains("database-003");
    }

    @Test
    void printsCsvAndNothingElse() {
        ProgramResult result = audit("--output", "csv");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("image_id,image_name,image_state,account_id,shared_at\r\nimg-");
        assertThat(result.out().lines()).allMatch(line -> line.split(",", -1).length == 5);
    }

    @Test
    void printsJsonAndNothingElse() {
        ProgramResult result = audit("-o", "json");

        assertThat(result.exit()).isZero();
        assertThat(JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonArray("images"))
                .hasSize(12);
    }

    @Test
    void writesCsvAndJsonToAFileWhereOneIsNamed() throws Exception {
        Path csv = folder.resolve("a.csv");
        Path json = folder.resolve("a.json");

        ProgramResult toCsv = audit("--csv", csv.toString());
        ProgramResult toJson = audit("--json=" + json);

        assertThat(toCsv.out()).as("the table, as without the file").contains("database-003");
        assertThat(toJson.err()).contains("Written to " + json);
        assertThat(toCsv.err()).contains("Written to " + csv);
        assertThat(csv).content().isEqualTo(audit("--output", "csv").out());
        assertThat(JsonParser.parseString(Files.readString(json))
                        .getAsJsonObject()
                        .getAsJsonArray("images"))
                .hasSize(12);
    }

    @Test
    void readsOnlyTheImagesAskedFor() {
        assertThat(audit("--image", "img-n9eekbnt,img-aist4nbm", "-o", "csv")
                        .out()
                        .lines())
                .allMatch(line -> line.matches("(image_id|img-n9eekbnt|img-aist4nbm|#end [0-9]+ complete),.*"))
                .anyMatch(line -> line.startsWith("img-aist4nbm"));
        assertThat(rows(audit("--name", "bastion", "-o", "csv")))
                .isNotEmpty()
                .allMatch(line -> line.contains(",bastion-00"));
    }

    @Test
    void sharesPastTheirTimeAreFoundAndToldByTheExitCode() {
        ProgramResult old = audit("--older-than", "365d", "-o", "csv");
        ProgramResult none = audit("--older-than", "9000d", "-o", "csv");

        assertThat(old.exit()).isEqualTo(3);
        assertThat(rows(old))
                .isNotEmpty()
                .allMatch(line -> Instant.parse(line.substring(line.lastIndexOf(',') + 1))
                        .isBefore(Instant.now().minus(Duration.ofDays(365))));
        assertThat(none.exit()).isZero();
        assertThat(rows(none)).isEmpty();
        assertThat(none.out()).endsWith("#end 0 narrowed,,,,\r\n");
    }

    @Test
    void accountsOutsideTheAllowListAreFoundAndToldByTheExitCode() throws Exception {
        Path some = Files.writeString(folder.resolve("some"), "# partners\n100000000018\n\n 100000023775 # HQ\n");
        Path all = Files.writeString(
                folder.resolve("all"), "100000000018\n100000007937\n100000015856\n100000023775\n100000031694\n");

        ProgramResult outside = audit("--allow-list", some.toString(), "-o", "csv");
        ProgramResult nobody = audit("--allow-list", all.toString());

        assertThat(outside.exit()).isEqualTo(3);
        assertThat(outside.out()).contains("100000031694").doesNotContain("100000000018", "100000023775");
        assertThat(nobody.exit()).isZero();
    }

    @Test
    void aBadAllowListIsRefusedBeforeAnythingIsRead() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad"), "100000000018\nacme\n");

        ProgramResult result = audit("--allow-list", bad.toString());
        ProgramResult missing = audit("--allow-list", folder.resolve("none").toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("bad, line 2", "\"acme\"").doesNotContain("Reading");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("no such file");
    }

    @Test
    void line10AnAllowListOfAWindowsShellIsReadAndOneInGbkIsNamed() throws Exception {
        Path windows = Files.write(
                folder.resolve("windows"), "\ufeff100000000018; 100000023775\r\n".getBytes(StandardCharsets.UTF_16LE));
        Path gbk = Files.write(folder.resolve("gbk"), "# 伙伴\n100000000018\n".getBytes(Charset.forName("GBK")));

        assertThat(audit("--allow-list", windows.toString(), "-o", "csv").out())
                .contains("100000031694")
                .doesNotContain("100000000018", "100000023775");
        ProgramResult refused = audit("--allow-list", gbk.toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("gbk, line 1: it is not UTF-8; it seems to be GBK");
    }

    @Test
    void line14AFullDeviceIsSaid() {
        ProgramResult result = audit("--csv", "/dev/full");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("/dev/full cannot be written").doesNotContain("Written");
    }

    @Test
    void aPageThatCannotBeWrittenIsSaid() {
        ProgramResult result =
                audit("--html", folder.resolve("no/such/folder/a.html").toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("cannot be written");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    --older-than 90             | "90": a number from 1 with its unit, like 90s, 30m, 2h or 90d
                    --older-than 0d             | "0d": a number from 1 with its unit
                    --older-than 1w             | "1w": a number from 1 with its unit
                    --output xml                | one of text, json, csv
                    --image img-1 --name web    | mutually exclusive
                    --tag team                  | KEY=VALUE
                    --tag a=1 --tag b=2         | one tag at most
                    --name=                     | must not be blank
                    --partners 501              | --partners 501
                    --partners -1               | --partners -1
                    """)
    void wrongUsageIsExplained(String args, String message) {
        ProgramResult result = audit(args.split(" +"));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void explainsItself() {
        assertThat(audit("--help").out()).contains("--fake", "--older-than", "--allow-list", "--html", "Exit codes:");
    }

    @Test
    void liveReadsByTagAndNamesWhatWasDeletedMeanwhile() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            cloud.addImage(image -> image.tag("team", "web").sharedWith(PARTNER));
            cloud.addImage(image -> image.tag("team", "data").sharedWith(SUBSIDIARY));
            ImageId gone = cloud.addImage(image -> image.name("gone").tag("team", "mail"));

            LiveProgram program = new LiveProgram(cloud, "audit");
            String web = program.runHere(0, "--tag", "team=web");
            cloud.failNext("DescribeImageSharePermission", Fault.error("InvalidImageId.NotFound", "cannot be found."));
            String mail = program.runHere(0, "--tag", "team=mail");

            assertThat(web).contains(PARTNER.value()).doesNotContain(SUBSIDIARY.value());
            assertThat(mail).contains(gone + " was deleted meanwhile", "DELETED");
            assertThat(cloud.requests("ModifyImageSharePermission")).isEmpty();
        }
    }

    @Test
    void liveSaysWhatTheAccessPolicyLacks() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            cloud.addImage();
            cloud.refuse("cvm:DescribeImageSharePermission");

            assertThat(new LiveProgram(cloud, "audit").runHere(1))
                    .contains("AccessDeniedException", "cvm:DescribeImageSharePermission");
        }
    }

    /** Without the header and the row that ends it. */
    private static List<String> rows(ProgramResult csv) {
        List<String> lines = csv.out().lines().toList();
        return lines.subList(1, lines.size() - 1);
    }

    private static ProgramResult audit(String... args) {
        return ProgramResult.fake("audit", args);
    }
}
