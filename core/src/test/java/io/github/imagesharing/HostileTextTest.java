package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.spi.Printable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an image is called and what the service says is printed by others: in messages, in logs and in tables. */
class HostileTextTest {

    private static final String HOSTILE = "\u001b[2J\rok\nall shared\u202e\u0007";
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void theMessageOfAnExceptionIsOneLineThatCanBePrinted() {
        ImageSharingException failure =
                new ImageNotFoundException(Details.precondition(ImageId.of("img-1"), "no image: " + HOSTILE));

        assertThat(failure).hasMessage("no image: " + Printable.of(HOSTILE));
        assertThat(failure.with(failure.details().withMessage("again " + HOSTILE)))
                .hasMessage("again " + Printable.of(HOSTILE));
        assertThat(failure.toString()).doesNotContainPattern("\\p{C}");
    }

    @Test
    void anImageOrAnAuditThatIsLoggedIsOneLine() {
        CvmImage image = image("img-1", HOSTILE);

        assertThat(image.toString())
                .contains("id=img-1", "name=" + Printable.of(HOSTILE), "ImageState=" + Printable.of(HOSTILE))
                .doesNotContainPattern("\\p{C}");
        assertThat(report(image).toString()).doesNotContainPattern("\\p{C}");
    }

    @Test
    void theTableHasOneLineForEachImage() {
        String text = report(image("img-1", HOSTILE), image("img-2", "web")).toText();

        assertThat(text.lines()).hasSize(3).noneMatch(line -> line.matches(".*\\p{C}.*"));
        assertThat(text).contains(Printable.of(HOSTILE));
    }

    @Test
    void theTableIsStraightWhateverTheNames() {
        assertThat(report(
                                image("img-1", "生产环境"),
                                image("img-2", "web"),
                                image("img-3", "🚀 e\u0301"),
                                image("img-4", "서울 ﾊﾟ"))
                        .toText()
                        .lines())
                .containsExactly(
                        "image  name      state   account  since",
                        "img-1  生产环境  NORMAL  7        2026-01-02T03:04:05Z",
                        "img-2  web       NORMAL  7        2026-01-02T03:04:05Z",
                        "img-3  🚀 e\u0301      NORMAL  7        2026-01-02T03:04:05Z",
                        "img-4  서울 ﾊﾟ   NORMAL  7        2026-01-02T03:04:05Z");
    }

    private static AccessReport report(CvmImage... images) {
        return new AccessReport(
                TIME,
                List.of(images),
                List.of(images).stream()
                        .collect(Collectors.toMap(
                                CvmImage::id, image -> List.of(new SharedAccount(AccountId.of("7"), TIME)))),
                List.of());
    }

    private static CvmImage image(String id, String name) {
        boolean odd = name.equals(HOSTILE);
        return new CvmImage(
                ImageId.of(id),
                name,
                odd ? ImageState.UNKNOWN : ImageState.NORMAL,
                ImageSource.CREATE_IMAGE,
                ImageType.PRIVATE_IMAGE,
                LicenseType.TENCENT_CLOUD,
                "",
                name,
                "",
                50,
                true,
                List.of(),
                null,
                name,
                false,
                null,
                odd ? Map.of("ImageState", HOSTILE) : Map.of());
    }
}
