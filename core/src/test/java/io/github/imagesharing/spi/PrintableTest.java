package io.github.imagesharing.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What acts on a terminal or hides text is escaped; what has a shape is left alone. */
class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J",
                "\r",
                "\n",
                "\t",
                "\u0007",
                "\u007f",
                "\u009b31m",
                "\u0085",
                "\u2028",
                "\u2029",
                "\u202e",
                "\u2066",
                "\u200f",
                "\u061c",
                "\ufeff",
                "\u00ad",
                "\u200b",
                "\ud83d",
                "\uDB40\uDC41",
                "\u0000",
                "\u3164"
            })
    void whatActsIsEscaped(String acting) {
        assertThat(Printable.of("a" + acting + "b")).matches("a(\\\\u[0-9a-f]{4})+[^\\p{C}]*b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "web 1.0 (prod)", "生产环境", "👩‍👩‍👧 image", "e\u0301", "می‌خواهم", "\u00a0", "a\\b", "=1+1"})
    void whatHasAShapeIsLeftAlone(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }
}
