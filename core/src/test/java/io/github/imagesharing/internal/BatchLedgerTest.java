package io.github.imagesharing.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.ThrottledException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of each image of a batch it is known whether it has begun and whether it has ended, whatever ends the batch. */
class BatchLedgerTest {

    private static final ImageId FIRST = ImageId.of("img-first");
    private static final ImageId SECOND = ImageId.of("img-second");
    private static final ImageId THIRD = ImageId.of("img-third");
    private static final AccountId ACCOUNT = AccountId.of("100000000018");

    private final List<ShareReport> heard = new ArrayList<>();
    private final BatchLedger ledger = new BatchLedger(asked());

    private static Map<ImageId, Set<AccountId>> asked() {
        Map<ImageId, Set<AccountId>> asked = new LinkedHashMap<>();
        List.of(FIRST, SECOND, THIRD).forEach(image -> asked.put(image, Set.of(ACCOUNT)));
        return asked;
    }

    private static ShareReport changed(ImageId image) {
        return new ShareReport(image, Map.of(ACCOUNT, new Outcome.Changed()), List.of());
    }

    private static Outcome outcome(BatchReport report, ImageId image) {
        return requireNonNull(
                requireNonNull(report.reports().get(image)).outcomes().get(ACCOUNT));
    }

    @Test
    void reportsAreInTheOrderAskedAndHeardOfAsTheyCome() {
        List.of(THIRD, FIRST, SECOND).forEach(image -> ledger.run(image, () -> changed(image), heard::add));

        BatchReport report = ledger.report();

        assertThat(report.reports().keySet()).containsExactly(FIRST, SECOND, THIRD);
        assertThat(report.isComplete()).isTrue();
        assertThat(heard).extracting(ShareReport::target).containsExactly(THIRD, FIRST, SECOND);
    }

    @Test
    void anInterruptionLeavesWhatHadBegunUnknownAndWhatHadNotAsItWas() {
        InterruptedException interrupted = new InterruptedException();
        ledger.run(FIRST, () -> changed(FIRST), heard::add);
        ledger.run(
                SECOND,
                () -> {
                    ledger.end("the batch was interrupted", interrupted);
                    return changed(SECOND);
                },
                heard::add);
        ledger.run(THIRD, () -> changed(THIRD), heard::add);

        BatchReport report = ledger.report();

        assertThat(outcome(report, FIRST)).isEqualTo(new Outcome.Changed());
        assertThat(((Outcome.Unknown) outcome(report, SECOND)).cause())
                .isInstanceOf(CallInterruptedException.class)
                .hasMessage("img-second: begun and not ended when the batch was interrupted")
                .hasCause(interrupted);
        assertThat(((Outcome.Failed) outcome(report, THIRD)).cause())
                .isInstanceOf(CallInterruptedException.class)
                .hasMessage("img-third: not begun, the batch was interrupted")
                .satisfies(cause -> assertThat(cause.imageId()).hasValue(THIRD));
        assertThat(heard).as("nothing is heard after the end").hasSize(1);
    }

    @Test
    void noImageBeginsOnAThreadThatTheBreakingOffMadeFree() {
        InterruptedException interrupted = new InterruptedException();
        ledger.breakOff();
        ledger.run(FIRST, () -> changed(FIRST), heard::add);
        ledger.end("the batch was interrupted", interrupted);

        assertThat(((Outcome.Failed) outcome(ledger.report(), FIRST)).cause())
                .hasMessage("img-first: not begun, the batch was interrupted");
        assertThat(heard).isEmpty();
    }

    @Test
    void whateverElseEndsItIsTheCause() {
        Error error = new NoClassDefFoundError("on purpose");
        ledger.end("the batch was broken off by " + error, error);

        assertThat(((Outcome.Failed) outcome(ledger.report(), FIRST)).cause())
                .isInstanceOf(ServiceFailureException.class)
                .hasCause(error);
    }

    @Test
    void aFailureNamesItsImageAndNothingWasChanged() {
        ThrottledException nameless = new ThrottledException(Details.client(null, "busy", null));
        ThrottledException named = new ThrottledException(Details.client(SECOND, "busy", null));
        ledger.run(
                FIRST,
                () -> {
                    throw nameless;
                },
                heard::add);
        ledger.run(
                SECOND,
                () -> {
                    throw named;
                },
                heard::add);
        ledger.run(THIRD, () -> changed(THIRD), heard::add);

        BatchReport report = ledger.report();

        assertThat(((Outcome.Failed) outcome(report, FIRST)).cause().imageId()).hasValue(FIRST);
        assertThat(((Outcome.Failed) outcome(report, SECOND)).cause()).isSameAs(named);
    }

    @Test
    void whatNoContractAllowsForLeavesItUnknown() {
        Error error = new StackOverflowError();
        ledger.run(
                FIRST,
                () -> {
                    throw error;
                },
                heard::add);
        ledger.end("it ended", error);

        Outcome.Unknown unknown = (Outcome.Unknown) outcome(ledger.report(), FIRST);
        assertThat(unknown.cause()).isInstanceOf(ServiceFailureException.class).hasCause(error);
        assertThat(unknown.cause()).hasMessage("img-first: ended by java.lang.StackOverflowError");
        assertThat(heard).hasSize(1);
    }
}
