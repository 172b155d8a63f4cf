package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An identifier has one spelling; any other is refused with what it looks like. */
class IdSpellingTest {

    static Stream<Arguments> line11Accounts() {
        return Stream.of(
                arguments("1.00001E+11", "a number that a spreadsheet rounded"),
                arguments("1,00001E+11", "a number that a spreadsheet rounded"),
                arguments("1e11", "a number that a spreadsheet rounded"),
                arguments("1038493875.0", "a number with decimals"),
                arguments("1038493875,00", "a number with decimals"),
                arguments("1,038,493,875", "digits in groups"),
                arguments("1.038.493.875", "digits in groups"),
                arguments("1'038'493'875", "digits in groups"),
                arguments("1_038_493_875", "digits in groups"),
                arguments("1 038 493 875", "SPACE (U+0020)"),
                arguments("1\u00a0038\u00a0493", "NO-BREAK SPACE (U+00A0)"),
                arguments("1,03,84,93,875", "digits in groups"),
                arguments("+1038493875", "a number with a sign"),
                arguments("-1038493875", "a number with a sign"),
                arguments("001038493875", "a number with leading zeros"),
                arguments("00", "a number with leading zeros"),
                arguments("'1038493875", "with a sign before it"),
                arguments("=\"1038493875\"", "with a sign before it"),
                arguments("１０３８４９３８７５", "FULLWIDTH DIGIT ONE (U+FF11)"),
                arguments("١٠٣٨٤٩٣٨٧٥", "ARABIC-INDIC DIGIT ONE (U+0661)"),
                arguments("१०३८४९३८७५", "DEVANAGARI DIGIT ONE (U+0967)"),
                arguments("1038493875\u3000", "IDEOGRAPHIC SPACE (U+3000)"),
                arguments("10384\u200b93875", "ZERO WIDTH SPACE (U+200B)"),
                arguments("\u202d1038493875", "LEFT-TO-RIGHT OVERRIDE (U+202D)"),
                arguments("\ufeff1038493875", "ZERO WIDTH NO-BREAK SPACE (U+FEFF)"),
                arguments("1038493875\n", "LINE FEED"),
                arguments("1038493875.", "it ends in '.'"),
                arguments("1038493875,", "it ends in ','"),
                arguments("1038493875；", "FULLWIDTH SEMICOLON"),
                arguments("img-6pb6lrmy", "an image id"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void line11Accounts(String spelling, String look) {
        assertThatThrownBy(() -> AccountId.of(spelling))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("; it ")
                .hasMessageContaining(look)
                .satisfies(
                        thrown -> assertThat(thrown.getMessage()).doesNotContain("\n", "\u200b", "\u202d", "\ufeff"));
    }

    static Stream<Arguments> line11Images() {
        return Stream.of(
                arguments("IMG-6PB6LRMY", "it should be in small letters"),
                arguments("Img-6pb6lrmy", "it should be in small letters"),
                arguments("img-6pb6lrmy.", "it ends in '.'"),
                arguments("img-6pb6lrmy,", "it ends in ','"),
                arguments("img-6pb6lrmy ", "SPACE"),
                arguments("img\u20116pb6lrmy", "NON-BREAKING HYPHEN (U+2011)"),
                arguments("img–6pb6lrmy", "EN DASH (U+2013)"),
                arguments("ｉｍｇ-6pb6lrmy", "FULLWIDTH LATIN SMALL LETTER I"),
                arguments("“img-6pb6lrmy”", "LEFT DOUBLE QUOTATION MARK"),
                arguments("img-6pb6\u00adlrmy", "SOFT HYPHEN (U+00AD)"),
                arguments("'img-6pb6lrmy", "with a sign before it"),
                arguments("lhbp-su83x02a", "a blueprint id"),
                arguments("1038493875", "an account id"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void line11Images(String spelling, String look) {
        assertThatThrownBy(() -> ImageId.of(spelling))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("; it ")
                .hasMessageContaining(look);
    }

    @Test
    void whatLooksLikeNothingIsOnlyRefused() {
        assertThatThrownBy(() -> AccountId.of("acme"))
                .hasMessage(
                        "account id \"acme\": it must be a root account id (UIN), digits only, like \"1038493875\"");
        assertThatThrownBy(() -> AccountId.of("1,".repeat(1 << 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("... of 2097152 characters");
    }

    @Test
    void itsOwnSpellingIsTaken() {
        assertThat(AccountId.of("100000000000000000000000000000000000001")).hasToString("1" + "0".repeat(37) + "1");
        assertThat(ImageId.of("img-6pb6lrmy")).hasToString("img-6pb6lrmy");
    }
}
