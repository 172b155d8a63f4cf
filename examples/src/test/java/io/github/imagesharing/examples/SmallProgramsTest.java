package io.github.imagesharing.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each small program as it runs by itself, and its method on a cloud that is looked into afterwards. */
@ResourceLock(Resources.SYSTEM_OUT)
class SmallProgramsTest {

    private static final Region HOME = Region.of("ap-guangzhou");
    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId SUBSIDIARY = AccountId.of("100000000018");
    private static final AccountId STRANGER = AccountId.of("100000023775");

    private FakeTencentCloud cloud;
    private CloudSettings settings;

    @BeforeEach
    void start() {
        cloud = FakeTencentCloud.start();
        settings = cloud.settings(HOME);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void shareImageSaysWhatHoldsForEachAccount() {
        assertThat(Printed.by(ShareImage::main))
                .containsPattern(
                        "img-\\w+ is not shared with every account:\n1038493875 got access\n909619400 did not: .*")
                .contains("The account ID `909619400` is invalid.");

        ImageId image = cloud.addImage(one -> one.sharedWith(SUBSIDIARY));
        assertThat(Printed.by(() -> ShareImage.share(settings, image, List.of(PARTNER, SUBSIDIARY))))
                .isEqualToNormalizingNewlines(image + " is shared with [1038493875]; had access: [100000000018]\n");
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, SUBSIDIARY);
    }

    @Test
    void shareManyImagesNamesWhatFailed() {
        assertThat(Printed.by(ShareManyImages::main))
                .contains("10 images done, 21 left", "30 shared, 0 were already, 1 failed, 0 interrupted")
                .containsPattern("img-\\w+: bring-your-own-licence images cannot be shared");

        assertThat(Printed.by(() -> ShareManyImages.share(settings, PARTNER)))
                .isEqualToNormalizingNewlines("no images\n");
        List<ImageId> images = cloud.addImages(3);
        ImageId unfit = cloud.addImage(one -> one.license(LicenseType.BYOL));
        cloud.shareElsewhere(images.get(0), PARTNER);
        assertThat(Printed.by(() -> ShareManyImages.share(settings, PARTNER)))
                .contains("2 shared, 1 were already, 1 failed", unfit.value());
        assertThat(images)
                .allSatisfy(image -> assertThat(cloud.accountsOf(image)).containsExactly(PARTNER));
        assertThat(cloud.accountsOf(unfit)).isEmpty();
    }

    @Test
    void shareManyImagesCountsAnInterruptionApart() {
        cloud.addImages(3);
        cloud.failAlways("DescribeImageSharePermission", Fault.silent(Duration.ofMinutes(1)));
        Thread program = Thread.currentThread();
        Thread interrupting = new Thread(() -> {
            while (cloud.requests("DescribeImageSharePermission").isEmpty()) {
                Thread.onSpinWait();
            }
            program.interrupt();
        });
        interrupting.setDaemon(true);
        interrupting.start();

        String printed = Printed.by(() -> ShareManyImages.share(settings, PARTNER));

        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        assertThat(printed).startsWith("0 shared, 0 were already, 0 failed, 3 interrupted");
    }

