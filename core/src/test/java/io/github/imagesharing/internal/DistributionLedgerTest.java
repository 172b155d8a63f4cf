package io.github.imagesharing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.DistributionProgress;
import io.github.imagesharing.DistributionProgress.Stage;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.Region;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known of each region, and who is told. */
class DistributionLedgerTest {

    private static final ImageId IMAGE = ImageId.of("img-6pb6lrmy");
    private static final ImageId COPY = ImageId.of("img-aaaaaaaa");
    private static final Region HOME = Region.of("ap-guangzhou");
    private static final Region SINGAPORE = Region.of("ap-singapore");
    private static final Region TOKYO = Region.of("ap-tokyo");
    private static final AccountId PARTNER = AccountId.of("1038493875");

    private final List<DistributionProgress> heard = new ArrayList<>();
    private final DistributionLedger ledger = new DistributionLedger(IMAGE, Set.of(HOME, SINGAPORE, TOKYO), heard::add);
    private final ServiceFailureException failure =
            new ServiceFailureException(Details.client(IMAGE, "on purpose", null));

    private static ShareReport report(ImageId image, Outcome outcome) {
        return new ShareReport(image, Map.of(PARTNER, outcome), List.of());
    }

    @Test
    void aRegionThatIsSharedIsDone() {
        ledger.sharing(HOME, IMAGE);
        ledger.shared(HOME, IMAGE, report(IMAGE, new Outcome.Changed()));

        assertThat(ledger.report().copies()).containsOnly(Map.entry(HOME, IMAGE));
        assertThat(ledger.report().failed()).isEmpty();
        assertThat(heard).extracting(DistributionProgress::stage).containsExactly(Stage.SHARING, Stage.DONE);
    }

    @Test
    void aRegionInWhichAnAccountFailedHasFailedAndKeepsItsReport() {
        ledger.shared(HOME, IMAGE, report(IMAGE, new Outcome.Failed(failure)));

        DistributionReport report = ledger.report();
        assertThat(report.failed()).containsOnlyKeys(HOME);
        assertThat(report.reports()).containsOnlyKeys(HOME);
        assertThat(heard.get(0).failure()).isNotNull();
    }

    @Test
    void theListenerHearsOfWhatIsNewOnly() {
        ledger.copying(SINGAPORE, COPY, 25);
        ledger.copying(SINGAPORE, COPY, 25);
        ledger.copying(SINGAPORE, COPY, 50);

        assertThat(heard).extracting(DistributionProgress::percent).containsExactly(25, 50);
    }

    @Test
    void inTheEndWhatIsUnderWayIsCopiedToAndWhatWasNotBegunFailed() {
        ledger.copying(SINGAPORE, COPY, null);
        ledger.sharing(TOKYO, COPY);

        ledger.end(failure);

        DistributionReport report = ledger.report();
        assertThat(report.copying()).containsExactly(SINGAPORE);
        assertThat(report.failed()).containsOnlyKeys(HOME, TOKYO);
        assertThat(report.copies()).containsOnlyKeys(SINGAPORE, TOKYO);
    }

    @Test
    void whatHasEndedChangesNoMore() {
        ledger.shared(HOME, IMAGE, report(IMAGE, new Outcome.Unchanged()));

        ledger.failed(HOME, failure);
        ledger.end(failure);

        assertThat(ledger.report().failed()).doesNotContainKey(HOME);
    }
}
