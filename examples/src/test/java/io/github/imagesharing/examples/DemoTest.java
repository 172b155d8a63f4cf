package io.github.imagesharing.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoTest {

    private static final AccountId PARTNER = AccountId.of("1038493875");

    @Test
    void showsTheWholeRoundOnTheFakeCloud() {
        StringWriter out = new StringWriter();

        int exit = new CommandLine(new Demo()).setOut(new PrintWriter(out)).execute();

        assertThat(exit).isZero();
        assertThat(out.toString())
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
        StringWriter out = new StringWriter();

        int exit = new CommandLine(new Demo()).setOut(new PrintWriter(out)).execute("--help");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("--live", "--yes", "--region");
    }

    @Test
    void liveChangesNothingWithoutYes() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();

            String out = live(cloud, 0, "--image", image.value(), "--accounts", PARTNER.value());

            assertThat(out).contains("nothing speaks against it", "nothing was changed");
            assertThat(cloud.requests("ModifyImageSharePermission")).isEmpty();
        }
    }

    @Test
    void liveSharesAndTakesBackWithYes() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();

            String out = live(cloud, 0, "--image", image.value(), "--accounts", PARTNER.value(), "--yes");

            assertThat(out).contains("Share " + image, "Take back what this run gave");
            assertThat(cloud.requests("ModifyImageSharePermission")).hasSize(2);
            assertThat(cloud.accountsOf(image)).isEmpty();
        }
    }

    @Test
    void liveListsImagesAndSaysWhyOneCannotBeShared() throws Exception {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(i -> i.name("own-key").license(LicenseType.BYOL));

            assertThat(live(cloud, 0)).contains("own-key");
            assertThat(live(cloud, 1, "--image", image.value(), "--accounts", PARTNER.value(), "--yes"))
                    .contains("ImageNotShareableException (BYOL)");
            assertThat(live(cloud, 1, "--image", "ami-1")).contains("\"ami-1\"");
        }
    }

    /** In a JVM of its own, since the credential comes from its environment. */
    private static String live(FakeTencentCloud cloud, int expectedExit, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Demo.class.getName(),
                "--live",
                "--endpoint",
                cloud.endpoint().toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TENCENTCLOUD_SECRET_ID", cloud.secretId());
        builder.environment().put("TENCENTCLOUD_SECRET_KEY", cloud.secretKey());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isEqualTo(expectedExit);
        return out;
    }
}
