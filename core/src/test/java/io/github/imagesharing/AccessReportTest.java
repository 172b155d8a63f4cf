package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A report says whether it is whole, and names in it are data. */
class AccessReportTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final ImageId IMAGE = ImageId.of("img-6pb6lrmy");
    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId OTHER = AccountId.of("100000000018");

    private final AccessReport all = report("web");

    @Test
    void line12WhatLeavesSharesOutIsNarrowed() {
        AccessReport old = all.olderThan(Duration.ofDays(30));
        AccessReport strangers = all.outside(List.of(OTHER));

        assertThat(all.narrowed()).isFalse();
        assertThat(List.of(old, strangers, strangers.olderThan(Duration.ofDays(1)), old.outside(List.of())))
                .allMatch(AccessReport::narrowed);
        assertThat(all.outside(List.of()).narrowed())
                .as("also where nothing was left out this time")
                .isTrue();
    }

    @Test
    void itsPlansEndExactlyTheSharesItShows() {
        assertThat(all.toUnshare())
                .containsExactly(new SharePlan(IMAGE, Set.of(), Set.of(PARTNER, OTHER), Set.of(), false));
        assertThat(all.olderThan(Duration.ofDays(30)).toUnshare())
                .containsExactly(new SharePlan(IMAGE, Set.of(), Set.of(PARTNER), Set.of(), true))
                .asString()
                .contains("1 lose it, 0 keep it, others keep what they have");
        assertThat(all.outside(List.of(PARTNER, OTHER)).toUnshare()).isEmpty();
        assertThat(all.outside(List.of()).toUnshare().get(0).keeping(List.of(OTHER)))
                .isEqualTo(new SharePlan(IMAGE, Set.of(), Set.of(PARTNER), Set.of(OTHER), true));
    }

    @Test
    void line14TheLastRowTellsWhetherTheCsvIsWhole() {
        assertThat(all.toCsv()).isEqualTo("""
                        image_id,image_name,image_state,account_id,shared_at\r
                        img-6pb6lrmy,web,NORMAL,1038493875,2025-05-01T10:00:00Z\r
                        img-6pb6lrmy,web,NORMAL,100000000018,\r
                        img-gone,mail,DELETED,,\r
                        #end 3 complete,,,,\r
                        """);
        assertThat(all.olderThan(Duration.ofDays(30)).toCsv())
                .endsWith("2025-05-01T10:00:00Z\r\nimg-gone,mail,DELETED,,\r\n#end 2 narrowed,,,,\r\n");
    }

    @Test
    void line12TheJsonTellsWhetherItIsNarrowed() {
        assertThat(json(all).get("narrowed").getAsBoolean()).isFalse();
        assertThat(json(all.outside(List.of())).get("narrowed").getAsBoolean()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            =HYPERLINK(A1)       | '=HYPERLINK(A1)
            +1                   | '+1
            -1                   | '-1
            @SUM(A1)             | '@SUM(A1)
            ＝1+1                | '＝1+1
            web;=1+1             | "web;'=1+1"
            ;; -x                | ";;' -x"
            ,=1+1                | ",=1+1"
            web=1                | web=1
            a-b                  | a-b
            it's "gold", -1      | "it's ""gold"", -1"
            生产-😀              | 生产-😀
            """)
    void line15ANameIsNoFormula(String name, String cell) {
        assertThat(report(name).toCsv()).contains("\r\nimg-6pb6lrmy," + cell + ",NORMAL,1038493875,");
    }

    @Test
    void line15AStateThatThisVersionDoesNotKnowIsNoFormulaEither() {
        AccessReport report = new AccessReport(
                NOW, List.of(image("img-1", "web", Map.of("ImageState", "=1+1"))), Map.of(), List.of());

        assertThat(report.toCsv()).contains("img-1,web,'=1+1,,");
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "\u001b[2J\u001b[31m",
                "a\rb",
                "a\nb\r\n",
                "\t=1",
                "a\u0085b",
                "\u202e5783",
                "\u2028\u2029",
                "\u009b31m",
                "\ufeff",
                "\ud800",
                "\u007f\u0000",
                "\udb40\udc01 tag",
                "back\\u001bslash"
            })
    void line15WhatActsInANameIsEscapedAndInJsonWithoutLoss(String name) {
        AccessReport report = report(name);

        assertThat(report.toCsv()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\r\n]]");
        assertThat(report.toCsv().lines()).hasSize(5);
        assertThat(report.toJson()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\n]]");
        assertThat(json(report)
                        .getAsJsonArray("images")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString())
                .isEqualTo(name);
    }

    private static JsonObject json(AccessReport report) {
        return JsonParser.parseString(report.toJson()).getAsJsonObject();
    }

    static AccessReport report(String name) {
        return new AccessReport(
                NOW,
                List.of(image(IMAGE.value(), name, Map.of())),
                Map.of(
                        IMAGE,
                        List.of(
                                new SharedAccount(PARTNER, NOW.minus(Duration.ofDays(365))),
                                new SharedAccount(OTHER, null))),
                List.of(image("img-gone", "mail", Map.of())));
    }

    private static CvmImage image(String id, String name, Map<String, String> unrecognized) {
        return new CvmImage(
                ImageId.of(id),
                name,
                unrecognized.isEmpty() ? ImageState.NORMAL : ImageState.UNKNOWN,
                ImageSource.CREATE_IMAGE,
                ImageType.PRIVATE_IMAGE,
                LicenseType.BYOL,
                "",
                "",
                "",
                1,
                true,
                List.of(),
                null,
                "",
                false,
                null,
                unrecognized);
    }
}
