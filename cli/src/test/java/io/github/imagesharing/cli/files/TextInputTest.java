package io.github.imagesharing.cli.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Text in UTF-8 and UTF-16 is read, and any other is refused with what it seems to be. */
class TextInputTest {

    private static final Charset GB18030 = Charset.forName("GB18030");

    /** Longer than the buffers, and with a pair of surrogates at every place. */
    private static final String LONG = "# 合作伙伴 😀 é\r\nimg-6pb6lrmy: [1038493875]\n".repeat(5_000);

    @TempDir
    private Path folder;

    static Stream<Arguments> line10Readable() {
        return Stream.of(
                arguments("UTF-8", LONG.getBytes(UTF_8)),
                arguments("UTF-8 with a mark", ("\ufeff" + LONG).getBytes(UTF_8)),
                arguments("UTF-16LE with a mark", ("\ufeff" + LONG).getBytes(UTF_16LE)),
                arguments("UTF-16BE with a mark", ("\ufeff" + LONG).getBytes(UTF_16BE)),
                arguments("UTF-16LE without one", LONG.getBytes(UTF_16LE)),
                arguments("UTF-16BE without one", LONG.getBytes(UTF_16BE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void line10Readable(String encoding, byte[] bytes) throws IOException {
        assertThat(read(bytes)).isEqualTo(LONG);
    }

    static Stream<Arguments> line10Refused() {
        byte[] gbk = "# one\n# two\n# 合作伙伴\nimg-1: [7]\n".getBytes(GB18030);
        byte[] latin = "# one\r# two\r# naïve café\n".getBytes(ISO_8859_1);
        byte[] far = ("x\r\n".repeat(100_000) + "é").getBytes(ISO_8859_1);
        return Stream.of(
                arguments("GBK", gbk, "line 3: it is not UTF-8; it seems to be GBK or GB18030"),
                arguments("Latin-1", latin, "line 3: it is not UTF-8; it seems to be Latin-1"),
                arguments("far down", far, "line 100001: "),
                arguments("half a character", Arrays.copyOf("a\n合".getBytes(UTF_8), 4), "line 2: it ends within"),
                arguments(
                        "half of UTF-16",
                        Arrays.copyOf("\ufeffab\n".getBytes(UTF_16LE), 7),
                        "line 1: it is not valid UTF-16LE"),
                arguments(
                        "half a pair",
                        new byte[] {(byte) 0xFF, (byte) 0xFE, '\n', 0, 0, (byte) 0xD8, 'a', 0},
                        "line 2: it is not valid UTF-16LE"),
                arguments("UTF-32", "\ufeffab".getBytes(Charset.forName("UTF-32LE")), "UTF-32"),
                arguments("a workbook", new byte[] {'P', 'K', 3, 4, 0, 0}, "a workbook of a spreadsheet"),
                arguments("gzip", new byte[] {0x1F, (byte) 0x8B, 8}, "compressed with gzip"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void line10Refused(String what, byte[] bytes, String message) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining(folder.resolve("text").toString())
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', true, false",
        "'a\n', true, false",
        "'a\r', true, false",
        "'a', false, false",
        "'a: [1]', false, true",
        "'a: [1] ', false, true",
        "'a: {}', false, true",
        "'- 1 # all', false, true",
        "'# all', false, true",
        "'- 1#', false, false",
        "'# all\n- 1', false, false",
    })
    void line14HowItEndsIsKnown(String text, boolean lineEnd, boolean closed) throws IOException {
        try (TextInput input = TextInput.open(Files.writeString(folder.resolve("text"), text))) {
            input.transferTo(new StringWriter());

            assertThat(input.endsWithALineEnd()).isEqualTo(lineEnd);
            assertThat(input.endsWithABracketOrAComment()).isEqualTo(closed);
        }
    }

    @Test
    void line9AFileThatNeverEndsIsRefused() throws IOException {
        Path large = folder.resolve("long");
        try (BufferedWriter out = Files.newBufferedWriter(large)) {
            for (int i = 0; i <= 1 << 16; i++) {
                out.write("#".repeat(1023) + "\n");
            }
        }
        try (TextInput input = TextInput.open(large)) {
            assertThatThrownBy(() -> input.transferTo(Writer.nullWriter()))
                    .isInstanceOf(FileRefusedException.class)
                    .hasMessageContaining("characters; 1,000 images of 500 accounts need fewer");
        }
        try (TextInput zeros = TextInput.open(Path.of("/dev/zero"))) {
            assertThatThrownBy(() -> zeros.transferTo(Writer.nullWriter()))
                    .isInstanceOf(FileRefusedException.class)
                    .hasMessageContaining("line 1: it has more than 16777216 characters");
        }
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> TextInput.open(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("none") + ": there is no such file");
        assertThatThrownBy(() -> TextInput.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": it is a folder");
        assertThatThrownBy(() -> TextInput.open(folder.resolve("a\u001b[2J")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a\\u001b[2J");
    }

    private String read(byte[] bytes) throws IOException {
        StringWriter text = new StringWriter();
        try (TextInput input = TextInput.open(Files.write(folder.resolve("text"), bytes))) {
            input.transferTo(text);
        }
        return text.toString();
    }
}
