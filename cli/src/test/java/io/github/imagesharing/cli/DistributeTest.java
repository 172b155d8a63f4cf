package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.CloudOptions;
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
        ProgramResult result = ProgramResult.of(new Distribute(CloudOptions.withoutRateLimits()));

        assertThat(result.exit()).isZero();
        for (String region : new String[] {"ap-singapore", "eu-frankfurt"}) {
            assertThat(result.out().replaceAll(" +", " "))
                    .containsSubsequence(
                            region + " copying ", region + " sharing ", region + " done ", "region image accounts")
                    .containsPattern(" " + region + " img-\\w+ 2 changed, 0 unchanged, 0 failed, 0 nobody can say");
        }
        assertThat(result.out())
                .containsPattern("ap-singapore +copying +(25|50|75)% img-")
                .containsPattern("  ap-guangzhou +img-n9eekbnt +2 changed");
    }

    @Test
    void liveCopiesUnderTheNameAskedForAndTheSameAgainChangesNothing() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(one -> one.region(GUANGZHOU).name("golden"));
            LiveProgram program = new LiveProgram(cloud, Distribute.class);
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
            Process process = new LiveProgram(cloud, Distribute.class)
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

            String out = new LiveProgram(cloud, Distribute.class)
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
                    --live                                    | --live needs --image ID and --to REGION
                    --live --image img-1                      | --live needs --image ID and --to REGION
                    --live --to ap-singapore                  | --live needs --image ID and --to REGION
                    --region ap-singapore,eu-frankfurt        | one region at most
                    --to Singapore                            | region "Singapore"
                    --image ami-1                             | image id "ami-1"
                    --accounts 12ab                           | account id "12ab"
                    --accounts 1,138,493,875                  | one account id in groups of digits
                    --within 0                                | time
                    --within 1h                               | is not an int
                    """)
    void wrongUsageIsExplained(String args, String message) {
        ProgramResult result = ProgramResult.of(new Distribute(CloudOptions.withoutRateLimits()), args.split(" +"));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void explainsItself() {
        assertThat(ProgramResult.of(new Distribute(new CloudOptions()), "--help")
                        .out())
                .contains("--live", "--image", "--to", "--accounts", "--name", "--within", "Exit codes:");
    }
}
