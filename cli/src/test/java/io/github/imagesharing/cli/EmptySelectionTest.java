package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An audit of nothing does not pass for one that found nothing, and a batch of nothing not for one that is done. */
class EmptySelectionTest {

    private static final String THERE = "img-n9eekbnt";
    private static final AccountId PARTNER = AccountId.of("1038493875");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            --image img-typo0000                            | img-typo0000: there is no such custom image in ap-guangzhou
            --image img-typo0000 --older-than 1d -o csv     | img-typo0000: there is no such custom image in ap-guangzhou
            --name typo                                     | In ap-guangzhou there is no custom image with "typo" in its name
            --name typo -o json                             | In ap-guangzhou there is no custom image with "typo" in its name
            --tag team=typo                                 | In ap-guangzhou there is no custom image with the tag {team=typo}
            --tag team=typo --older-than 90d                | In ap-guangzhou there is no custom image with the tag {team=typo}
            --images 0 --older-than 90d --region ap-nanjing | In ap-nanjing there is no custom image; is it the right region?
            --images 0 --allow-list LIST                    | In ap-guangzhou there is no custom image; is it the right region?
            """)
    void anAuditThatHasNothingToLookAtFails(String args, String message) throws Exception {
        Path list = Files.writeString(folder.resolve("list"), "1038493875\n");

        ProgramResult result = audit(args.replace("LIST", list.toString()).split(" "));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains(message);
        assertThat(result.out() + result.err()).contains("Images read in ap-").contains(": 0");
    }

    @Test
    void anImageThatIsNotThereIsNamedAndTheOthersAreShown() {
        ProgramResult result = audit("--image", THERE + ",img-typo0000", "-o", "csv");
        ProgramResult search = audit("--image", THERE + ",img-typo0000", "--older-than", "1d");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains(THERE).doesNotContain("typo");
        assertThat(result.err()).contains("img-typo0000: there is no such").doesNotContain(THERE, "right region");
        assertThat(search.exit())
                .as("not 3: it did not look at all that it was told to")
                .isEqualTo(1);
        assertThat(search.out()).contains(THERE);
    }

    @Test
    void anEmptyRegionIsSaidByAPlainAudit() {
        ProgramResult result = audit("--images", "0", "-o", "csv");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("In ap-guangzhou there is no custom image; is it the right region?");
        assertThat(result.out()).startsWith("image_id,").doesNotContain("img-");
    }

    @Test
    void everyOutputNamesTheRegionAndHowManyImagesWereRead() throws Exception {
        Path page = folder.resolve("a.html");
        String region = "ap-nanjing";

        ProgramResult text = audit("--region", region, "--older-than", "9000d", "--html", page.toString());
        ProgramResult csv = audit("--region", region, "-o", "csv");
        ProgramResult json = audit("--region", region, "-o", "json");

        assertThat(text.out()).startsWith("Images read in ap-nanjing: 12" + System.lineSeparator());
        assertThat(csv.err()).contains("Images read in ap-nanjing: 12");
        assertThat(json.err()).contains("Images read in ap-nanjing: 12");
        assertThat(JsonParser.parseString(json.out()).isJsonObject()).isTrue();
        assertThat(Files.readString(page)).contains("in ap-nanjing</h1>", "Images read: 12 · shown: 0 ·");
    }

    @Test
    void anImageThatIsDeletedMeanwhileWasThere() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId gone = cloud.addImage();
            cloud.failNext("DescribeImageSharePermission", Fault.error("InvalidImageId.NotFound", "cannot be found."));

            assertThat(new LiveProgram(cloud, "audit").runHere(0, "--image", gone.value()))
                    .contains(gone + " was deleted meanwhile")
                    .doesNotContain("no such custom image", "right region");
        }
    }

    @Test
    void imagesOfAnotherRegionAreNotThere() {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image =
                    cloud.addImage(one -> one.region(Region.of("ap-nanjing")).sharedWith(PARTNER));
            LiveProgram audit = new LiveProgram(cloud, "audit");

            assertThat(audit.runHere(1, "--image", image.value())).contains(image + ": there is no such custom image");
            assertThat(audit.runHere(1, "--older-than", "1d")).contains("In ap-guangzhou there is no custom image;");
            assertThat(audit.runHere(0, "--image", image.value(), "--region", "ap-nanjing"))
                    .contains(PARTNER.value());
        }
    }

    @Test
    void aBatchOfEveryImageOfAnEmptyRegionFails() {
        ProgramResult result = batch("--all", "--accounts", PARTNER.value(), "--images", "0");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("In ap-guangzhou there is no custom image; is it the right region?");
    }

    @Test
    void anImageThatIsNamedFailsAlsoInAnEmptyRegion() {
        ProgramResult result = batch("--image", "img-typo0000", "--accounts", PARTNER.value(), "--images", "0");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains("ImageNotFoundException", "on img-typo0000");
    }

    private static ProgramResult audit(String... args) {
        return ProgramResult.fake("audit", args);
    }

    private static ProgramResult batch(String... args) {
        return ProgramResult.fake("share", args);
    }
}
