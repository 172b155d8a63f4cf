package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command share: what it asks, what it sends, and what it says of that. */
class ShareTest {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId SUBSIDIARY = AccountId.of("100000000018");

    @Test
    void asksWhichThenForAccountsThenForEachImage() {
        ProgramResult result = typed("\n1038493875\n\nn\nY\nno\nyes\n", "--images", "5");

        assertThat(result.exit()).isZero();
        assertThat(result.err())
                .containsSubsequence(
                        "5 custom images in ap-guangzhou",
                        "1 or 2? [2]",
                        "Root account ids",
                        "web-001 (img-",
                        "database-001 (img-",
                        "worker-001 (img-",
                        "gateway-001 (img-",
                        "bastion-001 (img-");
        assertThat(result.out()).containsPattern("changed +3 +3").containsPattern("refused +0 +0");
        assertThat(result.err()).contains("3/3");
    }

    @Test
    void sharesAllOf230ImagesWithoutAskingForEach() {
        ProgramResult result = typed("1\n1038493875,100000000018\ny\n", "--images", "230");

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .containsPattern("changed +230 +460")
                .containsPattern("refused +0 +0")
                .doesNotContain("Refused");
        assertThat(result.err())
                .contains("230 custom images", "bastion-046", "230/230")
                .doesNotContain("share it?");
    }

