package io.github.imagesharing.internal.change;

import static io.github.imagesharing.internal.change.AccessChangeTest.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.internal.change.AccessRecheck.Result;
import io.github.imagesharing.spi.Permission;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How doubt becomes an outcome. */
@SuppressWarnings("StaticAssignmentOfThrowable") // the rows of the table name them
class ChangeLedgerTest {

    private static final Details WHY = Details.client(null, "why", null);
    private static final ImageSharingException LOST = new CloudUnreachableException(WHY, true, true);
    private static final ImageSharingException THROTTLED = new ThrottledException(WHY);
    private static final ImageSharingException BUSY = new ImageNotReadyException(WHY);
    private static final ImageSharingException UNKNOWN_CODE = new UnrecognizedServiceException(WHY);
    private static final ImageSharingException NO_ACCOUNT = new AccountNotFoundException(WHY);
    private static final AccountId ACCOUNT = account(1);
    private static final Set<AccountId> ALL = Set.of(ACCOUNT);

    private static @Nullable Outcome outcome(ChangeLedger ledger) {
        ShareReport report = ledger.report(AccessChangeTest.IMAGE, ALL);
        return report.outcomes().get(ACCOUNT);
    }

    static Stream<Arguments> rows() {
        Set<AccountId> there = ALL;
        Set<AccountId> notThere = Set.of();
        return Stream.of(
                // a request failed, and then a read shows who has access
                arguments(Permission.SHARE, List.of(LOST), there, false, Outcome.Changed.class),
                arguments(Permission.SHARE, List.of(LOST), notThere, false, Outcome.Failed.class),
                arguments(Permission.SHARE, List.of(LOST), notThere, true, Outcome.Unknown.class),
                arguments(Permission.SHARE, List.of(LOST), null, false, Outcome.Unknown.class),
                arguments(Permission.SHARE, List.of(LOST, THROTTLED), there, false, Outcome.Changed.class),
                arguments(Permission.SHARE, List.of(THROTTLED, LOST), null, false, Outcome.Unknown.class),
                arguments(Permission.SHARE, List.of(BUSY), there, false, Outcome.Changed.class),
                arguments(Permission.SHARE, List.of(UNKNOWN_CODE), there, false, Outcome.Changed.class),
                arguments(Permission.CANCEL, List.of(LOST), notThere, false, Outcome.Changed.class),
                arguments(Permission.CANCEL, List.of(LOST), there, false, Outcome.Failed.class),
                arguments(Permission.CANCEL, List.of(LOST), there, true, Outcome.Unknown.class),
                // a request was certainly not acted on: no read can make it a change of ours
                arguments(Permission.SHARE, List.of(THROTTLED), there, false, Outcome.Failed.class),
                arguments(Permission.SHARE, List.of(THROTTLED, THROTTLED), null, false, Outcome.Failed.class),
                arguments(Permission.SHARE, List.of(NO_ACCOUNT), there, false, Outcome.Failed.class));
    }

    @ParameterizedTest(name = "{0} after {1}, read {2}, too early {3}: {4}")
    @MethodSource("rows")
    void theRestIsSettledByARead(
            Permission permission,
            List<ImageSharingException> failures,
            @Nullable Set<AccountId> read,
            boolean tooEarly,
            Class<? extends Outcome> expected) {
        ChangeLedger ledger = new ChangeLedger(permission);
        failures.forEach(failure -> ledger.failed(ALL, failure));
        ledger.settleRest(ALL, new Result(read, tooEarly), failures.get(failures.size() - 1));
        assertThat(outcome(ledger)).isInstanceOf(expected);
    }

    @Test
    void anAccountOfAPartialRequestIsInDoubtAlthoughItIsNotAtFault() {
        ChangeLedger ledger = new ChangeLedger(Permission.SHARE);
        Set<AccountId> two = Set.of(ACCOUNT, account(2));
        ledger.failed(two, NO_ACCOUNT);
        assertThat(ledger.doubtfulOf(two)).isEqualTo(two);
        ledger.alreadyDone(ACCOUNT);
        assertThat(outcome(ledger)).as("by the request that was refused").isInstanceOf(Outcome.Changed.class);
    }

    @Test
    void whatIsDoneAlreadyWithoutDoubtIsUnchanged() {
        ChangeLedger ledger = new ChangeLedger(Permission.SHARE);
        ledger.alreadyDone(ACCOUNT);
        assertThat(outcome(ledger)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(ledger.anyChanged()).isFalse();
    }

    @Test
    void anAccountRefusedForItselfFailsWhereItIsSharedWithAndIsLookedUpWhereItLosesAccess() {
        ChangeLedger share = new ChangeLedger(Permission.SHARE);
        share.refused(ACCOUNT, NO_ACCOUNT);
        assertThat(share.suspects()).isEmpty();
        assertThat(outcome(share)).isInstanceOf(Outcome.Failed.class);

        ChangeLedger cancel = new ChangeLedger(Permission.CANCEL);
        cancel.refused(ACCOUNT, NO_ACCOUNT);
        assertThat(cancel.suspects()).containsExactly(ACCOUNT);
        cancel.settleSuspects(new Result(Set.of(), false));
        assertThat(outcome(cancel)).as("it has none to take away").isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void onlyAWriteThatMayBeOnItsWayMakesReadsStale() {
        ChangeLedger ledger = new ChangeLedger(Permission.SHARE);
        ledger.failed(ALL, THROTTLED);
        ledger.failed(ALL, BUSY);
        assertThat(ledger.readsMayBeStale()).isFalse();
        ledger.failed(ALL, LOST);
        assertThat(ledger.readsMayBeStale()).isTrue();
    }

    @Test
    void whatAReadShowsAsWantedLeavesTheGroup() {
        ChangeLedger ledger = new ChangeLedger(Permission.SHARE);
        Set<AccountId> group = new LinkedHashSet<>(List.of(ACCOUNT, account(2)));
        ledger.failed(group, LOST);
        ledger.seen(group, Set.of(ACCOUNT));
        assertThat(group).containsExactly(account(2));
        assertThat(outcome(ledger)).isInstanceOf(Outcome.Changed.class);
        assertThat(ledger.anyChanged()).isTrue();
    }

    @Test
    void whatNobodyTouchedIsUnchangedAndTheOrderIsKept() {
        ChangeLedger ledger = new ChangeLedger(Permission.SHARE);
        ledger.succeeded(Set.of(account(3)), "request-1");
        Set<AccountId> asked = new LinkedHashSet<>(List.of(account(3), ACCOUNT));
        ShareReport report = ledger.report(AccessChangeTest.IMAGE, asked);
        assertThat(report.outcomes().keySet()).containsExactly(account(3), ACCOUNT);
        assertThat(report.changed()).containsExactly(account(3));
        assertThat(report.unchanged()).containsExactly(ACCOUNT);
        assertThat(report.requestIds()).containsExactly("request-1");
    }
}
