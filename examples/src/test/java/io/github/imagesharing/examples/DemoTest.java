package io.github.imagesharing.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSetMultimap;
import io.github.imagesharing.Region;
import io.github.imagesharing.examples.demo.Tour;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What someone sees who runs the README's first command. */
@ResourceLock(Resources.SYSTEM_OUT)
class DemoTest {

    private static String printed = "";

    @BeforeAll
    static void run() {
        printed = Printed.by(Demo::main);
    }

    @Test
    void showsEachStepAndWhatCameOfIt() {
        assertThat(printed)
                .contains("sharing.share(web, List.of(partner, subsidiary))\n   1038493875     got access")
                .contains("the same line\n   1038493875     had access already")
                .contains("since 20")
                .containsPattern("windows +ImageNotShareableException\n +img-\\w+: bring-your-own-licence")
                .containsPattern("vault +ImageNotShareableException\n +img-\\w+: encrypted")
                .containsPattern("tonight +ImageNotReadyException\n +img-\\w+: its state is CREATING")
                .containsPattern(
                        "100000023775 +got access\n +909619400 +AccountNotFoundException\n.*request [0-9a-f-]{36}")
                .containsPattern("web +is the blueprint lhbp-\\w+")
                .containsPattern("100000023775 +lost access\n\nThat was all")
                .matches("\\p{ASCII}+");
        assertThat(printed.lines().count()).isBetween(40L, 65L);
    }

    @Test
    void noImageIsThereUnderTwoNames() {
        ImmutableSetMultimap<String, String> names = Pattern.compile("^ +(img-\\w+) +(\\w+)", Pattern.MULTILINE)
                .matcher(printed)
                .results()
                .collect(ImmutableSetMultimap.toImmutableSetMultimap(row -> row.group(1), row -> row.group(2)));

        assertThat(names.asMap())
                .hasSize(5)
                .allSatisfy((image, called) -> assertThat(called).hasSize(1));
        assertThat(names.values()).doesNotHaveDuplicates();
        Pattern.compile("(\\w+) +\\w+Exception\n +(img-\\w+): ")
                .matcher(printed)
                .results()
                .forEach(refusal -> assertThat(names.get(refusal.group(2))).containsExactly(refusal.group(1)));
    }

    @Test
    void leavesTheCloudAsItSays() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            new Tour(cloud, new PrintStream(out, true, StandardCharsets.UTF_8)).run();

            assertThat(cloud.imagesIn(Region.of("ap-guangzhou")).stream()
                            .filter(image -> !cloud.accountsOf(image).isEmpty())
                            .map(cloud::nameOf))
                    .containsExactly("database");
        }
    }
}
