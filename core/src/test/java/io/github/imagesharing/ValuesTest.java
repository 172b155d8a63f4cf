package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.spi.Printable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values refuse what is malformed and name it, and read what the service will say next year. */
class ValuesTest {

    private enum Kind {
        IMAGE("img-6pb6lrmy"),
        ACCOUNT("1038493875"),
        BLUEPRINT("lhbp-2k6t1p3d"),
        REGION("ap-guangzhou");

        private final String example;

        Kind(String example) {
            this.example = example;
        }

        @SuppressWarnings("NullAway")
        Object of(@Nullable String text) {
            return switch (this) {
                case IMAGE -> ImageId.of(text);
                case ACCOUNT -> AccountId.of(text);
                case BLUEPRINT -> BlueprintId.of(text);
                case REGION -> Region.of(text);
            };
        }
    }

    static Stream<Arguments> malformed() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(
                                null,
                                "",
                                " ",
                                "x",
                                "IMG-1",
                                "img-",
                                "lhbp-",
                                "ap_guangzhou",
                                " " + kind.example,
                                kind.example + " ",
                                kind.example + "\n",
                                kind.example + "\u3000",
                                kind.example + "é")
                        .filter(text -> kind != Kind.REGION || !"x".equals(text))
                        .map(text -> arguments(kind, text)));
    }

    @ParameterizedTest(name = "{0} \"{1}\"")
    @MethodSource("malformed")
    void aMalformedValueIsRefusedByName(Kind kind, @Nullable String text) {
        assertThatThrownBy(() -> kind.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text == null ? "null" : '"' + Printable.of(text) + '"')
                .hasMessageContaining(kind.name().toLowerCase(java.util.Locale.ROOT));
    }

    /** Each is refused before there is a request to put it into. */
    static Stream<Arguments> rowsOfInputs() {
        return Stream.of(
                arguments("27a an image id with a newline", Kind.IMAGE, "img-\n1"),
                arguments("27b an image id in unicode", Kind.IMAGE, "img-镜像-😀"),
                arguments("27c an image id with half a surrogate pair", Kind.IMAGE, "img-\uD800"),
                arguments("27d an image id with a NUL", Kind.IMAGE, "i\"\\\u0000\u2028<>&'="),
                arguments("27e no image id", Kind.IMAGE, null),
                arguments("27f an empty image id", Kind.IMAGE, ""),
                arguments("27r no region", Kind.REGION, null),
                arguments("27r an empty region", Kind.REGION, ""),
                arguments("27r a region with a newline", Kind.REGION, "ap-guang\nzhou"),
                arguments("27r a region in Chinese", Kind.REGION, "区域"),
                arguments("27r a region with another header", Kind.REGION, "ap-guangzhou\r\nX-Evil: 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rowsOfInputs")
    void isRefusedAtTheDoor(String row, Kind kind, @Nullable String text) {
        assertThatThrownBy(() -> kind.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text == null ? "null" : '"' + Printable.of(text) + '"');
    }

    @ParameterizedTest(name = "27m {0}")
    @EnumSource
    void aMegabyteIsJudgedLikeAnyOtherTextAndQuotedInPart(Kind kind) {
        String wellFormed = kind.example + (kind == Kind.REGION ? "-a" : "1").repeat(1 << 20);
        assertThat(kind.of(wellFormed)).hasToString(wellFormed);
        assertThatThrownBy(() -> kind.of(wellFormed + " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining('"' + wellFormed.substring(0, 80) + "\"... of " + (wellFormed.length() + 1))
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain(wellFormed.substring(0, 81)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "IMAGE, img-6pb6lrmy",
        "IMAGE, img-1",
        "ACCOUNT, 0",
        "ACCOUNT, 100000000000000000000000000000000000001",
        "BLUEPRINT, lhbp-2k6t1p3d",
        "REGION, ap-guangzhou",
        "REGION, ap-shanghai-fsi",
        "REGION, na-siliconvalley",
        "REGION, x9",
    })
    void aWellFormedValueIsItsText(Kind kind, String text) {
        assertThat(kind.of(text)).hasToString(text).isEqualTo(kind.of(text));
    }

    @ParameterizedTest
    @CsvSource({"ACCOUNT, 10x", "ACCOUNT, １２３", "ACCOUNT, -1", "REGION, ap--x", "REGION, AP-GUANGZHOU", "REGION, -x"})
    void lettersAndForeignDigitsAreRefused(Kind kind, String text) {
        assertThatThrownBy(() -> kind.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("NORMAL", ImageState.of("NORMAL"), ImageState.NORMAL),
                arguments("THAWING", ImageState.of("THAWING"), ImageState.UNKNOWN),
                arguments("normal", ImageState.of("normal"), ImageState.UNKNOWN),
                arguments("null", ImageState.of(null), ImageState.UNKNOWN),
                arguments("CREATEFAILED", ImageState.of("CREATEFAILED"), ImageState.CREATEFAILED),
                arguments("TencentCloud", LicenseType.of("TencentCloud"), LicenseType.TENCENT_CLOUD),
                arguments("BYOL", LicenseType.of("BYOL"), LicenseType.BYOL),
                arguments("Other", LicenseType.of("Other"), LicenseType.UNKNOWN),
                arguments("PRIVATE_IMAGE", ImageType.of("PRIVATE_IMAGE"), ImageType.PRIVATE_IMAGE),
                arguments("", ImageType.of(""), ImageType.UNKNOWN),
                arguments("CREATE_IMAGE", ImageSource.of("CREATE_IMAGE"), ImageSource.CREATE_IMAGE),
                arguments("BORROWED", ImageSource.of("BORROWED"), ImageSource.UNKNOWN),
                arguments("DATA_DISK", DiskUsage.of("DATA_DISK"), DiskUsage.DATA_DISK),
                arguments("TAPE", DiskUsage.of("TAPE"), DiskUsage.UNKNOWN));
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @MethodSource("texts")
    void enumerationsReadWhatTheyKnowAndWhatTheyDoNot(String text, Enum<?> read, Enum<?> expected) {
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aQueryIsOfOneKind() {
        ImageId image = ImageId.of("img-1");
        assertThat(ImageQuery.all().ids()).isEmpty();
        assertThat(ImageQuery.byIds(List.of(image, image)).ids()).containsExactly(image);
        assertThat(ImageQuery.byName("web").filters()).isEqualTo(Map.of("image-name", "web"));
        assertThat(ImageQuery.byTag("team", "x").filters()).isEqualTo(Map.of("tag:team", "x"));
        assertThat(ImageQuery.family("web").family()).isEqualTo("web");
        assertThat(List.of(ImageQuery.all(), ImageQuery.byName("web"), ImageQuery.family("web")))
                .extracting(ImageQuery::type)
                .containsOnly(ImageType.PRIVATE_IMAGE);
        assertThat(ImageQuery.sharedWithMe().type()).isEqualTo(ImageType.SHARED_IMAGE);
        assertThat(ImageQuery.sharedWithMe()).isNotEqualTo(ImageQuery.all());
        assertThatThrownBy(() -> ImageQuery.family(" ")).hasMessageContaining("family \" \": it must not be blank");
        assertThatThrownBy(() -> new ImageQuery(Set.of(), Map.of(), "", ImageType.PUBLIC_IMAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PUBLIC_IMAGE: PRIVATE_IMAGE, your own, or SHARED_IMAGE");
        assertThatThrownBy(() -> ImageQuery.byIds(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageQuery.byName(" ")).hasMessageContaining("image-name \" \"");
        assertThatThrownBy(() -> ImageQuery.byTag("", "x")).hasMessageContaining("tag key \"\"");
        assertThatThrownBy(() -> ImageQuery.byTag("team", "")).hasMessageContaining("tag:team");
        assertThatThrownBy(() -> new ImageQuery(Set.of(image), Map.of("image-name", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("img-1");
    }
}