    @Test
    void planAccessChangesWhatItHasSaid() {
        assertThat(Printed.by(PlanAccess::main))
                .contains("1 gain access, 1 lose it, 1 keep it", " + 1038493875", " - 100000023775", " = 100000000018")
                .contains("changed: [1038493875, 100000023775]")
                .contains("100000000018 has access", "1038493875 has access");

        ImageId image = cloud.addImage(one -> one.sharedWith(SUBSIDIARY, STRANGER));
        assertThatThrownBy(() -> Printed.by(() -> PlanAccess.allowExactly(settings, image, List.of(PARTNER))))
                .hasMessageContaining("from 2 accounts, allowed are 1");
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(SUBSIDIARY, STRANGER);
        Printed.by(() -> PlanAccess.allowExactly(settings, image, List.of(PARTNER, SUBSIDIARY)));
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, SUBSIDIARY);
    }

    @Test
    void auditAccessEndsThatOfStrangersAlone() {
        assertThat(Printed.by(AuditAccess::main))
                .contains("web", "database", "bastion", "2026-03-01T08:00:00Z")
                .containsPattern("100000023775 should have no access, and has it to \\[img-\\w+]")
                .contains("ended: 1");

        ImageId image = cloud.addImage(one -> one.sharedWith(PARTNER, STRANGER));
        Printed.by(() -> AuditAccess.audit(settings, Set.of(PARTNER)));
        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
    }

    @Test
    void awaitImageSharesItWhenItIsReady() {
        assertThat(Printed.by(AwaitImage::main))
                .containsPattern("waiting for img-\\w+")
                .contains("golden-web is NORMAL", "shared with [1038493875]");

        ImageId image = cloud.addImage();
        Printed.by(() -> AwaitImage.shareWhenReady(settings, image, Duration.ofMinutes(1)));
        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
        ImageId failed = cloud.addImage(one -> one.state(ImageState.CREATEFAILED));
        assertThat(Printed.by(() -> AwaitImage.shareWhenReady(settings, failed, Duration.ofMinutes(1))))
                .contains(failed.value(), "CREATEFAILED");
    }

    @Test
    void distributeImageSharesItAndEachCopy() {
        assertThat(Printed.by(DistributeImage::main))
                .contains("ap-singapore: COPYING", "ap-singapore: DONE")
                .containsPattern("eu-frankfurt has img-\\w+");

        ImageId image = cloud.addImage(one -> one.region(HOME));
        Region there = Region.of("ap-tokyo");
        Printed.by(() -> DistributeImage.distribute(settings, image, List.of(there)));
        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
        assertThat(cloud.imagesIn(there))
                .singleElement()
                .satisfies(copy -> assertThat(cloud.accountsOf(copy)).containsExactly(PARTNER));
    }

    @Test
    void intoLighthouseHandsTheBlueprintOn() {
        assertThat(Printed.by(IntoLighthouse::main))
                .containsPattern("(lhbp-\\w+)\n\\1 is shared with 1038493875")
                .containsPattern("Lighthouse does not take img-\\w+:\nimg-\\w+: Lighthouse needs cloud-init");

        ImageId image = cloud.addImage();
        Printed.by(() -> IntoLighthouse.share(settings, image, PARTNER));
        assertThat(cloud.blueprintOf(image))
                .hasValueSatisfying(
                        blueprint -> assertThat(cloud.accountsOf(blueprint)).containsExactly(PARTNER));
    }

    /** Whoever runs the demo for the first time downloads what the examples depend on. */
    @Test
    void theExamplesNeedNothingButWhatAUserCarries() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String dependencies = pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>"));

        assertThat(Pattern.compile("<artifactId>(.*)</artifactId>")
                        .matcher(dependencies)
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyInAnyOrder(
                        "image-sharing-cvm", "image-sharing-lighthouse", "image-sharing-testkit", "slf4j-simple");
    }

    /** Also that of the module engines, which needs an engine. */
    static List<Path> programs() throws IOException {
        Path sources = Path.of("src/main/java/io/github/imagesharing/examples");
        try (Stream<Path> files = Files.list(sources)) {
            return Stream.concat(
                            files.filter(
                                    file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java")),
                            Stream.of(Path.of(
                                    "../engines/src/main/java/io/github/imagesharing/engines/SharedQuota.java")))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void eachIsShortAndStandsOnThePageOfPrograms(Path program) throws IOException {
        assertThat(Files.readAllLines(program)).hasSizeLessThan(60);
        assertThat(Files.readAllLines(Path.of("../docs/programs.md")))
                .anyMatch(line ->
                        line.startsWith("| `" + program.getFileName().toString().replace(".java", "` |")));
    }
}
