package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Account ids as people paste them: all are taken, or it is noticed before anything is shared. */
class PastedAnswersTest {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId SUBSIDIARY = AccountId.of("100000000018");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            1038493875,\\n100000000018\\n
            1038493875,\\r\\n100000000018\\r\\n
            1038493875 , \\n 100000000018\\n
            1038493875，\\n100000000018\\n
            1038493875;\\n100000000018,\\n\\n
            1038493875;100000000018\\n
            1038493875；100000000018\\n
            1038493875、100000000018\\n
            1038493875 100000000018\\n
            1038493875\\t100000000018\\n
            1038493875\\u00a0100000000018\\u3000\\n
            1038493875,,100000000018,\\n\\n
            """)
    void everyAccountOfAListIsTaken(String list) {
        ProgramResult result = answered("1\n" + unescaped(list) + "y\n", "--images", "3");

        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).containsPattern("changed +3 +6");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            1038493875;100000000018
            1038493875；100000000018
            1038493875 100000000018
            '1038493875, 100000000018'
            ' 1038493875 , 100000000018 '
            """)
    void andOfTheOption(String list) {
        ProgramResult result = answered("", "--all", "--accounts", list, "--images", "3");

        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).containsPattern("changed +3 +6");
    }

    @Test
    void oneIdInGroupsOfDigitsIsNotTakenForSeveral() {
        assertThat(answered("", "--all", "--accounts", "1,138,493,875").err()).contains("in groups of digits");
        assertThat(answered("1\n1 138 493 875\n1038493875\ny\n", "--images", "3")
                        .said())
                .contains("in groups of digits")
                .containsPattern("changed +3 +3");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            1\\n1038493875\\n100000000018\\n              | 100000000018
            1\\n1038493875\\n\\n  100000000018            | 100000000018
            1\\n1038493875\\n100000000018,\\n7000001\\n   | 100000000018,
            2\\n1038493875\\n100000000018\\n\\n\\n\\n     | 100000000018
            2\\n1038493875\\n\\n100000000018\\n\\n\\n     | 100000000018
            2\\n1038493875\\ny\\ny\\ny\\n100000000018\\n  | 100000000018
            2\\n1038493875\\ny\\ny\\ny\\nn\\n             | n
            1\\n1038493875\\ny\\nimg-6pb6lrmy\\n           | img-6pb6lrmy
            """)
    void whatIsLeftOverIsNoticedBeforeAnythingIsShared(String answers, String left) {
        ProgramResult result = answered(unescaped(answers), "--images", "3");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("\"" + left + "\" was typed or pasted", "Nothing was changed.");
        assertThat(result.out()).doesNotContain("Summary");
    }

    @ParameterizedTest
    @CsvSource({"'1\n1038493875\n\n\n\n  \n'", "'2\n1038493875\ny\ny\ny\ny\nyes\n\n'"})
    void aBlankLineOrAYesTooManyDoesNoHarm(String answers) {
        assertThat(answered(answers, "--images", "3").exit()).isZero();
    }

    @Test
    @Timeout(60)
    void answersMayBeFedForEver() {
        Reader yes = new Reader() {
            private int read;

            @Override
            public int read(char[] buffer, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    buffer[offset + i] = "y\n".charAt(read++ % 2);
                }
                return length;
            }

            @Override
            public boolean ready() {
                return true;
            }

            @Override
            public void close() {}
        };
        ProgramResult result =
                ProgramResult.fake(TestSurroundings.answering(yes), "share", "--all", "--accounts", "1038493875");
        assertThat(result.exit()).isZero();
    }

    @Test
    void whoIsAskedNothingKeepsItsInput() throws IOException {
        Surroundings somebody = TestSurroundings.answering("for another program\n");
        ProgramResult result = ProgramResult.fake(somebody, "share", "--all", "--accounts", "1038493875");

        assertThat(result.exit()).isZero();
        assertThat(somebody.in().readLine()).isEqualTo("for another program");
    }

    /** The last line of a list that is pasted has no end, so a terminal hands it over only with the next Enter. */
    @Test
    void onATerminalTheEndOfAPastedListComesToAQuestion() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script; Debian's package bsdutils has it");
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();

            String refused = onATerminal(cloud, "1\n", "to share with", PARTNER + "\n" + SUBSIDIARY, "[Y/n]", "\n");

            assertThat(refused)
                    .contains("Share 1 images with 1038493875? [Y/n]", "\"100000000018\" was typed or pasted");
            assertThat(cloud.accountsOf(image)).isEmpty();

            String shared =
                    onATerminal(cloud, "1\n", "to share with", PARTNER + "," + SUBSIDIARY + "\n", "[Y/n]", "y\n");

            assertThat(shared).contains("Summary");
            assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, SUBSIDIARY);
        }
    }

    /** Types the first text, then each other one as soon as the text before it is shown. */
    private static String onATerminal(FakeTencentCloud cloud, String... texts) throws Exception {
        ProcessBuilder program = new LiveProgram(cloud, "share").process();
        program.command("script", "-qec", String.join(" ", quoted(program.command())), "/dev/null");
        program.environment().put("NO_COLOR", "1");
        Process process = program.start();
        StringBuilder screen = new StringBuilder();
        try (OutputStream keyboard = process.getOutputStream();
                Reader shown = process.inputReader(StandardCharsets.UTF_8)) {
            type(keyboard, texts[0]);
            for (int i = 1; i < texts.length; i += 2) {
                int from = screen.length();
                while (screen.indexOf(texts[i], from) < 0) {
                    int character = shown.read();
                    assertThat(character).as(screen.toString()).isNotNegative();
                    screen.append((char) character);
                }
                type(keyboard, texts[i + 1]);
            }
            for (int character = shown.read(); character >= 0; character = shown.read()) {
                screen.append((char) character);
            }
        }
        process.waitFor();
        return screen.toString();
    }

    private static void type(OutputStream keyboard, String text) throws IOException {
        keyboard.write(text.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    private static List<String> quoted(List<String> command) {
        return command.stream().map(word -> "'" + word + "'").collect(Collectors.toList());
    }

    private static String unescaped(String text) {
        return text.strip()
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\\u00a0", "\u00a0")
                .replace("\\u3000", "\u3000");
    }

    private static ProgramResult answered(String answers, String... args) {
        return ProgramResult.fake(
                TestSurroundings.answering(answers),
                "share",
                Stream.concat(Stream.of("--partners", "0"), Stream.of(args)).toArray(String[]::new));
    }
}
