package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.ImageSharingException.Details;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A report, a plan or a check is one line in a log, short however large it is, and says what a person looks for. */
class LogLineTest {

    private static final ImageId IMAGE = image(1);
    private static final AccountId CLOSED = AccountId.of("3205597606");
    private static final String LONG = "\r\nERROR all is lost\u0000\u001b[31m\u2028\u202e\uD83D" + "🚀生产".repeat(500);

    private static ImageId image(int number) {
        return ImageId.of("img-" + (10_000_000 + number));
    }

    private static AccountId account(int number) {
        return AccountId.of("" + (100_000_000_000L + number));
    }

    private static Region region(int number) {
        return Region.of("ap-region-" + number);
    }

    private static Set<AccountId> accounts(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(LogLineTest::account)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static ImageSharingException notFound(String message) {
        return new AccountNotFoundException(
                new Details(message, "InvalidAccountId.NotFound", "request-1", IMAGE, DetectedBy.SERVICE, null));
    }

    private static ImageSharingException byol(String message) {
        return new ImageNotShareableException(
                Details.precondition(IMAGE, message), ImageNotShareableException.Reason.BYOL);
    }

    /** One failure of each of many types and codes. */
    private static ImageSharingException failure(int number) {
        Details details = new Details(
                number + LONG,
                number % 4 == 0 ? null : "FailedOperation.Code" + number + LONG,
                "request-1",
                IMAGE,
                DetectedBy.SERVICE,
                null);
        return switch (number % 3) {
            case 0 -> new AccountNotFoundException(details);
            case 1 -> new UnrecognizedServiceException(details);
            default -> new ServiceFailureException(details);
        };
    }

    private static ShareReport report(ImageId image, Set<AccountId> accounts, IntFunction<Outcome> outcome) {
        Map<AccountId, Outcome> outcomes = new LinkedHashMap<>();
        accounts.forEach(account -> outcomes.put(account, outcome.apply(outcomes.size())));
        return new ShareReport(image, outcomes, List.of("request-1"), accounts(900, accounts.size()));
    }

    private static BatchReport batch(int images, int accounts, IntFunction<Outcome> outcome) {
        Map<ImageId, ShareReport> reports = new LinkedHashMap<>();
        IntStream.range(0, images)
                .forEach(i -> reports.put(image(i), report(image(i), accounts(i * accounts, accounts), outcome)));
        return new BatchReport(reports);
    }

    private static Outcome mixed(int number) {
        return number % 2 == 0 ? new Outcome.Failed(failure(number)) : new Outcome.Unknown(failure(number));
    }

    private static <V> Map<Region, V> regions(int count, IntFunction<V> value) {
        Map<Region, V> map = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(i -> map.put(region(i), value.apply(i)));
        return map;
    }

    private static Arguments large(Object value) {
        return Arguments.of(value.getClass().getSimpleName(), value);
    }

    static Stream<Arguments> large() {
        ImageId longImage = ImageId.of("img-" + "x".repeat(2000));
        AccountId longAccount = AccountId.of("1".repeat(2000));
        Region longRegion = Region.of("ap-" + "x".repeat(2000));
        ImageSharingException longFailure = failure(1);
        Outcome refused = new Outcome.Failed(byol(LONG));
        return Stream.of(
                        batch(25, 3, LogLineTest::mixed),
                        batch(25, 3, i -> new Outcome.Failed(notFound(LONG))),
                        batch(100, 500, i -> refused),
                        report(IMAGE, accounts(0, 500), LogLineTest::mixed),
                        report(IMAGE, accounts(0, 500), i -> new Outcome.Failed(failure(2))),
                        report(longImage, Set.of(longAccount), i -> new Outcome.Failed(longFailure)),
                        new SharePlan(IMAGE, accounts(0, 500), accounts(500, 500), accounts(1000, 500), true),
                        new SharePlan(longImage, Set.of(longAccount), Set.of(), Set.of()),
                        new ShareCheck(
                                IntStream.range(0, 100)
                                        .mapToObj(LogLineTest::failure)
                                        .toList(),
                                Stream.of(Precondition.values())
                                        .map(which -> new ShareCheck.Unchecked(which, LONG))
                                        .toList()),
                        new DistributionReport(
                                longImage,
                                regions(40, LogLineTest::image),
                                regions(40, i -> report(image(i), accounts(i, 20), LogLineTest::mixed)),
                                regions(25, i -> i).keySet(),
                                regions(20, LogLineTest::failure)),
                        new DistributionReport(
                                IMAGE, Map.of(), Map.of(), Set.of(longRegion), Map.of(longRegion, longFailure)),
                        new DistributionPlan(
                                IMAGE,
                                regions(40, LogLineTest::image),
                                regions(40, i -> i).keySet(),
                                regions(40, i -> accounts(i, 500)),
                                regions(40, LogLineTest::failure)),
                        new AccessReport(
                                Instant.EPOCH,
                                List.of(),
                                Map.of(IMAGE, List.of(new SharedAccount(longAccount, Instant.EPOCH))),
                                List.of()))
                .map(LogLineTest::large);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("large")
    void itIsOneShortLineHoweverLarge(String type, Object report) {
        assertThat(report.toString())
                .hasSizeLessThanOrEqualTo(400)
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]")
                .doesNotContain("null")
                .matches(type.endsWith("Plan") ? ".*" : ".*(\\]|\\.\\.\\.)");
    }

    @Test
    void refusalsOfABatchStandByTheirReasonTheMostFrequentFirst() {
        Map<ImageId, ShareReport> reports = new LinkedHashMap<>();
        for (int i = 1; i <= 25; i++) {
            ImageId image = image(i);
            Outcome refused = new Outcome.Failed(notFound(image + ": no such account"));
            Map<AccountId, Outcome> outcomes = new LinkedHashMap<>();
            outcomes.put(account(1), i == 1 ? new Outcome.Failed(byol("licence")) : new Outcome.Changed());
            outcomes.put(account(2), new Outcome.Unchanged());
            outcomes.put(CLOSED, refused);
            reports.put(image, new ShareReport(image, outcomes, List.of()));
        }

        assertThat(new BatchReport(reports))
                .hasToString("BatchReport[25 images: 24 changed, 25 unchanged, 26 failed, 0 unknown"
                        + "; AccountNotFoundException [InvalidAccountId.NotFound]: 3205597606"
                        + " on img-10000001, img-10000002, img-10000003 and 22 more"
                        + "; ImageNotShareableException BYOL: 100000000001 on img-10000001]");
    }

    @Test
    void aReportCountsAndNamesTheFirstAccountsOfAReason() {
        ShareReport report = report(
                IMAGE,
                accounts(0, 7),
                i -> i == 0
                        ? new Outcome.Changed()
                        : i == 1
                                ? new Outcome.Unknown(
                                        new CloudUnreachableException(Details.client(IMAGE, "cut", null), true, true))
                                : new Outcome.Failed(notFound("account " + i)));

        assertThat(report)
                .hasToString("ShareReport[img-10000001: 1 changed, 0 unchanged, 5 failed, 1 unknown, 7 unplanned"
                        + "; AccountNotFoundException [InvalidAccountId.NotFound]:"
                        + " 100000000002, 100000000003, 100000000004 and 2 more"
                        + "; CloudUnreachableException: 100000000001]");
        assertThat(new ShareReport(BlueprintId.of("lhbp-1"), Map.of(CLOSED, new Outcome.Unchanged()), List.of()))
                .hasToString("ShareReport[lhbp-1: 0 changed, 1 unchanged, 0 failed, 0 unknown]");
    }

    @Test
    void whatAnInterruptionKeptFromBeingBegunIsNotTakenForARefusal() {
        Outcome notBegun = new Outcome.Failed(new CallInterruptedException(
                Details.client(IMAGE, "img-1: not begun, the batch was interrupted", null)));

        assertThat(batch(1, 3, i -> i == 0 ? new Outcome.Failed(byol("licence")) : notBegun))
                .hasToString("BatchReport[1 images: 0 changed, 0 unchanged, 3 failed (2 interrupted), 0 unknown"
                        + "; CallInterruptedException: 100000000001, 100000000002 on img-10000000"
                        + "; ImageNotShareableException BYOL: 100000000000 on img-10000000]");
        assertThat(report(IMAGE, accounts(0, 2), i -> notBegun).toString())
                .startsWith("ShareReport[img-10000001: 0 changed, 0 unchanged, 2 failed (2 interrupted), 0 unknown");
    }

    @Test
    void aPlanNamesTheFirstAccountsAndItsTextAll() {
        SharePlan plan = new SharePlan(IMAGE, accounts(0, 10), Set.of(CLOSED), accounts(20, 2));

        assertThat(plan)
                .hasToString("img-10000001: 10 gain access, 1 lose it, 2 keep it:"
                        + " + 100000000000, 100000000001, 100000000002 and 7 more - 3205597606"
                        + " = 100000000020, 100000000021");
        assertThat(plan.toText()).isEqualToNormalizingNewlines("""
                        img-10000001: 10 gain access, 1 lose it, 2 keep it
                         + 100000000000, 100000000001, 100000000002, 100000000003, 100000000004, 100000000005, 100000000006, 100000000007
                         + 100000000008, 100000000009
                         - 3205597606
                         = 100000000020, 100000000021
                        """.stripIndent());
        assertThat(new SharePlan(IMAGE, Set.of(), Set.of(), Set.of()))
                .hasToString("img-10000001: 0 gain access, 0 lose it, 0 keep it");
    }

    @Test
    void aCheckSaysWhatIsViolatedAndWhatIsOpen() {
        ShareCheck check = new ShareCheck(
                List.of(byol("img-1: its licence is BYOL"), notFound("no such account")),
                List.of(new ShareCheck.Unchecked(Precondition.NOT_ENCRYPTED, "no rights")));

        assertThat(check)
                .hasToString("ShareCheck[not allowed, not checked: NOT_ENCRYPTED"
                        + "; ImageNotShareableException BYOL: img-1: its licence is BYOL"
                        + "; AccountNotFoundException [InvalidAccountId.NotFound]: no such account]");
        assertThat(new ShareCheck(List.of(), List.of())).hasToString("ShareCheck[allowed]");
    }

    @Test
    void anAuditCounts() {
        AccessReport report = new AccessReport(
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of(),
                Map.of(
                        IMAGE,
                        List.of(new SharedAccount(CLOSED, Instant.EPOCH), new SharedAccount(account(1), Instant.EPOCH)),
                        image(2),
                        List.of(new SharedAccount(CLOSED, Instant.EPOCH))),
                List.of(),
                true);

        assertThat(report)
                .hasToString(
                        "AccessReport[2026-01-02T03:04:05Z: 0 images, 3 shares with 2 accounts, 0 skipped, narrowed]");
    }

    /** What is left out of a line is said, so that nobody takes the first reasons for all. */
    @Test
    void reasonsThatDoNotFitAreCounted() {
        String line = report(IMAGE, accounts(0, 200), i -> new Outcome.Failed(failure(4 * i + 1)))
                .toString();

        assertThat(line).containsPattern("; and 19\\d more\\]$");
    }
}
