package io.github.imagesharing.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSource;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.LicenseType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which image may be the copy of another. */
class CopyRulesTest {

    /** What two images are compared by, and the state. */
    private record Members(
            String platform, String osName, String architecture, long size, ImageSource source, ImageState state) {

        CvmImage image(String id) {
            return image(id, null);
        }

        CvmImage image(String id, @Nullable Instant createdAt) {
            return new CvmImage(
                    ImageId.of(id),
                    "golden",
                    state,
                    source,
                    ImageType.PRIVATE_IMAGE,
                    LicenseType.TENCENT_CLOUD,
                    platform,
                    osName,
                    architecture,
                    size,
                    true,
                    List.of(),
                    createdAt,
                    "",
                    false,
                    null,
                    Map.of());
        }
    }

    private static Members like(String platform, String osName, String architecture, long size, ImageState state) {
        return new Members(platform, osName, architecture, size, ImageSource.CREATE_IMAGE, state);
    }

    static Stream<Arguments> images() {
        ImageState normal = ImageState.NORMAL;
        ImageState syncing = ImageState.SYNCING;
        return Stream.of(
                arguments(like("CentOS", "CentOS 8", "x86_64", 50, normal), ""),
                arguments(
                        like("Windows", "CentOS 8", "x86_64", 50, normal),
                        "its platform is \"Windows\" and not \"CentOS\""),
                arguments(
                        like("CentOS", "CentOS 7", "x86_64", 50, normal),
                        "its OS name is \"CentOS 7\" and not \"CentOS 8\""),
                arguments(
                        like("CentOS", "CentOS 8", "arm", 50, normal),
                        "its architecture is \"arm\" and not \"x86_64\""),
                arguments(
                        like("CentOS", "CentOS 8", "x86_64", 60, normal), "its size is \"60 GiB\" and not \"50 GiB\""),
                arguments(
                        new Members("CentOS", "CentOS 8", "x86_64", 50, ImageSource.EXTERNAL_IMPORT, normal),
                        "its source is \"EXTERNAL_IMPORT\" and not \"CREATE_IMAGE\""),
                arguments(like("CentOS", "", "x86_64", 50, normal), "its OS name is \"\" and not \"CentOS 8\""),
                // What the service does not say of a copy under way is no difference; what it says is.
                arguments(like("", "", "", 0, syncing), ""),
                arguments(like("Windows", "", "", 0, syncing), "its platform is \"Windows\" and not \"CentOS\""));
    }

    /** When the source and the found image were made, empty where the service does not say. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-02T00:00:00Z, 2026-01-01T00:00:00Z, false",
        "2026-01-02T00:00:00Z, 2026-01-02T00:00:00Z, true",
        "2026-01-02T00:00:00Z, 2026-01-03T00:00:00Z, true",
        "2026-01-02T00:00:00Z, , true",
        ", 2026-01-01T00:00:00Z, true",
    })
    void aCopyIsNotOlderThanItsSource(@Nullable Instant source, @Nullable Instant found, boolean mayBeACopy) {
        Members members = like("CentOS", "CentOS 8", "x86_64", 50, ImageState.NORMAL);

        assertThat(CopyRules.difference(members.image("img-6pb6lrmy", source), members.image("img-aaaaaaaa", found))
                        .isEmpty())
                .isEqualTo(mayBeACopy);
    }

    @ParameterizedTest
    @MethodSource("images")
    void aCopyIsLikeItsSourceInEveryMember(Members found, String difference) {
        CvmImage source =
                like("CentOS", "CentOS 8", "x86_64", 50, ImageState.NORMAL).image("img-6pb6lrmy");

        assertThat(CopyRules.difference(source, found.image("img-aaaaaaaa")).orElse(""))
                .isEqualTo(difference);
    }
}
