package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeImage;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One run for several regions: each image is read and changed where it is, and every output says where that is. */
class SeveralRegionsTest {

    private static final String WRITE = "ModifyImageSharePermission";
    private static final String BOTH = "ap-guangzhou,ap-singapore";
    private static final Region GUANGZHOU = Region.of("ap-guangzhou");
    private static final Region SINGAPORE = Region.of("ap-singapore");
    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId LEFT = AccountId.of("100000023775");

    @TempDir
    private Path folder;

    private FakeTencentCloud cloud;
    private ImageId here;
    private ImageId there;

    @BeforeEach
    void addAnImageToEachRegion() {
        cloud = FakeTencentCloud.start();
        here = add(GUANGZHOU, image -> image.name("web").sharedWith(LEFT));
        there = add(SINGAPORE, image -> image.name("web").sharedWith(LEFT));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private ImageId add(Region region, Consumer<FakeImage> as) {
        return cloud.addImage(image -> as.accept(image.region(region)));
    }

    @Test
    void theTableOfAnAuditNamesTheRegionInEachRow() throws Exception {
        String out = run("audit", 0, "--region", "ap-guangzhou", "--region", "ap-singapore");

        assertThat(out)
                .contains("Images read in ap-guangzhou: 1", "Images read in ap-singapore: 1")
                .containsPattern("ap-guangzhou +" + here + " +web +NORMAL +" + LEFT)
                .containsPattern("ap-singapore +" + there + " +web +NORMAL +" + LEFT);
    }

    @Test
    void jsonAndPageOfAnAuditNameTheRegion() throws Exception {
        Path json = folder.resolve("a.json");
        Path page = folder.resolve("a.html");

        run("audit", 0, "--region", BOTH, "--json", json.toString(), "--html", page.toString());

        JsonArray regions =
                JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("regions");
        assertThat(regions)
                .extracting(one -> one.getAsJsonObject().get("region").getAsString())
                .containsExactly("ap-guangzhou", "ap-singapore");
        assertThat(regions)
                .extracting(one -> one.getAsJsonObject()
                        .getAsJsonObject("report")
                        .getAsJsonArray("images")
                        .get(0)
                        .getAsJsonObject()
                        .get("imageId")
                        .getAsString())
                .containsExactly(here.value(), there.value());
        assertThat(Files.readString(page))
                .contains("in ap-guangzhou, ap-singapore</h1>", "Images read: 2 · shown: 2 · accounts: 1 · shares: 2")
                .contains("<code>" + here + "</code><code>ap-guangzhou</code>")
                .contains("<code>" + there + "</code><code>ap-singapore</code>");
    }

    /** A script reads one shape, whatever the regions hold. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "share --accounts 100000000018",
                "share --accounts 100000000018 --dry-run",
                "unshare --accounts 100000000018",
                "unshare --everyone --yes",
                "unshare --everyone",
                "check --accounts 100000000018"
            })
    void jsonIsByRegionAlsoWhereOneRegionHasNoneOfTheImages(String command) {
        ProgramResult result =
                new LiveProgram(cloud, command).here("", "--region", BOTH, "--image", here.value(), "--output", "json");

        assertThat(JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonArray("regions"))
                .as(result.said())
                .extracting(one -> one.getAsJsonObject().get("region").getAsString())
                .containsExactly("ap-guangzhou", "ap-singapore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--yes"})
    void soIsThatOfAFileThatNamesOne(String option) throws Exception {
        String file = file("ap-singapore: {%s: [100000000018]}\n".formatted(there));

        ProgramResult result =
                new LiveProgram(cloud, ("sync " + option).strip()).here("", "--region", BOTH, file, "--output", "json");

        assertThat(JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonArray("regions"))
                .as(result.said())
                .hasSize(2);
    }

    @Test
    void aRegionThatIsNamedTwiceIsOne() {
        String one = ProgramResult.fake("audit", "-o", "csv").out();

        assertThat(ProgramResult.fake("audit", "-o", "csv", "--region", "ap-guangzhou,ap-guangzhou")
                        .out())
                .isEqualTo(one);
    }

    @Test
    void aSearchThatHadNothingToLookAtInOneRegionFails() throws Exception {
        String out = run("audit", 1, "--region", BOTH + ",eu-frankfurt", "--older-than", "9000d");

        assertThat(out)
                .contains("In eu-frankfurt there is no custom image; is it the right region?")
                .doesNotContain("In ap-");
        assertThat(run("audit", 3, "--region", BOTH, "--allow-list", allowList()))
                .contains(here.value(), there.value());
    }

    @Test
    void anImageThatIsNamedIsInOneOfTheRegions() throws Exception {
        assertThat(run("audit", 0, "--region", BOTH, "--image", there.value()))
                .contains("Images read in ap-guangzhou: 0", "Images read in ap-singapore: 1")
                .doesNotContain("no such custom image", "right region");
        assertThat(run("audit", 1, "--region", BOTH, "--image", there + ",img-typo0000"))
                .contains("img-typo0000: there is no such custom image in ap-guangzhou, ap-singapore");
    }

    @Test
    void aRegionThatCannotBeReadIsTheOneSaidLastAndLeavesNoReport() throws Exception {
        Path csv = Files.writeString(folder.resolve("a.csv"), "before");
        cloud.failNext("DescribeImages", Fault.error("UnauthorizedOperation", "not here"));

        String out = run("audit", 1, "--region", BOTH, "--csv", csv.toString());

        assertThat(out).containsSubsequence("Reading who has access in ap-guangzhou", "AccessDeniedException");
        assertThat(csv).content().isEqualTo("before");
    }

    @Test
    void aBatchSharesTheImagesOfEachRegionThere() throws Exception {
        cloud.closeAccount(LEFT);
        cloud.unshareElsewhere(here, LEFT);
        cloud.unshareElsewhere(there, LEFT);

        String out = run("share", 1, "--region", BOTH, "--all", "--accounts", PARTNER + "," + LEFT);

        assertThat(out)
                .containsPattern("changed +2 +2")
                .containsPattern("refused +2 +2")
                .containsSubsequence("Refused in ap-guangzhou", "on " + here + " web")
                .containsSubsequence("Refused in ap-singapore", "on " + there + " web");
        assertThat(cloud.accountsOf(here)).containsExactly(PARTNER);
        assertThat(cloud.accountsOf(there)).containsExactly(PARTNER);
        assertEachImageIsAskedForWhereItIs();
    }

    @Test
    void anImageOfABatchIsOnlyAskedForInItsRegion() throws Exception {
        String out =
                run("share", 1, "--region", BOTH, "--image", there + ",img-typo0000", "--accounts", PARTNER.value());

        assertThat(out)
                .contains("img-typo0000: there is no such custom image in ap-guangzhou, ap-singapore")
                .containsPattern("changed +1 +1");
        assertThat(cloud.accountsOf(there)).contains(PARTNER);
        assertThat(cloud.accountsOf(here)).doesNotContain(PARTNER);
        assertThat(cloud.requests("DescribeImages"))
                .as("no list of every image")
                .allMatch(request -> request.body().contains(there.value()));
        assertThat(cloud.requests())
                .filteredOn(request -> !request.action().equals("DescribeImages"))
                .noneMatch(request -> request.body().contains("typo"))
                .filteredOn(request -> request.body().contains(there.value()))
                .allMatch(request -> request.region().equals("ap-singapore"));
        assertThat(run("share", 1, "--region", BOTH, "--image", "img-typo0000", "--accounts", PARTNER.value()))
                .contains("no such custom image", "nothing was changed");
    }

    @Test
    void aBatchAsksForEachImageWithItsRegion() {
        ProgramResult result = ProgramResult.fake(
                TestSurroundings.answering("2\n1038493875\nn\ny\n"), "share", "--region", BOTH, "--images", "1");

        assertThat(result.exit()).isZero();
        assertThat(result.err())
                .containsPattern("web-001 \\(img-\\w+ in ap-guangzhou\\): share it\\?")
                .containsPattern("web-001 \\(img-\\w+ in ap-singapore\\): share it\\?");
        assertThat(result.out()).containsPattern("changed +1 +1");
    }

    @Test
    void aBatchOfAllFailsWhereOneRegionHasNoImageAndSharesTheOthers() throws Exception {
        String out = run("share", 1, "--region", BOTH + ",eu-frankfurt", "--all", "--accounts", PARTNER.value());

        assertThat(out)
                .contains("In eu-frankfurt there is no custom image; is it the right region?")
                .containsPattern("changed +2 +2");
    }

    @Test
    void aBatchThatIsEndedBeginsNoOtherRegion() throws Exception {
        List<ImageId> more = IntStream.range(0, 30)
                .mapToObj(i -> add(GUANGZHOU, image -> {}))
                .toList();
        Process process =
                new LiveProgram(cloud, "share").start("--region", BOTH, "--all", "--accounts", PARTNER.value());
        while (cloud.requests(WRITE).size() < 5) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(5);
        }
        process.toHandle().destroy();

        String out = LiveProgram.outputOf(process, 143);

        assertThat(out)
                .containsSubsequence("Not done in ap-guangzhou", "Not done in ap-singapore", "interrupted: 1 images");
        assertThat(cloud.accountsOf(there)).doesNotContain(PARTNER);
        assertThat(more).anyMatch(image -> cloud.accountsOf(image).isEmpty());
    }

    @Test
    void whatTheAuditOfSeveralRegionsPrintsIsInSyncAlready() throws Exception {
        String csv = auditOf(BOTH);

        assertThat(run("sync", 0, "--region", BOTH, csv, "--yes"))
                .contains("The plan for 1 images in ap-guangzhou", "The plan for 1 images in ap-singapore");
        assertThat(cloud.requests(WRITE)).isEmpty();
        assertEachImageIsAskedForWhereItIs();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "csv"})
    void aFileSetsTheAccessesOfEachRegion(String kind) throws Exception {
        String file = kind.equals("yaml")
                ? file("ap-guangzhou:\n  %s: [%s]\nap-singapore:\n  %s: []\n".formatted(here, PARTNER, there))
                : file("image_id,account_id,region\n%s,%s,ap-guangzhou\n%s,,ap-singapore\n"
                        .formatted(here, PARTNER, there));

        String plan = run("sync", 3, "--region", BOTH, file);
        String tooMany = run("sync", 4, "--region", BOTH, file, "--yes", "--max-removals", "1");

        assertThat(plan).contains("nothing was changed; --yes does it");
        assertThat(tooMany).contains("in all, 2 accounts lose access; allowed are 1 removals");
        assertThat(cloud.requests(WRITE)).isEmpty();

        assertThat(run("sync", 0, "--region", BOTH, file, "--yes", "--max-removals", "2"))
                .containsPattern("changed +2 +3");
        assertThat(cloud.accountsOf(here)).containsExactly(PARTNER);
        assertThat(cloud.accountsOf(there)).isEmpty();
        assertEachImageIsAskedForWhereItIs();
    }

    @Test
    void anAuditOfOneRegionTakesAccessFromNobodyInAnother() throws Exception {
        add(GUANGZHOU, image -> {});
        String guangzhou = auditOf("ap-guangzhou");
        cloud.resetRequests();

        assertThat(run("sync", 2, "--region", BOTH, guangzhou, "--yes"))
                .contains("it names no region, and several were asked for");
        assertThat(cloud.requests()).isEmpty();
        assertThat(run("sync", 1, "--region", "ap-singapore", guangzhou, "--yes"))
                .contains("2 images are gone");
        assertThat(cloud.requests(WRITE)).isEmpty();
        assertThat(cloud.accountsOf(there)).containsExactly(LEFT);
    }

    @Test
    void aRegionOfTheFileThatWasNotAskedForIsRefusedBeforeAnythingIsRead() throws Exception {
        String both = auditOf(BOTH);
        cloud.resetRequests();

        for (List<String> asked : List.of(List.<String>of(), List.of("--region", "ap-guangzhou,eu-frankfurt"))) {
            String[] args =
                    Stream.concat(asked.stream(), Stream.of(both, "--yes")).toArray(String[]::new);
            assertThat(run("sync", 2, args))
                    .contains("it names the region ap-singapore, which was not asked for: --region must name it");
        }
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void aNarrowedAuditOfSeveralRegionsIsNoWish() throws Exception {
        Path csv = folder.resolve("narrowed.csv");
        run("audit", 3, "--region", BOTH, "--allow-list", allowList(), "--csv", csv.toString());

        assertThat(csv).content().endsWith("#end 2 narrowed,,,,,\r\n");
        assertThat(run("sync", 2, "--region", BOTH, csv.toString(), "--yes")).contains("it is a narrowed audit");
    }

    @Test
    void nothingIsChangedInAnyRegionWhereOneCannotBeRead() throws Exception {
        String file = file("ap-guangzhou: {%s: []}\nap-singapore: {%s: []}\n".formatted(here, there));
        cloud.failNext("DescribeImageSharePermission", Fault.error("UnauthorizedOperation", "not you"));

        assertThat(run("sync", 1, "--region", BOTH, file, "--yes"))
                .contains("AccessDeniedException", "1 images could not be read; nothing was changed");
        assertThat(cloud.requests(WRITE)).isEmpty();
    }

    @Test
    void aProgramForOneRegionRefusesSeveral() {
        ProgramResult result =
                ProgramResult.fake("distribute", "--region", BOTH, "--image", "img-n9eekbnt", "--to", "eu-frankfurt");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--region " + BOTH + ": one region at most");
    }

    private void assertEachImageIsAskedForWhereItIs() {
        assertThat(regionsAskedFor(here)).isSubsetOf("ap-guangzhou");
        assertThat(regionsAskedFor(there)).containsOnly("ap-singapore");
    }

    private Stream<String> regionsAskedFor(ImageId image) {
        return cloud.requests().stream()
                .filter(request -> request.body().contains(image.value()))
                .map(RecordedRequest::region);
    }

    private String auditOf(String regions) throws Exception {
        Path csv = folder.resolve("audit.csv");
        run("audit", 0, "--region", regions, "--csv", csv.toString());
        return csv.toString();
    }

    private String allowList() throws IOException {
        return Files.writeString(folder.resolve("allowed"), PARTNER + "\n").toString();
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("access"), content).toString();
    }

    private String run(String program, int exit, String... args) {
        return new LiveProgram(cloud, program).runHere(exit, args);
    }
}
