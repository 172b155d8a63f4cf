package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imagesharing.ImageSharingException.Details;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a distribution says in the end, for a program, a log and a file. */
class DistributionReportTest {

    private static final Region GUANGZHOU = Region.of("ap-guangzhou");
    private static final Region SINGAPORE = Region.of("ap-singapore");
    private static final Region FRANKFURT = Region.of("eu-frankfurt");
    private static final Region TOKYO = Region.of("ap-tokyo");
    private static final ImageId IMAGE = ImageId.of("img-6pb6lrmy");
    private static final ImageId COPY = ImageId.of("img-aaaaaaaa");
    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId CLOSED = AccountId.of("3205597606");

    private static AccountNotFoundException notFound() {
        return new AccountNotFoundException(new Details(
                "no such account", "InvalidAccountId.NotFound", "request-1", IMAGE, DetectedBy.SERVICE, null));
    }

    static DistributionReport report() {
        Map<AccountId, Outcome> outcomes = new LinkedHashMap<>();
        outcomes.put(PARTNER, new Outcome.Changed());
        outcomes.put(CLOSED, new Outcome.Failed(notFound()));
        Map<Region, ImageId> copies = new LinkedHashMap<>();
        copies.put(GUANGZHOU, IMAGE);
        copies.put(SINGAPORE, COPY);
        Map<Region, ImageSharingException> failed = new LinkedHashMap<>();
        failed.put(GUANGZHOU, notFound());
        failed.put(FRANKFURT, new UnsupportedRegionException(Details.client(IMAGE, "beyond the border", null)));
        return new DistributionReport(
                IMAGE,
                copies,
                Map.of(GUANGZHOU, new ShareReport(IMAGE, outcomes, List.of("request-0"))),
                Set.of(SINGAPORE),
                failed);
    }

    private static DistributionReport complete() {
        return new DistributionReport(IMAGE, Map.of(GUANGZHOU, IMAGE), Map.of(), Set.of(), Map.of());
    }

    @Test
    void isCompleteWhereNothingFailedAndNothingIsUnderWay() {
        assertThat(complete().isComplete()).isTrue();
        assertThat(complete().orThrow()).isEqualTo(complete());
        assertThat(report().isComplete()).isFalse();
    }

    @Test
    void theFirstCauseIsThrownWithItsRegionAndItsReportAndTheOthersSuppressed() {
        DistributionReport report = report();

        AccountNotFoundException thrown = catchThrowableOfType(AccountNotFoundException.class, report::orThrow);

        assertThat(thrown).hasMessage("ap-guangzhou: no such account");
        assertThat(thrown.report()).contains(report.reports().get(GUANGZHOU));
        assertThat(thrown.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "eu-frankfurt: beyond the border",
                        "ap-singapore: the copy img-aaaaaaaa is not NORMAL yet; run it again");
    }

    @Test
    void anInterruptionIsThrownBeforeAnyOther() {
        Map<Region, ImageSharingException> failed = new LinkedHashMap<>();
        failed.put(FRANKFURT, notFound());
        failed.put(TOKYO, new CallInterruptedException(Details.client(IMAGE, "interrupted", null)));
        DistributionReport report = new DistributionReport(IMAGE, Map.of(), Map.of(), Set.of(), failed);

        assertThat(catchThrowableOfType(ImageSharingException.class, report::orThrow))
                .isInstanceOf(CallInterruptedException.class);
    }

    @Test
    void aCopyWhoseIdIsNotKnownIsSaidWithoutOne() {
        DistributionReport report = new DistributionReport(IMAGE, Map.of(), Map.of(), Set.of(TOKYO), Map.of());

        assertThat(catchThrowableOfType(ImageNotReadyException.class, report::orThrow))
                .hasMessage("ap-tokyo: the copy is not NORMAL yet; run it again");
    }

    static DistributionPlan plan() {
        return new DistributionPlan(
                IMAGE,
                Map.of(GUANGZHOU, IMAGE),
                Set.of(SINGAPORE),
                Map.of(SINGAPORE, Set.of(PARTNER)),
                Map.of(TOKYO, new UnsupportedRegionException(Details.client(IMAGE, "beyond the border", null))));
    }

    @Test
    void aPlanIsOneLineAndItsTextHasOneForEachRegion() {
        assertThat(plan())
                .hasToString("img-6pb6lrmy: 1 regions to copy to, 1 to share in, 1 that would fail: + ap-singapore"
                        + "; UnsupportedRegionException in ap-tokyo");
        assertThat(plan().toText()).isEqualToNormalizingNewlines("""
                        img-6pb6lrmy: 1 regions to copy to, 1 to share in, 1 that would fail
                         = ap-guangzhou: img-6pb6lrmy, 0 accounts gain access
                         + ap-singapore: to be copied, 1 accounts gain access
                         ! ap-tokyo: no copy, 0 accounts gain access; beyond the border
                        """.stripIndent());
    }

    @Test
    void isOneShortLineInALog() {
        assertThat(report())
                .hasToString(
                        "DistributionReport[img-6pb6lrmy: complete [], copying [ap-singapore], failed [ap-guangzhou, eu-frankfurt]"
                                + "; AccountNotFoundException [InvalidAccountId.NotFound]: 3205597606 in ap-guangzhou"
                                + "; UnsupportedRegionException in eu-frankfurt]");
        assertThat(complete()).hasToString("DistributionReport[img-6pb6lrmy: complete [ap-guangzhou]]");
    }
}
