package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command does what it says, and says it as text, JSON and comma-separated values. */
class CommandsTest {

    private static final String WRITE = "ModifyImageSharePermission";
    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId SUBSIDIARY = AccountId.of("100000000018");
    private static final AccountId LEFT = AccountId.of("100000023775");
    private static final String HEADER = "region,image_id,account_id,outcome,reason\r\n";

    private final FakeTencentCloud cloud = FakeTencentCloud.start();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        cloud.close();
    }

    private ProgramResult run(String command, String... args) {
        return new LiveProgram(cloud, command).here("", args);
    }

    private static JsonObject json(ProgramResult result) {
        return JsonParser.parseString(result.out()).getAsJsonObject();
    }

    @Test
    void imagesThatAreNamedAreTheOnlyOnesAskedFor() {
        cloud.addImages(3);
        ImageId image = cloud.addImage();

        for (String command : List.of("share", "unshare", "check")) {
            assertThat(run(command, "--image", image.value(), "--accounts", PARTNER.value())
                            .exit())
                    .isZero();
        }
        assertThat(run("list", "--image", image.value()).exit()).isZero();
        assertThat(run("audit", "--image", image.value()).exit()).isZero();

        assertThat(cloud.requests("DescribeImages"))
                .isNotEmpty()
                .extracting(RecordedRequest::body)
                .allMatch(body -> body.contains(image.value()));
    }

    @Test
    void sharesAndSaysItInEachForm() {
        ImageId image = cloud.addImage(one -> one.sharedWith(SUBSIDIARY));
        cloud.closeAccount(LEFT);
        String accounts = PARTNER + "," + SUBSIDIARY + "," + LEFT;

        ProgramResult csv = run("share", "--image", image.value(), "--accounts", accounts, "-o", "csv");
        ProgramResult json = run("share", "--image", image.value(), "--accounts", accounts, "-o", "json");

        assertThat(csv.exit()).isEqualTo(1);
        assertThat(csv.out())
                .startsWith(HEADER)
                .contains("ap-guangzhou," + image + "," + PARTNER + ",changed,\r\n")
                .contains("ap-guangzhou," + image + "," + SUBSIDIARY + ",unchanged,\r\n")
                .contains("ap-guangzhou," + image + "," + LEFT + ",failed,\"AccountNotFoundException: ");
        assertThat(json.exit()).isEqualTo(1);
        assertThat(json(json).getAsJsonObject("counts").get("unchanged").getAsInt())
                .isEqualTo(2);
        assertThat(json(json).getAsJsonArray("missing")).isEmpty();
    }

    @Test
    void severalRegionsStandBesideEachOtherInJson() {
        ImageId here = cloud.addImage();
        ImageId there = cloud.addImage(one -> one.region(Region.of("ap-singapore")));

        ProgramResult result = run(
                "share",
                "--region",
                "ap-guangzhou,ap-singapore",
                "--image",
                here + "," + there + ",img-typo0000",
                "--accounts",
                PARTNER.value(),
                "-o",
                "json");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(json(result).getAsJsonArray("regions"))
                .hasSize(2)
                .allSatisfy(region -> assertThat(region.getAsJsonObject()
                                .getAsJsonObject("report")
                                .get("complete")
                                .getAsBoolean())
                        .isTrue());
        assertThat(json(result).getAsJsonArray("missing").get(0).getAsString()).isEqualTo("img-typo0000");
    }

    @Test
    void aDryRunChangesNothingAndTellsPendingChanges() {
        ImageId image = cloud.addImage(one -> one.sharedWith(SUBSIDIARY));
        String accounts = PARTNER + "," + SUBSIDIARY;

        ProgramResult share = run("share", "--image", image.value(), "--accounts", accounts, "--dry-run", "-o", "json");
        ProgramResult unshare = run("unshare", "--image", image.value(), "--accounts", accounts, "--dry-run");
        ProgramResult nothing =
                run("share", "--image", image.value(), "--accounts", SUBSIDIARY.value(), "--dry-run", "-o", "csv");

        assertThat(share.exit()).isEqualTo(3);
        assertThat(json(share).get("pending").getAsBoolean()).isTrue();
        assertThat(json(share).getAsJsonArray("plans").get(0).getAsJsonObject().getAsJsonArray("toShare"))
                .hasSize(1);
        assertThat(unshare.exit()).isEqualTo(3);
        assertThat(unshare.out()).contains(image + ": 0 gain access, 1 lose it", " - " + SUBSIDIARY);
        assertThat(nothing.exit()).isZero();
        assertThat(nothing.out()).isEqualTo(HEADER + "ap-guangzhou," + image + "," + SUBSIDIARY + ",unchanged,\r\n");
        assertThat(cloud.requests(WRITE)).isEmpty();
    }

    @Test
    void accountsOfListFileAndOrganizationAreJoined() throws IOException {
        ImageId image = cloud.addImage();
        cloud.organization(organization -> organization.member(LEFT));
        Path file = Files.writeString(folder.resolve("partners"), "# ours\n" + SUBSIDIARY + "\n");

        ProgramResult result = run(
                "share",
                "--image",
                image.value(),
                "--accounts",
                PARTNER.value(),
                "--accounts-file",
                file.toString(),
                "--organization");

        assertThat(result.exit()).as(result.said()).isZero();
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, SUBSIDIARY, LEFT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            1038493875              | its last line has no line end: it may have been cut off
            1,138,493,875\\n         | looks like digits in groups
            7\\n1.03849E+09\\n        | line 2: account id "1.03849E+09"
            # nobody\\n              | it names no account
            \\n                      | it names no account
            """)
    void aFileOfAccountsThatCannotBeTrustedIsRefusedBeforeAnythingIsAsked(String content, String message)
            throws IOException {
        Path file = Files.writeString(folder.resolve("partners"), content.replace("\\n", "\n"));

        for (String command :
                List.of("share --all", "unshare --all", "check --all", "blueprint share --blueprint lhbp-1")) {
            ProgramResult result = run(command, "--accounts-file", file.toString());

            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err()).contains("partners", message);
        }
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void takesAccessFromTheAccountsNamedAndFromNoOther() {
        ImageId image = cloud.addImage(one -> one.sharedWith(PARTNER, SUBSIDIARY));

        ProgramResult result =
                run("unshare", "--image", image.value(), "--accounts", PARTNER + "," + LEFT, "-o", "csv");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains(PARTNER + ",changed,", LEFT + ",unchanged,");
        assertThat(cloud.accountsOf(image)).containsExactly(SUBSIDIARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--all --everyone", "--name web --accounts 1038493875", "--tag team=web --everyone"})
    void whatIsNotNamedOneByOneLosesAccessOnlyWithYes(String args) {
        ImageId image = cloud.addImage(one -> one.name("web").tag("team", "web").sharedWith(PARTNER));
        String command = "unshare " + args;

        ProgramResult asked = run(command, "-o", "json");

        assertThat(asked.exit()).isEqualTo(3);
        assertThat(asked.err()).contains("nothing was changed; --yes does it");
        assertThat(run(command, "--yes", "--dry-run").exit()).isEqualTo(3);
        assertThat(cloud.requests(WRITE)).isEmpty();

        assertThat(run(command, "--yes").exit()).isZero();
        assertThat(cloud.accountsOf(image)).isEmpty();
        assertThat(run(command, "--yes").exit()).isZero();
    }

    @Test
    void aMissingImageIsAFailureOfEachCommand() {
        cloud.addImage();
        for (String command : List.of(
                "share --image img-typo0000 --accounts 7",
                "unshare --image img-typo0000 --accounts 7",
                "unshare --image img-typo0000 --everyone --yes",
                "share --image img-typo0000 --accounts 7 --dry-run",
                "list --image img-typo0000",
                "audit --image img-typo0000",
                "lighthouse share --image img-typo0000")) {
            ProgramResult result = run(command);

            assertThat(result.exit()).as(command + result.said()).isEqualTo(1);
            assertThat(result.said()).contains("img-typo0000");
        }
        assertThat(run("wait --image img-typo0000 --timeout 1s").exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "share --accounts 7",
                "share --accounts 7 --dry-run",
                "unshare --accounts 7",
                "unshare --accounts 7 --dry-run",
                "unshare --everyone --yes",
                "check --accounts 7",
                "lighthouse check"
            })
    void anImageThatIsNotThereIsMissingInTheJsonOfOneRegionAsInThatOfSeveral(String command) {
        ImageId image = cloud.addImage(one -> one.sharedWith(LEFT));
        String images = image + ",img-typo0000";

        ProgramResult one = run(command, "--image", images, "-o", "json");

        assertThat(one.exit()).as(one.said()).isEqualTo(1);
        assertThat(json(one).getAsJsonArray("missing"))
                .extracting(JsonElement::getAsString)
                .containsExactly("img-typo0000");
        assertThat(run(command, "--image", "img-typo0000", "-o", "csv").out()).contains("ap-guangzhou,img-typo0000,");
        if (!command.startsWith("lighthouse")) {
            ProgramResult two = run(command, "--image", images, "-o", "json", "--region", "ap-guangzhou,ap-singapore");
            assertThat(two.exit()).as(two.said()).isEqualTo(1);
            assertThat(json(two).getAsJsonArray("missing"))
                    .extracting(JsonElement::getAsString)
                    .containsExactly("img-typo0000");
        }
    }

    @Test
    void checkNamesEveryViolationAndChangesNothing() {
        ImageId good = cloud.addImage();
        ImageId bad = cloud.addImage(one -> one.license(LicenseType.BYOL).state(ImageState.CREATING));

        ProgramResult text = run("check", "--all", "--accounts", PARTNER.value());
        ProgramResult json = run("check", "--image", bad.value(), "--accounts", PARTNER.value(), "-o", "json");
        ProgramResult csv = run("check", "--all", "--accounts", PARTNER.value(), "-o", "csv");

        assertThat(text.exit()).isEqualTo(3);
        assertThat(text.out())
                .contains(good + " can be shared", "ImageNotShareableException (BYOL)", "ImageNotReadyException");
        assertThat(json.exit()).isEqualTo(3);
        JsonObject image = json(json).getAsJsonArray("images").get(0).getAsJsonObject();
        assertThat(image.get("imageId").getAsString()).isEqualTo(bad.value());
        assertThat(image.get("allowed").getAsBoolean()).isFalse();
        assertThat(image.getAsJsonArray("violations")).hasSize(2);
        assertThat(csv.out())
                .startsWith("region,image_id,outcome,reason\r\n")
                .contains("ap-guangzhou," + good + ",allowed,\r\n", "ap-guangzhou," + bad + ",violated,ImageNot");
        assertThat(run("check", "--image", good.value(), "--accounts", PARTNER.value())
                        .exit())
                .isZero();
        assertThat(cloud.requests(WRITE)).isEmpty();
    }

    @Test
    void listsImagesInEachForm() {
        ImageId image = cloud.addImage(one -> one.name("=web, 1").family("golden"));

        assertThat(run("list").out()).contains(image.value(), "=web, 1", "NORMAL");
        JsonObject listed =
                json(run("list", "-o", "json")).getAsJsonArray("images").get(0).getAsJsonObject();
        assertThat(listed.keySet())
                .containsExactly(
                        "imageId",
                        "name",
                        "state",
                        "createdAt",
                        "sizeGiB",
                        "license",
                        "platform",
                        "osName",
                        "architecture",
                        "family",
                        "deprecated");
        assertThat(listed.get("name").getAsString()).isEqualTo("=web, 1");
        assertThat(run("list", "-o", "csv").out())
                .startsWith("region,image_id,image_name,image_state,created_at,size_gib,license,platform,os_name,"
                        + "architecture,family,deprecated\r\nap-guangzhou," + image + ",\"'=web, 1\",NORMAL,");
    }

    @Test
    void waitsUntilAnImageIsNormalAndSaysWhatItIs() {
        ImageId image = cloud.addImage(one -> one.state(ImageState.CREATING));
        cloud.afterEach("DescribeImages", () -> cloud.changeImage(image, one -> one.state(ImageState.NORMAL)));

        ProgramResult result = run("wait", "--image", image.value(), "--timeout", "1m", "-o", "json");

        assertThat(result.exit()).as(result.said()).isZero();
        assertThat(json(result)
                        .getAsJsonArray("images")
                        .get(0)
                        .getAsJsonObject()
                        .get("state")
                        .getAsString())
                .isEqualTo("NORMAL");
    }

    @Test
    void doesNotWaitForAnImageThatCouldNotBeMade() {
        ImageId image = cloud.addImage(one -> one.state(ImageState.CREATEFAILED));
        ImageId ready = cloud.addImage();

        ProgramResult result = run("wait", "--image", image + "," + ready, "-o", "csv");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("ImageNotReadyException");
        assertThat(result.out().lines().toList().get(0)).endsWith(",deprecated,reason");
        assertThat(result.out())
                .contains("ap-guangzhou," + ready + ",")
                .contains("ap-guangzhou," + image + ",,,,,,,,,,,ImageNotReadyException: ");
    }

    @Test
    void whoWaitsForAnImageThatIsNotListedIsToldAtOnceAndInTheEnd() {
        ImageId ready = cloud.addImage();

        ProgramResult result = run("wait", "--image", ready + ",img-typo0000", "--timeout", "1s", "-o", "json");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .containsSubsequence(
                        "img-typo0000 is not listed in ap-guangzhou yet; is it the right id and region?",
                        "Waiting for " + ready);
        assertThat(result.err()).doesNotContain(ready + " is not listed");
        assertThat(json(result).getAsJsonArray("images")).hasSize(1);
        JsonObject failed = json(result).getAsJsonArray("failed").get(0).getAsJsonObject();
        assertThat(failed.get("imageId").getAsString()).isEqualTo("img-typo0000");
        assertThat(failed.getAsJsonObject("error").keySet()).contains("type", "message");
    }

    @Test
    void aDistributionIsPlannedAndDoneInEachForm() {
        ImageId image = cloud.addImage(one -> one.name("golden"));
        String command = "distribute --image " + image + " --to ap-singapore --accounts " + PARTNER;

        ProgramResult plan = run(command, "--dry-run", "-o", "csv");
        assertThat(plan.exit()).isEqualTo(3);
        assertThat(plan.out())
                .contains("ap-singapore,,,to_copy,\r\n", "ap-guangzhou," + image + "," + PARTNER + ",to_share,");
        assertThat(run(command, "--dry-run", "-o", "json").out()).contains("\"toCopy\": true");
        assertThat(cloud.requests("SyncImages")).isEmpty();

        ProgramResult done = run(command, "-o", "csv");
        assertThat(done.exit()).as(done.said()).isZero();
        assertThat(done.out()).startsWith(HEADER).containsPattern("ap-singapore,img-\\w+," + PARTNER + ",changed,");
        ProgramResult again = run(command, "-o", "json");
        assertThat(json(again).get("complete").getAsBoolean()).isTrue();
        assertThat(run(command, "--dry-run").exit()).isZero();
    }

    @Test
    void sharesIntoLighthouseOnceAndTakesItBack() {
        ImageId image = cloud.addImage();
        ImageId other = cloud.addImage(one -> one.cloudInit(false));

        ProgramResult check = run("lighthouse check", "--image", image + "," + other, "-o", "csv");
        ProgramResult first = run("lighthouse share", "--image", image.value(), "-o", "json");
        ProgramResult again = run("lighthouse share", "--image", image + "," + other, "-o", "csv");

        assertThat(check.exit()).isEqualTo(3);
        assertThat(check.out()).contains(image + ",allowed", other + ",violated");
        BlueprintId blueprint = cloud.blueprintOf(image).orElseThrow();
        JsonObject shared = json(first).getAsJsonArray("images").get(0).getAsJsonObject();
        assertThat(first.exit()).isZero();
        assertThat(shared.get("blueprintId").getAsString()).isEqualTo(blueprint.value());
        assertThat(shared.get("outcome").getAsString()).isEqualTo("changed");
        assertThat(shared.get("error").isJsonNull()).isTrue();
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.out())
                .startsWith("region,image_id,blueprint_id,outcome,reason\r\n")
                .contains(image + "," + blueprint + ",unchanged,", other + ",,failed,\"ImageNotShareableException");

        assertThat(run("lighthouse unshare", "--image", image.value()).out()).contains(image + " unshared");
        assertThat(run("lighthouse unshare", "--image", image.value(), "-o", "csv")
                        .out())
                .endsWith(image + ",,unshared,\r\n");
        assertThat(cloud.blueprintOf(image)).isEmpty();
    }

    @Test
    void handsABlueprintOnAndListsWhoHasIt() {
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());
        cloud.closeAccount(LEFT);
        String named = "--blueprint " + blueprint;

        ProgramResult share = run("blueprint share " + named, "--accounts", PARTNER.value(), "-o", "csv");
        ProgramResult refused = run("blueprint share " + named, "--accounts", PARTNER + "," + LEFT, "-o", "json");
        ProgramResult list = run("blueprint list " + named, "-o", "json");

        assertThat(share.exit()).as(share.said()).isZero();
        assertThat(share.out())
                .isEqualTo("region,blueprint_id,account_id,outcome,reason\r\nap-guangzhou," + blueprint + "," + PARTNER
                        + ",changed,\r\n");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(json(refused)
                        .getAsJsonArray("blueprints")
                        .get(0)
                        .getAsJsonObject()
                        .get("blueprintId")
                        .getAsString())
                .isEqualTo(blueprint.value());
        assertThat(list.exit()).isZero();
        assertThat(json(list)
                        .getAsJsonArray("blueprints")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("accounts")
                        .get(0)
                        .getAsJsonObject()
                        .get("accountId")
                        .getAsString())
                .isEqualTo(PARTNER.value());
        assertThat(run("blueprint list " + named, "-o", "csv").out())
                .startsWith("region,blueprint_id,account_id,shared_at\r\nap-guangzhou," + blueprint + "," + PARTNER);
        assertThat(run("blueprint unshare " + named, "--accounts", PARTNER.value())
                        .exit())
                .isZero();
        assertThat(cloud.accountsOf(blueprint)).isEmpty();
        assertThat(run("blueprint share --blueprint lhbp-typo", "--accounts", PARTNER.value())
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void anInterruptedBatchTellsWhatItDidFromWhatItDidNotBegin() {
        List<ImageId> images = cloud.addImages(40);
        cloud.addImage(one -> one.license(LicenseType.BYOL));
        Thread work = Thread.currentThread();
        cloud.afterEach(WRITE, () -> {
            if (cloud.requests(WRITE).size() >= 3) {
                work.interrupt();
            }
        });

        ProgramResult result = run("share", "--all", "--accounts", PARTNER.value(), "-o", "csv");

        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        assertThat(result.exit()).isEqualTo(130);
        List<String> rows = result.out().lines().skip(1).toList();
        assertThat(rows).hasSize(41);
        assertThat(rows).filteredOn(row -> row.contains(",failed,")).allMatch(row -> row.contains("BYOL"));
        assertThat(rows).anyMatch(row -> row.contains(",not_begun,CallInterruptedException"));
        long shared = images.stream()
                .filter(image -> !cloud.accountsOf(image).isEmpty())
                .count();
        long said = rows.stream().filter(row -> row.contains(",changed,")).count();
        long inDoubt = rows.stream().filter(row -> row.contains(",unknown,")).count();
        assertThat(shared).isBetween(said, said + inDoubt);
    }

    @Test
    void anInterruptedBatchCountsWhatItDidNotBeginByItself() {
        cloud.addImages(40);
        Thread work = Thread.currentThread();
        cloud.afterEach(WRITE, work::interrupt);

        ProgramResult result = run("share", "--all", "--accounts", PARTNER.value());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.exit()).isEqualTo(130);
        assertThat(result.out())
                .containsPattern("refused +0 +0")
                .containsPattern("not begun +[1-9][0-9]* +[1-9]")
                .contains("run it again to complete them");
    }

    @Test
    void theJsonOfAnInterruptedBatchNamesTheImagesThatWereNotBegun() {
        List<ImageId> images = cloud.addImages(40);
        Thread work = Thread.currentThread();
        cloud.afterEach(WRITE, work::interrupt);

        ProgramResult result = run("share", "--all", "--accounts", PARTNER.value(), "-o", "json");

        assertThat(Thread.interrupted()).isTrue();
        List<String> notBegun = new ArrayList<>();
        json(result).getAsJsonArray("notBegun").forEach(image -> notBegun.add(image.getAsString()));
        assertThat(notBegun).isNotEmpty().hasSizeLessThan(40);
        assertThat(images)
                .filteredOn(image -> notBegun.contains(image.value()))
                .hasSameSizeAs(notBegun)
                .allMatch(image -> cloud.accountsOf(image).isEmpty());
        assertThat(json(result).getAsJsonArray("missing")).isEmpty();
    }

    @Test
    void anAuditSaysHowFarItIsAndSendsNoMoreThanAnotherList() {
        List<ImageId> images = cloud.addImages(30);

        ProgramResult result = run("audit", "-o", "json");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("Reading", "30/30");
        assertThat(json(result).getAsJsonArray("images")).hasSize(30);
        assertThat(cloud.requests("DescribeImageSharePermission")).hasSameSizeAs(images);
        assertThat(cloud.requests("DescribeImages")).hasSize(2);
    }

    @Test
    void withoutATerminalNoLineOfTheProgressIsSaidTwiceAndOneImageIsOneLine() {
        cloud.addImages(3);

        String three = run("share", "--all", "--accounts", PARTNER.value()).err();
        ImageId image = cloud.addImage();
        String one = run("share", "--image", image.value(), "--accounts", PARTNER.value())
                .err();

        assertThat(three.lines().toList())
                .doesNotHaveDuplicates()
                .last()
                .asString()
                .contains("3/3");
        assertThat(one.lines()).singleElement().asString().contains("Sharing", "1/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "audit",
                "check --all --accounts 7",
                "share --all --accounts 7",
                "unshare --all --everyone"
            })
    void whatThePolicyRefusesIsAFailure(String command) {
        cloud.addImage();
        cloud.failAlways("DescribeImages", Fault.error("UnauthorizedOperation", "not you"));

        ProgramResult result = run(command, "-o", "json");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("AccessDeniedException");
    }

    @Test
    void theRoleOfTheEnvironmentIsAssumed() {
        String arn = "qcs::cam::uin/" + cloud.ownAccount() + ":roleName/images";
        cloud.addRole(AssumedRole.of(arn).externalId("release-4711"));

        ProgramResult result = ProgramResult.of(
                with(Map.of(
                        "TENCENTCLOUD_REGION", "ap-guangzhou",
                        "TENCENTCLOUD_ROLE_ARN", "qcs::cam::uin/7:roleName/another",
                        "TENCENTCLOUD_ASSUME_ROLE_ARN", arn,
                        "TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME", "nightly",
                        "TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION", "3600",
                        "TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID", "release-4711")),
                "list");

        assertThat(result.exit()).as(result.said()).isZero();
        assertThat(cloud.requests("AssumeRole"))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains(arn, "nightly", "3600", "release-4711"));
    }

    @Test
    void anExternalIdThatIsRefusedIsNotShown() {
        ProgramResult result = ProgramResult.of(
                with(Map.of(
                        "TENCENTCLOUD_ASSUME_ROLE_ARN", "qcs::cam::uin/7:roleName/images",
                        "TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID", "hush-hush!")),
                "list",
                "--region",
                "ap-guangzhou");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("external id of 10 characters").doesNotContain("hush-hush");
    }

    private Surroundings with(Map<String, String> environment) {
        Surroundings on = TestSurroundings.on(cloud);
        return new Surroundings(environment::get, on.home(), on.in(), on.asks(), on.cloud(), false);
    }
}
