package io.github.imagesharing.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSetMultimap;
import io.github.imagesharing.Region;
import io.github.imagesharing.examples.demo.Tour;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
                .containsPattern(
                        "windows +ImageNotShareableException, reason\\(\\) is BYOL\n +img-\\w+: bring-your-own-licence")
                .containsPattern("vault +ImageNotShareableException, reason\\(\\) is ENCRYPTED\n +img-\\w+: encrypted")
                .containsPattern("tonight +ImageNotReadyException\n +img-\\w+: its state is CREATING")
                .containsPattern(
                        "100000023775 +got access\n +909619400 +AccountNotFoundException\n[^!]*request\\s+[0-9a-f-]{36}")
                .contains("requests sent: 1 to change who has access, 2 to look")
                .containsPattern("web +is the blueprint lhbp-\\w+")
                .containsPattern("unshareBlueprint\\(.*\n +1038493875 +lost access\n\nThat was all")
                .matches("\\p{ASCII}+");
        assertThat(printed.lines().count()).isBetween(40L, 75L);
        assertThat(printed.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(printed.lines().filter(line -> line.matches("\\d+\\. .*")))
                .hasSize(10)
                .allSatisfy(heading -> assertThat(heading).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void theAccountsOfTheJavaLinesAreNamedWithTheirIds() {
        String first = printed.substring(printed.indexOf("\n1. "), printed.indexOf("\n2. "));

        assertThat(first)
                .containsPattern("1038493875 +partner\n +100000000018 +subsidiary\n")
                .containsPattern("100000023775 +newcomer\n +909619400 +closed\n")
                .containsPattern("img-\\w+ +web +NORMAL\n")
                .containsPattern("img-\\w+ +tonight +CREATING\n");
    }

    @Test
    void theLastLinesPointToPagesThatThereAre() throws IOException {
        String last = printed.substring(printed.indexOf("That was all"));

        assertThat(last).contains("README.md", "docs/settings.md#credentials", "docs/programs.md");
        assertThat(Files.readString(Path.of("../README.md"))).contains("\n## A program for pipelines\n");
        assertThat(Files.readString(Path.of("../docs/settings.md"))).contains("\n## Credentials\n");
        assertThat(Path.of("../docs/programs.md")).exists();
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
        Pattern.compile("(\\w+) +\\w+Exception.*\n +(img-\\w+): ")
                .matcher(printed)
                .results()
                .forEach(refusal -> assertThat(names.get(refusal.group(2))).containsExactly(refusal.group(1)));
    }

    @Test
    void leavesNothingShared() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            new Tour(cloud, new PrintStream(out, true, StandardCharsets.UTF_8)).run();

            assertThat(cloud.imagesIn(Region.of("ap-guangzhou"))).hasSize(5).allSatisfy(image -> {
                assertThat(cloud.accountsOf(image)).isEmpty();
                assertThat(cloud.blueprintOf(image).map(cloud::accountsOf).stream())
                        .allSatisfy(accounts -> assertThat(accounts).isEmpty());
            });
        }
    }
}
