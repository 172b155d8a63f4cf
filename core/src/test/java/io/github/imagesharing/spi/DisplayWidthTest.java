package io.github.imagesharing.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns are counted as a terminal counts them, not in UTF-16 units. */
class DisplayWidthTest {

    @ParameterizedTest(name = "{0} takes {1}")
    @CsvSource(textBlock = """
            '', 0
            web-1.0, 7
            naïve, 5
            e\u0301te\u0301, 3
            生产环境, 8
            『东京』, 8
            ウェブ, 6
            ﾊﾟｿｺﾝ, 5
            Ａ１, 4
            서울, 4
            \u1112\u1161\u11ab, 2
            กรุงเทพ, 6
            שלום, 4
            می\u200cخواهم, 7
            🚀, 2
            𠮷野家, 6
            a\u200db, 2
            ❤\ufe0f, 1
            ✓, 1
            ⏰, 2
            ·, 1
            """)
    void aTextTakesTheColumnsOfItsCharacters(String text, int columns) {
        assertThat(Printable.columns(text)).isEqualTo(columns);
    }

    @Test
    void whatIsEscapedIsCountedAsItIsShown() {
        assertThat(Printable.columns("a\u001bb")).isEqualTo("a\\u001bb".length());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            web,      6, 'web   '
            生产,      6, '生产  '
            🚀,       6, '🚀    '
            生产环境,   6, '生产环境'
            """)
    void aCellIsFilledUpToItsColumns(String text, int columns, String padded) {
        assertThat(Printable.padded(text, columns)).isEqualTo(padded);
    }
}
