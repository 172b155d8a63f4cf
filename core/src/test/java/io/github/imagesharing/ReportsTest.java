package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imagesharing.ImageSharingException.Details;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final ImageId IMAGE = ImageId.of("img-1");
    private static final AccountId A = AccountId.of("1");
    private static final AccountId B = AccountId.of("2");
    private static final AccountId C = AccountId.of("3");
    private static final AccountId D = AccountId.of("4");

    private final AccountNotFoundException notFound =
            new AccountNotFoundException(Details.client(IMAGE, "not found", null));
    private final CloudUnreachableException lost =
            new CloudUnreachableException(Details.client(IMAGE, "lost", null), true, true);
    private final CallInterruptedException interrupted =
            new CallInterruptedException(Details.client(IMAGE, "interrupted", null));

    private static ShareReport report(Object... accountsAndOutcomes) {
        Map<AccountId, Outcome> outcomes = new LinkedHashMap<>();
        for (int i = 0; i < accountsAndOutcomes.length; i += 2) {
            outcomes.put((AccountId) accountsAndOutcomes[i], (Outcome) accountsAndOutcomes[i + 1]);
        }
        return new ShareReport(IMAGE, outcomes, List.of("r"));
    }

    @Test
    void aReportSortsTheAccountsByOutcomeInTheOrderAsked() {
        ShareReport report = report(
                D,
                new Outcome.Changed(),
                A,
                new Outcome.Unchanged(),
                C,
                new Outcome.Failed(notFound),
                B,
                new Outcome.Unknown(lost));
        assertThat(report.changed()).containsExactly(D);
        assertThat(report.unchanged()).containsExactly(A);
        assertThat(report.failed()).containsExactly(Map.entry(C, notFound));
        assertThat(report.unknown()).containsExactly(B);
        assertThat(report.outcomes().keySet()).containsExactly(D, A, C, B);
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void aCompleteReportIsHandedOn() {
        ShareReport report = report(A, new Outcome.Changed(), B, new Outcome.Unchanged());
        assertThat(report.isComplete()).isTrue();
        assertThat(report.orThrow()).isSameAs(report);
    }

    @Test
    void anIncompleteOneThrowsACopyOfTheFirstCauseWithTheOthersSuppressed() {
        ShareReport report =
                report(A, new Outcome.Failed(notFound), B, new Outcome.Unknown(lost), C, new Outcome.Failed(notFound));
        AccountNotFoundException thrown = catchThrowableOfType(AccountNotFoundException.class, report::orThrow);
        assertThat(thrown).isNotSameAs(notFound).hasMessage("not found");
        assertThat(thrown.report()).containsSame(report);
        assertThat(thrown.getSuppressed()).containsExactly(lost);
        assertThat(notFound.report()).as("the cause itself is left alone").isEmpty();
        assertThat(notFound.getSuppressed()).isEmpty();
    }

    @Test
    void throwingTwiceThrowsTheSame() {
        notFound.addSuppressed(lost);
        ShareReport report = report(A, new Outcome.Failed(notFound));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(report::orThrow)
                    .hasSuppressedException(lost)
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
        }
    }

    @Test
    void anInterruptionGoesBeforeEveryOtherCause() {
        ShareReport report = report(A, new Outcome.Failed(notFound), B, new Outcome.Unknown(interrupted));
        assertThatThrownBy(report::orThrow)
                .isInstanceOf(CallInterruptedException.class)
                .hasSuppressedException(notFound);
    }

    @Test
    void collectionsAreCopiesAndImmutable() {
        Map<AccountId, Outcome> outcomes = new LinkedHashMap<>(Map.of(A, new Outcome.Changed()));
        List<String> requests = new ArrayList<>(List.of("r"));
        ShareReport report = new ShareReport(IMAGE, outcomes, requests);
        outcomes.clear();
        requests.clear();
        assertThat(report.changed()).containsExactly(A);
        assertThat(report.requestIds()).containsExactly("r");
        assertThat(report.outcomes()).isUnmodifiable();
        assertThat(report.requestIds()).isUnmodifiable();
        assertThat(report.changed()).isUnmodifiable();
        assertThat(report.failed()).isUnmodifiable();
    }

    @Test
    void aCheckThrowsItsFirstViolationWithTheOthersSuppressed() {
        List<ImageSharingException> violations = new ArrayList<>(List.of(notFound, lost));
        ShareCheck check = new ShareCheck(violations, List.of());
        violations.clear();
        assertThat(check.isAllowed()).isFalse();
        assertThat(check.violations()).isUnmodifiable();
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(check::orThrow)
                    .hasSameClassAs(notFound)
                    .extracting(Throwable::getSuppressed, InstanceOfAssertFactories.ARRAY)
                    .containsExactly(lost);
        }
        assertThat(notFound.getSuppressed()).isEmpty();

        ShareCheck allowed =
                new ShareCheck(List.of(), List.of(new ShareCheck.Unchecked(Precondition.NOT_ENCRYPTED, "no rights")));
        assertThat(allowed.isAllowed()).isTrue();
        assertThat(allowed.orThrow()).isSameAs(allowed);
        assertThat(allowed.unchecked()).isUnmodifiable();
    }
}
