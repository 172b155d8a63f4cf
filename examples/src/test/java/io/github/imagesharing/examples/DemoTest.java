package io.github.imagesharing.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.examples.console.CloudOptions;
import io.github.imagesharing.testkit.FakeTencentCloud;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final AccountId PARTNER = AccountId.of("1038493875");

    @Test
    void showsTheWholeRoundOnTheFakeCloud() {
        ProgramResult result = ProgramResult.of(new Demo(new CloudOptions()));

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("golden-web", "as asked already", "since 20")
                .contains("ImageNotShareableException (BYOL)", "ImageNotShareableException (ENCRYPTED)")
                .contains("ImageNotReadyException", "SelfSharingException", "ImageNotFoundException")
                .contains("AccountNotFoundException", "NotRootAccountException")
                .containsPattern("found by service, request [0-9a-f-]{36}")
                .containsPattern("Who has access now\\s+nobody")
                .containsPattern("its blueprint is lhbp-\\w+")
                .contains("AlreadySharedException", "ImageNotShareableException (EXTERNALLY_IMPORTED)");
    }

    @Test
    void explainsItself() {
        ProgramResult result = ProgramResult.of(new Demo(new CloudOptions()), "--help");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("--live", "--yes", "--region");
    }

    @Test
    void liveChangesNothingWithoutYes() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();

            String out = new LiveProgram(cloud, Demo.class)
                    .runHere(0, "--image", image.value(), "--accounts", PARTNER.value());

            assertThat(out).contains("nothing speaks against it", "nothing was changed");
            assertThat(cloud.requests("ModifyImageSharePermission")).isEmpty();
        }
    }

    @Test
    void liveSharesAndTakesBackWithYes() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();

            String out = new LiveProgram(cloud, Demo.class)
                    .runHere(0, "--image", image.value(), "--accounts", PARTNER.value(), "--yes");

            assertThat(out).contains("Share " + image, "Take back what this run gave");
            assertThat(cloud.requests("ModifyImageSharePermission")).hasSize(2);
            assertThat(cloud.accountsOf(image)).isEmpty();
        }
    }

    @Test
    void liveListsImagesAndSaysWhyOneCannotBeShared() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(i -> i.name("own-key").license(LicenseType.BYOL));

            assertThat(new LiveProgram(cloud, Demo.class).runHere(0)).contains("own-key");
            assertThat(new LiveProgram(cloud, Demo.class)
                            .runHere(1, "--image", image.value(), "--accounts", PARTNER.value(), "--yes"))
                    .contains("ImageNotShareableException (BYOL)");
            assertThat(new LiveProgram(cloud, Demo.class).runHere(2, "--image", "ami-1"))
                    .contains("\"ami-1\"");
        }
    }
}
