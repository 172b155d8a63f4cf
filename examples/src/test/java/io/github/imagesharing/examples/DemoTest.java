package io.github.imagesharing.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Screen;
import io.github.imagesharing.examples.demo.FakeCloudDemo;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void showsTheWholeRoundOnTheFakeCloud() {
        StringWriter out = new StringWriter();
        try (FakeTencentCloud fake = FakeTencentCloud.start()) {
            new FakeCloudDemo(fake, Region.of("ap-guangzhou"), new Screen(new PrintWriter(out))).run();
        }

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
}
