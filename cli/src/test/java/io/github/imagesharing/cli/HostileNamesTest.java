package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.html.HtmlEscapers;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.spi.Printable;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One hostile name through every output of every program: it acts neither on the terminal nor on the page, neither as markup of
 * picocli nor as a format. The programs run with colours, so that markup would act.
 */
class HostileNamesTest {

    private static final String HOSTILE =
            "\u001b[2J\u001b]0;owned\u0007\rok\nall shared\u202e@|red x|@%s%n%d<script>alert(1)</script>{{rows}}$1\\|@";

    /** What a reader sees of it: the direction mark is one of those characters that have no shape. */
    private static final String SHOWN = Printable.of(HOSTILE);

    private static final AccountId PARTNER = AccountId.of("1038493875");

    @TempDir
    private Path folder;

    private FakeTencentCloud cloud;
    private ImageId image;

    @BeforeEach
    void addImage() {
        cloud = FakeTencentCloud.start();
        image = cloud.addImage(
                one -> one.name(HOSTILE).state("NORMAL").tag("team", HOSTILE).sharedWith(PARTNER));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void auditShowsItInItsTableAndItsPage() throws Exception {
        Path page = folder.resolve("a.html");

        String table = run("audit", 0, "--html", page.toString());

        assertHarmless(table, SHOWN);
        assertHarmless(Files.readString(page), HtmlEscapers.htmlEscaper().escape(SHOWN));
        assertThat(Files.readString(page)).doesNotContain("<script>alert");
    }

    @Test
    void batchShareShowsItInItsListItsQuestionsAndItsSummary() throws Exception {
        cloud.changeImage(image, one -> one.license(LicenseType.BYOL));

        ProgramResult result = new LiveProgram(cloud, "share").here("2\n100000000018\ny\n");
        String out = result.said();

        assertThat(result.exit()).isEqualTo(1);

        assertHarmless(out, SHOWN);
        assertThat(out).contains(SHOWN + " (" + image + "): share it?", "on " + image + " " + SHOWN);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            list, csv
            list, json
            audit, csv
            audit, json
            check --all --accounts 7, csv
            check --all --accounts 7, json
            """)
    void itActsInNoFormOfAResult(String command, String form) {
        cloud.failAlways("DescribeSnapshots", Fault.error("UnauthorizedOperation", HOSTILE));

        ProgramResult result = new LiveProgram(cloud, command).here("", "-o", form);

        assertHarmless(result.said().replace("\r\n", "\n"), "");
        assertThat(result.out()).contains(image.value());
    }

    @Test
    void whatTheServiceSaysIsShownByEveryProgram() throws Exception {
        Path file = Files.writeString(folder.resolve("access.yaml"), image + ": [100000000018]\n");
        Fault refusal = Fault.error("FailedOperation.Odd", HOSTILE);
        for (String command : List.of(
                "audit",
                "share --all --accounts 100000000018",
                "check --all --accounts 7",
                "sync",
                "unshare --all --everyone")) {
            for (String action :
                    List.of("DescribeImages", "DescribeImageSharePermission", "ModifyImageSharePermission")) {
                cloud.failAlways(action, refusal);
            }

            String out = command.equals("sync") ? run(command, 1, file.toString()) : run(command, 1);

            assertHarmless(out, SHOWN);
            cloud.heal();
        }
        cloud.failAlways("DescribeImages", refusal);
        assertHarmless(run("distribute", 1, "--image", image.value(), "--to", "ap-singapore"), SHOWN);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            --region=#
            --to=#
            --within=#
            --endpoint=#
            --image=#
            --accounts=#
            --older-than=#
            --allow-list=#
            --name=#
            --tag=#
            --tag=a=1 --tag=#=2
            --images=#
            --partners=#
            --site=#
            --accounts-file=#
            --blueprint=#
            --timeout=#
            --output=#
            --role=#
            --role-external-id=#
            --application=#
            --max-removals=#
            --html=#/#
            --#
            -#
            x#
            @#
            """)
    void anArgumentIsShownByEveryProgram(String args) {
        for (String command : COMMANDS) {
            String[] given = List.of(args.split(" ")).stream()
                    .map(arg -> arg.replace("#", HOSTILE))
                    .toArray(String[]::new);

            ProgramResult result = ProgramResult.fake(TestSurroundings.answering(HOSTILE + "\n"), command, given);

            assertHarmless(result.out() + result.err(), "");
        }
    }

    private static final List<String> COMMANDS = List.of(
            "share",
            "unshare",
            "check",
            "list",
            "audit",
            "sync",
            "wait",
            "distribute",
            "lighthouse share",
            "blueprint list",
            "blueprint share");

    @Test
    void anAnswerIsShown() {
        ProgramResult result =
                ProgramResult.fake(TestSurroundings.answering("1\n" + HOSTILE + "\n7\n" + HOSTILE), "share");

        assertThat(result.exit()).isEqualTo(2);
        assertHarmless(result.out() + result.err(), "");
    }

    private String run(String command, int exit, String... args) throws Exception {
        ProcessBuilder builder = new LiveProgram(cloud, command).process(args);
        builder.environment().put("CLICOLOR_FORCE", "1");
        builder.environment().remove("NO_COLOR");
        Process process = builder.start();
        process.getOutputStream().close();
        return LiveProgram.outputOf(process, exit);
    }

    private static void assertHarmless(String said, String shown) {
        String withoutOurColours = said.replaceAll("\u001b\\[[0-9;]*m", "");
        assertThat(withoutOurColours).contains(shown);
        assertThat(withoutOurColours.replaceAll("[\n]", ""))
                .as(withoutOurColours)
                .doesNotContainPattern("\\p{C}");
        assertThat(withoutOurColours.lines())
                .doesNotContain("all shared", "ok")
                .noneMatch(line -> line.startsWith("all shared"));
    }
}
