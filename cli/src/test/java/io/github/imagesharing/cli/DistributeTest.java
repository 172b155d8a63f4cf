package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributeTest {

    private static final Region GUANGZHOU = Region.of("ap-guangzhou");
    private static final Region SINGAPORE = Region.of("ap-singapore");
    private static final Region FRANKFURT = Region.of("eu-frankfurt");
    private static final AccountId PARTNER = AccountId.of("1038493875");

    @Test
    void saysEachStepOfARegionAndThenWhatIsThere() {
        ProgramResult result = ProgramResult.fake(
                "distribute",
                "--image",
                "img-n9eekbnt",
                "--to",
                "ap-singapore,eu-frankfurt",
                "--accounts",
                "1038493875,100000000018",
                "--partners",
                "0");

        assertThat(result.exit()).isZero();
        for (String region : new String[] {"ap-singapore", "eu-frankfurt"}) {
            assertThat(result.err().replaceAll(" +", " "))
                    .containsSubsequence(region + " copying ", region + " sharing ", region + " done ");
            assertThat(result.out().replaceAll(" +", " "))
                    .contains("region image accounts")
                    .containsPattern(" " + region + " img-\\w+ 2 changed, 0 unchanged, 0 failed, 0 nobody can say");
        }
        assertThat(result.err()).containsPattern("ap-singapore +copying +(25|50|75)% img-");
        assertThat(result.out()).containsPattern("  ap-guangzhou +img-n9eekbnt +2 changed");
    }

    @Test
    void liveCopiesUnderTheNameAskedForAndTheSameAgainChangesNothing() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(one -> one.region(GUANGZHOU).name("golden"));
            LiveProgram program = new LiveProgram(cloud, "distribute");
            String[] args = {
                "--image",
                image.value(),
                "--to",
                "ap-singapore",
                "--to",
                "eu-frankfurt",
                "--accounts",
                PARTNER.value(),
                "--name",
                "golden-7"
            };

            program.runHere(0, args);

            for (Region region : new Region[] {SINGAPORE, FRANKFURT}) {
                assertThat(cloud.imagesIn(region))
                        .singleElement()
                        .satisfies(copy -> assertThat(cloud.accountsOf(copy)).containsExactly(PARTNER));
            }
            cloud.resetRequests();
            assertThat(program.runHere(0, args)).contains("0 changed, 1 unchanged");
            assertThat(cloud.requests("SyncImages")).isEmpty();
            assertThat(cloud.requests("ModifyImageSharePermission")).isEmpty();
        }
    }

    @Test
    void liveSaysWhatIsStillCopyingWhenTheTimeIsUp() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            cloud.copying(Duration.ofHours(1));
            ImageId image = cloud.addImage(one -> one.region(GUANGZHOU));
            Process process = new LiveProgram(cloud, "distribute")
                    .start("--image", image.value(), "--to", "ap-singapore", "--accounts", PARTNER.value());
            while (cloud.imagesIn(SINGAPORE).isEmpty()) {
                assertThat(process.isAlive()).isTrue();
                Thread.sleep(5);
            }
            process.toHandle().destroy();

            String out = LiveProgram.outputOf(process, 143);

            assertThat(out)
                    .containsPattern("ap-guangzhou +" + image + " +1 changed")
                    .containsPattern("ap-singapore +(img-\\w+|-) +none, still copying: run it again");
        }
    }

    @Test
    void liveSaysWhatIsWrongInARegionAndServesTheOthers() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(one -> one.region(GUANGZHOU).name("golden"));
            cloud.addImage(one -> one.region(SINGAPORE).name("golden").osName("another"));

            String out = new LiveProgram(cloud, "distribute")
                    .runHere(
                            1,
                            "--image",
                            image.value(),
                            "--to",
                            "ap-singapore,eu-frankfurt",
                            "--accounts",
                            PARTNER.value());

            assertThat(out)
                    .contains("DuplicateImageNameException")
                    .containsPattern("eu-frankfurt +img-\\w+ +1 changed");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    --image img-1                             | Missing required option: '--to=REGION'
                    --to ap-singapore                         | Missing required option: '--image=ID'
                    --image img-1 --to ap-nanjing --region ap-singapore,eu-frankfurt | one region at most
                    --to Singapore                            | region "Singapore"
                    --image ami-1                             | image id "ami-1"
                    --accounts 12ab                           | account id "12ab"
                    --image img-1 --to ap-nanjing --accounts 1,138,493,875 | one account id in groups of digits
                    --within 0                                | "0": a number from 1 with its unit
                    --within 60                               | "60": a number from 1 with its unit
                    """)
    void wrongUsageIsExplained(String args, String message) {
        ProgramResult result = ProgramResult.fake("distribute", args.split(" +"));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void explainsItself() {
        assertThat(ProgramResult.fake("distribute", "--help").out())
                .contains("--fake", "--image", "--to", "--accounts", "--name", "--within", "Exit codes:");
    }
}
