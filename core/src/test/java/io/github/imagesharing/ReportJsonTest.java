package io.github.imagesharing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.imagesharing.ImageSharingException.Details;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shape that others read. It may grow, and no member of it may change. */
class ReportJsonTest {

    private static final ImageId IMAGE = ImageId.of("img-6pb6lrmy");
    private static final ImageId OTHER = ImageId.of("img-n9eekbnt");
    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId CLOSED = AccountId.of("3205597606");
    private static final AccountId CLOSED_TOO = AccountId.of("3205597607");
    private static final AccountId DOUBTFUL = AccountId.of("100000000018");

    private static AccountNotFoundException notFound() {
        return new AccountNotFoundException(new Details(
                "img-6pb6lrmy: no such account",
                "InvalidAccountId.NotFound",
                "request-1",
                IMAGE,
                DetectedBy.SERVICE,
                new IllegalStateException("what lies beneath")));
    }

    private static ImageNotShareableException byol() {
        return new ImageNotShareableException(
                Details.precondition(OTHER, "img-n9eekbnt: its license is BYOL"),
                ImageNotShareableException.Reason.BYOL);
    }

    private static ShareReport report() {
        Map<AccountId, Outcome> outcomes = new LinkedHashMap<>();
        outcomes.put(PARTNER, new Outcome.Changed());
        outcomes.put(CLOSED, new Outcome.Failed(notFound()));
        outcomes.put(CLOSED_TOO, new Outcome.Failed(notFound()));
        outcomes.put(
                DOUBTFUL,
                new Outcome.Unknown(new CloudUnreachableException(
                        Details.client(IMAGE, "img-6pb6lrmy: the connection was lost", null), true, true)));
        return new ShareReport(IMAGE, outcomes, List.of("request-0"), Set.of(AccountId.of("100000000019")));
    }

    private static BatchReport batch() {
        Map<ImageId, ShareReport> reports = new LinkedHashMap<>();
        reports.put(IMAGE, new ShareReport(IMAGE, Map.of(PARTNER, new Outcome.Unchanged()), List.of()));
        reports.put(OTHER, new ShareReport(OTHER, Map.of(PARTNER, new Outcome.Failed(byol())), List.of()));
        return new BatchReport(reports);
    }

    @SuppressWarnings("ImmutableEnumChecker") // each is a lambda without state
    enum Shape {
        SHARE_REPORT(() -> report().toJson()),
        BLUEPRINT_REPORT(() -> new ShareReport(
                        BlueprintId.of("lhbp-su83x02a"), Map.of(PARTNER, new Outcome.Changed()), List.of("request-0"))
                .toJson()),
        BATCH_REPORT(() -> batch().toJson()),
        SHARE_PLAN(() -> new SharePlan(IMAGE, Set.of(PARTNER), Set.of(CLOSED), Set.of(DOUBTFUL), true).toJson()),
        SHARE_CHECK(() -> new ShareCheck(
                        List.of(byol()),
                        List.of(new ShareCheck.Unchecked(Precondition.NOT_ENCRYPTED, "CBS may not be asked")))
                .toJson()),
        DISTRIBUTION_REPORT(() -> DistributionReportTest.report().toJson()),
        DISTRIBUTION_PLAN(() -> DistributionReportTest.plan().toJson()),
        ACCESS_REPORT(() -> AccessReportTest.report("web").toJson());

        private final Supplier<String> json;

        Shape(Supplier<String> json) {
            this.json = json;
        }
    }

    private static String golden(Shape shape) throws IOException {
        String file = "/json/" + shape.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
        try (InputStream stream = requireNonNull(ReportJsonTest.class.getResourceAsStream(file), file)) {
            return new String(stream.readAllBytes(), UTF_8).stripTrailing();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFrozen(Shape shape) throws IOException {
        assertThat(shape.json.get()).isEqualToNormalizingNewlines(golden(shape));
    }

    @Test
    void thePageShowsEachShapeAsItIs() throws IOException {
        List<JsonElement> shown = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/json.md")))
                .results()
                .map(block -> JsonParser.parseString(block.group(1)))
                .toList();
        List<JsonElement> frozen = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            if (shape != Shape.BLUEPRINT_REPORT) {
                frozen.add(JsonParser.parseString(golden(shape)));
            }
        }

        assertThat(shown).containsExactlyElementsOf(frozen);
    }

    @Test
    void accountsThatFailAlikeStandBesideOneErrorWithoutAStackTrace() {
        Map<ImageId, ShareReport> reports = new LinkedHashMap<>();
        String said = "img-00000000: the action is not allowed by the policy of the account. ".repeat(4);
        for (int i = 0; i < 12; i++) {
            ImageId image = ImageId.of("img-1000000" + i);
            Outcome refused = new Outcome.Failed(new AccessDeniedException(
                    new Details(said, "UnauthorizedOperation", "request-" + i, image, DetectedBy.SERVICE, null)));
            reports.put(image, new ShareReport(image, Map.of(PARTNER, refused, CLOSED, refused), List.of()));
        }

        String json = new BatchReport(reports).toJson();

        assertThat(json)
                .hasSizeLessThan(13_000)
                .doesNotContain("io.github.imagesharing")
                .doesNotContain("beneath");
        assertThat(json.split(said, -1)).hasSize(12 + 1);
    }

    @Test
    void anImageRefusedAsAWholeIsNoLargerForFiveHundredAccountsThanTheirNumbers() {
        Map<AccountId, Outcome> outcomes = new LinkedHashMap<>();
        IntStream.range(0, 500)
                .forEach(i -> outcomes.put(AccountId.of("" + (100_000_000_000L + i)), new Outcome.Failed(byol())));

        JsonObject json = JsonParser.parseString(new ShareReport(OTHER, outcomes, List.of()).toJson())
                .getAsJsonObject();

        assertThat(json.getAsJsonArray("failures")).hasSize(1);
        assertThat(json.getAsJsonArray("failed")).hasSize(500);
    }

    @Test
    void whatTheServiceSaysActsOnNoTerminalAndComesBackAsItWas() {
        ImageSharingException hostile = new UnrecognizedServiceException(
                new Details("\u001b[2J \u202e\"\n生产", "A\"\u001b", "\u0007", IMAGE, DetectedBy.SERVICE, null));

        String json = new ShareReport(IMAGE, Map.of(PARTNER, new Outcome.Failed(hostile)), List.of()).toJson();

        assertThat(json).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
        JsonObject error = JsonParser.parseString(json)
                .getAsJsonObject()
                .getAsJsonArray("failures")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("error");
        assertThat(error.get("message").getAsString()).isEqualTo(hostile.getMessage());
        assertThat(error.get("code").getAsString()).isEqualTo("A\"\u001b");
    }
}
