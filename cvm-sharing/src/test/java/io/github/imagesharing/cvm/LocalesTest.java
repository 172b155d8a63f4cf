package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ShareReport;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every call works under any default locale and time zone, and what is meant for machines is the same. */
class LocalesTest extends FakeCloudFixture {

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @CsvSource({
        "th-TH, Asia/Bangkok",
        "th-TH-u-nu-thai, Pacific/Kiritimati",
        "ar-EG, Africa/Cairo",
        "ar-SA, Asia/Riyadh",
        "fa-IR, Asia/Tehran",
        "mr-IN, Asia/Kolkata",
        "bn-BD, Asia/Dhaka",
        "my-MM, Asia/Yangon",
        "ne-NP, Asia/Kathmandu",
        "ja-JP-u-ca-japanese, Pacific/Pago_Pago",
        "tr-TR, Europe/Istanbul"
    })
    void sharesAndReports(String tag, String zoneId) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone(zoneId));
        ImageId image = cloud.addImage();

        ShareReport report = sharing.share(image, List.of(PARTNER));

        assertThat(report.changed()).containsExactly(PARTNER);
        assertThat(cloud.accountsOf(image)).isEqualTo(Set.of(PARTNER));
        assertThat(sharing.audit(ImageQuery.all()).toCsv())
                .matches("[ -~\\r\\n]*")
                .contains("1038493875");
        assertThat(sharing.plan(image, List.of()).toString())
                .matches("[ -~\\r\\n]*")
                .contains("1 lose it");
    }
}
