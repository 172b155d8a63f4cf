package io.github.imagesharing.cli.files;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.AccountId;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A list of accounts is read as people and other programs leave it. */
class AccountListTest {

    private static final String TWO = "100000000018\n1038493875\n";

    @TempDir
    private Path folder;

    static Stream<Arguments> lines10And11Readable() {
        return Stream.of(
                arguments("as it should be", TWO.getBytes(UTF_8)),
                arguments("a byte-order mark", ("\ufeff" + TWO).getBytes(UTF_8)),
                arguments("UTF-16 of a Windows shell", ("\ufeff" + TWO.replace("\n", "\r\n")).getBytes(UTF_16LE)),
                arguments("UTF-16, the other way", ("\ufeff" + TWO).getBytes(UTF_16BE)),
                arguments("commas", "100000000018,1038493875".getBytes(UTF_8)),
                arguments("semicolons and empty lines", "\n100000000018 ; 1038493875;\n\n;;\n".getBytes(UTF_8)),
                arguments("Chinese commas", "100000000018，1038493875、\n".getBytes(UTF_8)),
                arguments("tabs", "100000000018\t1038493875\t\n".getBytes(UTF_8)),
                arguments("comments", "# 伙伴, 1\n100000000018 # HQ; 7\n1038493875#\n".getBytes(UTF_8)),
                arguments("no-break spaces", "\u00a0100000000018\u00a0\n\u30001038493875\u200b\n".getBytes(UTF_8)),
                arguments("direction marks", "\u202a100000000018\u202c\n\u200e1038493875\n".getBytes(UTF_8)),
                arguments("marks of joined files", "100000000018\n\ufeff1038493875\n".getBytes(UTF_8)),
                arguments("apostrophes of a spreadsheet", "'100000000018\n=\"1038493875\"\n".getBytes(UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void lines10And11Readable(String what, byte[] bytes) throws IOException {
        assertThat(read(bytes)).containsExactly(AccountId.of("100000000018"), AccountId.of("1038493875"));
    }

    static Stream<Arguments> lines10And11Refused() {
        return Stream.of(
                arguments("7\n1.00001E+11\n", "line 2: account id \"1.00001E+11\"", "spreadsheet rounded"),
                arguments("1038493875.0\n", "line 1: account id \"1038493875.0\"", "decimals"),
                arguments("1,038,493,875\n", "line 1: account id \"1,038,493,875\"", "digits in groups"),
                arguments("1,138,493,875,\n", "line 1: \"1,138\"", "in groups of digits"),
                arguments("100000000018,1,138,493,875\n", "line 1: \"1,138\"", "in groups of digits"),
                arguments("１０３８\n", "line 1: account id \"１０３８\"", "FULLWIDTH DIGIT ONE"),
                arguments("7\n\n001038493875\n", "line 3: account id", "leading zeros"),
                arguments("7, +8\n", "line 1: account id \"+8\"", "sign"),
                arguments("1 038\n", "line 1: account id \"1 038\"", "SPACE"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void lines10And11Refused(String text, String where, String look) {
        assertThatThrownBy(() -> read(text.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(folder.resolve("list") + ", " + where)
                .hasMessageContaining(look);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "GB18030"})
    void line10AnotherEncodingIsNamed(String charset) {
        assertThatThrownBy(() -> read("7\n# 合作伙伴\n".getBytes(Charset.forName(charset))))
                .hasMessageContaining("list, line 2: it is not UTF-8; it seems to be GBK or GB18030");
    }

    private List<AccountId> read(byte[] bytes) throws IOException {
        return AccountList.read(Files.write(folder.resolve("list"), bytes));
    }
}