    @Test
    void optionsLeaveNothingToAsk() {
        ProgramResult result = typed("", "--all", "--accounts", " 1038493875, 100000000018", "--images", "3");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).containsPattern("changed +3 +6");
        assertThat(result.said()).doesNotContain("[2]", "Root account ids");
    }

    @Test
    void sharesOnlyTheImagesNamed() {
        ProgramResult result = typed("", "--image", "img-n9eekbnt,img-00000000", "--accounts", "1038493875");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .containsPattern("changed +1 +1")
                .contains("ImageNotFoundException", "on img-00000000")
                .doesNotContain("on img-n9eekbnt");
    }

    @Test
    void saysEachReasonOnceWithItsAccountsAndImages() {
        ProgramResult result = typed("1\n1038493875,909619400,700000164995,100000000001\ny\n", "--images", "60");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).containsOnlyOnce("SelfSharingException").contains("on all 60 images");

        ProgramResult others = typed("1\n1038493875,909619400,700000164995\ny\n", "--images", "60");

        assertThat(others.exit()).isEqualTo(1);
        assertThat(others.out())
                .containsPattern("changed +60 +60")
                .containsPattern("refused +60 +120")
                .containsOnlyOnce("AccountNotFoundException")
                .containsOnlyOnce("NotRootAccountException")
                .containsSubsequence("for 909619400", "on all 60 images")
                .containsSubsequence("for 700000164995", "on all 60 images");
        assertThat(others.err()).contains("60 with refusals");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    3\\n1\\n1038493875\\ny\\n              | "3": 1 for every image
                    1\\n12ab\\n1038493875\\ny\\n           | account id "12ab": it must be
                    1\\n1038493875，12ab\\n1038493875\\ny\\n    | account id "12ab": it must be
                    1\\n\\n1038493875\\ny\\n               | at least one account id
                    1\\n , ,\\n1038493875\\ny\\n           | at least one account id
                    2\\n1038493875\\nperhaps\\n\\n\\n\\n\\n\\n   | "perhaps": y or n
                    """)
    void badAnswersAreExplainedAndAskedAgain(String answers, String message) {
        ProgramResult result = typed(answers.replace("\\n", "\n"));

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains(message);
        assertThat(result.out()).containsPattern("changed +5 +5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1\n", "2\n1038493875\ny\n", "1\nabc"})
    void inputThatEndsEarlyEndsTheProgram(String answers) {
        ProgramResult result = typed(answers);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("input ended").contains("nothing was changed");
        assertThat(result.out()).doesNotContain("Summary");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    --all --accounts 12ab             | account id "12ab": it must be
                    --all --accounts 7,,8             | account id ""
                    --image ami-1 --accounts 7        | image id "ami-1"
                    --all --image img-1 --accounts 7  | mutually exclusive
                    --region Guangzhou                | region "Guangzhou"
                    --images many                     | is not a number
                    --images -1                       | --images -1
                    --site MOON                       | CHINA, INTERNATIONAL
                    --endpoint ftp://x                | --endpoint is for the real cloud
                    --nonsense                        | Unknown option
                    """)
    void wrongUsageIsExplained(String args, String message) {
        ProgramResult result = typed("", args.split(" +"));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void choosingNoImageChangesNothing() {
        ProgramResult result = typed("2\n1038493875\nn\nn\n", "--images", "2");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("nothing was changed");
        assertThat(result.out()).doesNotContain("Summary");
    }

    @Test
    void aCloudWithoutImagesIsNoError() {
        ProgramResult result = typed("", "--images", "0");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("0 custom images");
    }

    @Test
    void explainsItself() {
        assertThat(typed("", "--help").out())
                .contains("--fake", "--endpoint", "--all", "--accounts", "Exit codes:", "wrong usage");
    }

    @Test
    void liveSharesAllPagesWhateverTheServiceThrottlesOrDrops() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            cloud.addImages(100);
            ImageId own = cloud.addImage(
                    image -> image.name("own-key").license(LicenseType.BYOL).state(ImageState.CREATING));
            cloud.unlimitedRates();
            cloud.failNext("ModifyImageSharePermission", 2, Fault.throttled());
            cloud.failNext("ModifyImageSharePermission", Fault.dropAfter());

            String out = new LiveProgram(cloud, "share").runHere(1, "--all", "--accounts", PARTNER + "," + SUBSIDIARY);

            assertThat(out)
                    .containsPattern("changed +100 +200")
                    .containsPattern("refused +1 +2")
                    .contains("ImageNotShareableException (BYOL)", "ImageNotReadyException", "on " + own + " own-key");
            assertThat(cloud.accountsOf(own)).isEmpty();
        }
    }

    @Test
    void liveAsksOnItsStandardInput() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId first = cloud.addImage();
            ImageId second = cloud.addImage();

            ProgramResult result = new LiveProgram(cloud, "share").here("2\n1038493875\nn\ny\n");

            assertThat(result.exit()).isZero();

            assertThat(List.of(cloud.accountsOf(first), cloud.accountsOf(second)))
                    .satisfies(access -> {
                        assertThat(access)
                                .filteredOn(accounts -> accounts.contains(PARTNER))
                                .hasSize(1);
                        assertThat(access)
                                .filteredOn(accounts -> accounts.isEmpty())
                                .hasSize(1);
                    });
        }
    }

    @Test
    void killedItSaysTruthfullyWhatItDidAndRunAgainItCompletes() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            List<ImageId> images = cloud.addImages(20);
            LiveProgram program = new LiveProgram(cloud, "share");
            Process process = program.start("--all", "--accounts", PARTNER.value());
            while (cloud.requests("ModifyImageSharePermission").size() < 5) {
                assertThat(process.isAlive()).isTrue();
                Thread.sleep(5);
            }
            process.toHandle().destroy(); // Process.destroy would also close the output, which is read below

            String out = LiveProgram.outputOf(process, 143);

            List<ImageId> missing = images.stream()
                    .filter(image -> cloud.accountsOf(image).isEmpty())
                    .toList();
            int shared = 20 - missing.size();
            int said = number(out, "changed +(\\d+)");
            int inDoubt = number(out, "nobody can say +(\\d+)");
            assertThat(said).isLessThan(20);
            // What was under way when it ended may have been carried out, and then nobody can say.
            assertThat(shared).isBetween(said, said + inDoubt);
            assertThat(out).contains("interrupted: " + (20 - said) + " images are not finished");

            cloud.resetRequests();
            program.run(0, "--all", "--accounts", PARTNER.value());

            assertThat(cloud.requests("ModifyImageSharePermission"))
                    .allMatch(request ->
                            missing.stream().anyMatch(image -> request.body().contains(image.value())));
            assertThat(images).allMatch(image -> cloud.accountsOf(image).contains(PARTNER));
        }
    }

    private static int number(String out, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(out);
        assertThat(found.find()).as("%s in %s", pattern, out).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static ProgramResult typed(String answers, String... args) {
        Stream<String> cloud = Arrays.asList(args).contains("--images")
                ? Stream.of("--partners", "0")
                : Stream.of("--partners", "0", "--images", "5");
        return ProgramResult.fake(
                TestSurroundings.answering(answers),
                "share",
                Stream.concat(cloud, Arrays.stream(args)).toArray(String[]::new));
    }
}
