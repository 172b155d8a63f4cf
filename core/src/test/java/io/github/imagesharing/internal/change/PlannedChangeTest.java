package io.github.imagesharing.internal.change;

import static io.github.imagesharing.internal.change.AccessChangeTest.IMAGE;
import static io.github.imagesharing.internal.change.AccessChangeTest.account;
import static io.github.imagesharing.internal.change.AccessChangeTest.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.ToyCloud.Fate;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan in a world that is not as it was: in which order it is carried out, and what holds it up. */
class PlannedChangeTest {

    private static final AccountId OLD = account(0);
    private static final AccountId NEW = account(1);
    private static final AccountId KEPT = account(2);

    private final ToyCloud cloud = new ToyCloud();

    private static SharePlan plan(Set<AccountId> toShare, Set<AccountId> toUnshare, Set<AccountId> unchanged) {
        return new SharePlan(IMAGE, toShare, toUnshare, unchanged);
    }

    private ShareReport apply(SharePlan plan, int limit) {
        return apply(plan, AccessView.ofCertain(Set.copyOf(cloud.truth)), limit, Map.of());
    }

    private ShareReport apply(
            SharePlan plan, AccessView view, int limit, Map<AccountId, ImageSharingException> refused) {
        ProductState product = new ProductState(new AccountLimits(limit, 500), AccessChangeTest.retry(), cloud.time);
        Deadline deadline = Deadline.in(Duration.ofSeconds(20), cloud.time);
        return new PlannedChange(
                        plan,
                        view,
                        limit,
                        permission ->
                                new AccessChange(cloud.access(product), permission, new AccountSearch(), deadline))
                .run(refused);
    }

    @Test
    void accessIsGivenBeforeItIsTakenAway() {
        cloud.truth.addAll(List.of(OLD, KEPT));

        ShareReport report = apply(plan(Set.of(NEW), Set.of(OLD), Set.of(KEPT)), 500);

        assertThat(report.changed()).containsExactlyInAnyOrder(NEW, OLD);
        assertThat(report.unchanged()).containsExactly(KEPT);
        assertThat(cloud.truth).containsExactlyInAnyOrder(NEW, KEPT);
        assertThat(cloud.written).containsExactly("SHARE 1", "CANCEL 1");
        assertThat(report.requestIds()).containsExactly("request-1", "request-2");
    }

    @ParameterizedTest(name = "limit {0}, {1} there, {2} come, {3} go: {4}")
    @CsvSource({
        "3, 3, 2, 2, CANCEL 2;SHARE 2",
        "4, 3, 2, 2, CANCEL 1;SHARE 2;CANCEL 1",
        "5, 3, 2, 2, SHARE 2;CANCEL 2",
        "3, 3, 2, 1, CANCEL 1;SHARE 1",
        "3, 3, 1, 3, CANCEL 1;SHARE 1;CANCEL 2",
        "3, 3, 0, 2, CANCEL 2"
    })
    void asMuchAsTheLimitNeedsIsTakenAwayBeforeAndNoMore(int limit, int there, int come, int go, String written) {
        Set<AccountId> old = accounts(there);
        cloud.truth.addAll(old);
        Set<AccountId> fresh = accounts(there + come);
        fresh.removeAll(old);
        Set<AccountId> toUnshare = accounts(go);
        Set<AccountId> kept = accounts(there);
        kept.removeAll(toUnshare);

        ShareReport report = apply(plan(fresh, toUnshare, kept), limit);

        assertThat(cloud.written).containsExactly(written.split(";", -1));
        boolean fits = there - go + come <= limit;
        assertThat(report.isComplete()).isEqualTo(fits);
        if (!fits) {
            ShareQuotaExceededException refusal = (ShareQuotaExceededException)
                    report.failed().values().iterator().next();
            assertThat(report.failed()).hasSize(there - go + come - limit);
            assertThat(refusal.limit()).isEqualTo(limit);
            assertThat(refusal.current()).isEqualTo(limit);
        }
    }

    @Test
    void whatIsAsPlannedAlreadyNeedsNoRequest() {
        cloud.truth.addAll(List.of(NEW, KEPT));

        ShareReport report = apply(plan(Set.of(NEW), Set.of(OLD), Set.of(KEPT)), 2);

        assertThat(report.unchanged()).containsExactlyInAnyOrder(NEW, OLD, KEPT);
        assertThat(cloud.written).isEmpty();
    }

    @Test
    void whoGotAccessMeanwhileIsNamedAndWhoLostItToo() {
        cloud.truth.add(account(7));

        ShareReport report = apply(plan(Set.of(), Set.of(), Set.of(KEPT)), 500);

        assertThat(report.unplanned()).containsExactly(account(7));
        assertThat(report.failed().get(KEPT))
                .isInstanceOf(NotSharedException.class)
                .hasMessageContaining(KEPT.value());
    }

    @Test
    void anImageThatCannotBeGivenKeepsWhatItHas() {
        cloud.truth.addAll(List.of(OLD, KEPT));
        cloud.fate = () -> Fate.BUSY;

        ShareReport report = apply(plan(Set.of(NEW), Set.of(OLD, account(5)), Set.of(KEPT)), 500);

        assertThat(report.failed()).containsOnlyKeys(NEW, OLD);
        assertThat(report.unchanged()).containsExactlyInAnyOrder(KEPT, account(5));
        assertThat(cloud.written).containsOnly("SHARE 1");
    }

    @Test
    void aBadAccountHoldsUpNoRemovalWhileSomebodyHasAccess() {
        cloud.truth.addAll(List.of(OLD, KEPT));
        cloud.bad.add(NEW);

        ShareReport report = apply(plan(Set.of(NEW), Set.of(OLD), Set.of(KEPT)), 500);

        assertThat(report.failed()).containsOnlyKeys(NEW);
        assertThat(report.changed()).containsExactly(OLD);
    }

    @Test
    void aBadAccountHoldsUpTheRemovalThatWouldLeaveNobody() {
        cloud.truth.add(OLD);
        cloud.bad.add(NEW);

        ShareReport report = apply(plan(Set.of(NEW), Set.of(OLD), Set.of()), 500);

        assertThat(report.failed()).containsOnlyKeys(NEW, OLD);
        assertThat(report.failed().get(OLD)).isInstanceOf(AccountNotFoundException.class);
        assertThat(cloud.truth).containsExactly(OLD);
    }

    @Test
    void nobodyAtAllIsALegalWish() {
        cloud.truth.add(OLD);

        assertThat(apply(plan(Set.of(), Set.of(OLD), Set.of()), 500).changed()).containsExactly(OLD);
    }

    @Test
    void anAccountRefusedBeforehandCountsAsOneWhoDidNotGetAccess() {
        cloud.truth.addAll(List.of(OLD, KEPT));
        ImageSharingException own = new SelfSharingException(Details.precondition(IMAGE, "own"));

        ShareReport alone = apply(
                plan(Set.of(NEW), Set.of(OLD), Set.of()), AccessView.ofCertain(Set.of(OLD)), 500, Map.of(NEW, own));
        assertThat(alone.failed()).containsOnlyKeys(NEW, OLD);
        assertThat(cloud.written).isEmpty();

        ShareReport amongOthers = apply(
                plan(Set.of(NEW), Set.of(OLD), Set.of(KEPT)),
                AccessView.ofCertain(Set.copyOf(cloud.truth)),
                500,
                Map.of(NEW, own));
        assertThat(amongOthers.failed()).isEqualTo(Map.of(NEW, own));
        assertThat(amongOthers.changed()).containsExactly(OLD);
    }

    @Test
    void whatMadeRoomIsGivenBackAsFarAsNobodyCameForIt() {
        cloud.truth.addAll(accounts(2));
        cloud.bad.add(account(4));
        cloud.unknownCodes = true;

        ShareReport report = apply(plan(ImmutableSet.of(account(3), account(4)), accounts(2), Set.of()), 2);

        assertThat(cloud.truth).containsExactlyInAnyOrder(account(3), account(0));
        assertThat(report.changed()).containsExactlyInAnyOrder(account(3), account(1));
        assertThat(report.failed()).containsOnlyKeys(account(4), account(0));
    }

    @Test
    void whatCannotBeGivenBackWasTakenAway() {
        cloud.truth.add(OLD);
        cloud.bad.addAll(List.of(OLD, NEW));
        cloud.badToShareOnly = true;

        ShareReport report = apply(plan(Set.of(NEW), Set.of(OLD), Set.of()), 1);

        assertThat(report.changed()).containsExactly(OLD);
        assertThat(report.failed()).containsOnlyKeys(NEW);
        assertThat(cloud.truth).isEmpty();
    }

    @Test
    void whatMayHaveBeenGivenBackIsUnknown() {
        cloud.truth.add(OLD);
        cloud.bad.add(NEW);
        cloud.fate = () -> cloud.writes >= 3 ? Fate.LOST_AFTER_ACTING : Fate.FINE;
        cloud.readFails = () -> cloud.writes >= 3;

        ShareReport report = apply(plan(Set.of(NEW), Set.of(OLD), Set.of()), 1);

        assertThat(report.outcomes().get(OLD)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void roomIsNotMadeAnyFurtherOnceTheServiceFails() {
        cloud.truth.addAll(accounts(2));
        cloud.fate = () -> Fate.BUSY;

        ShareReport report = apply(plan(Set.of(account(3)), accounts(2), Set.of()), 2);

        assertThat(report.failed()).hasSize(3);
        assertThat(report.failed().get(account(3))).isInstanceOf(ShareQuotaExceededException.class);
        assertThat(cloud.truth).hasSize(2);
    }

    @Test
    void anAccountThatIsComingTakesOneRoomAndOneThatIsGoingTakesNone() {
        AccessView coming = new AccessView(Set.of(KEPT), Set.of(NEW), Set.of());
        cloud.truth.addAll(List.of(KEPT, NEW));
        assertThat(apply(plan(Set.of(NEW), Set.of(), Set.of(KEPT)), coming, 2, Map.of())
                        .isComplete())
                .isTrue();

        AccessView going = new AccessView(Set.of(KEPT, OLD), Set.of(), Set.of(OLD));
        cloud.truth.clear();
        cloud.truth.add(KEPT);
        assertThat(apply(plan(Set.of(NEW), Set.of(), Set.of(KEPT)), going, 2, Map.of())
                        .changed())
                .containsExactly(NEW);
    }

    @ParameterizedTest(name = "given {0}, taken {1}, kept {2}, limit {3}: in doubt {4}")
    @CsvSource({
        "false, false, true, 2, false", // nothing is in doubt
        "true, false, false, 3, false", // nothing hangs on it
        "true, false, false, 2, true", // it may lack room
        "false, true, false, 2, true",
        "true, false, true, 500, true", // it is to be kept
        "false, true, true, 500, true"
    })
    void aPlanIsInDoubtWhereItHangsOnWhatOnlyALaterReadTells(
            boolean given, boolean taken, boolean kept, int limit, boolean inDoubt) {
        AccessView view = new AccessView(
                given ? Set.of(KEPT) : Set.of(KEPT, OLD),
                given ? Set.of(OLD) : Set.of(),
                taken ? Set.of(OLD) : Set.of());
        SharePlan plan = plan(Set.of(NEW), Set.of(), kept ? Set.of(OLD) : Set.of());

        assertThat(PlannedChange.isInDoubt(plan, view, limit)).isEqualTo(inDoubt);
    }

    @Test
    void theCauseThatHeldARemovalUpIsTheServices() {
        cloud.truth.add(OLD);
        cloud.fate = () -> Fate.UNUSABLE_ANSWER_AFTER_ACTING;
        cloud.readFails = () -> true;

        ShareReport report = apply(plan(Set.of(NEW), Set.of(OLD), Set.of()), 500);

        assertThat(report.unknown()).containsExactly(NEW);
        assertThat(report.failed().get(OLD)).isInstanceOf(ServiceFailureException.class);
    }

    @Test
    void whatMadeRoomGoesBackIntoTheRoomThatWasThereBefore() {
        cloud.truth.addAll(accounts(2));
        cloud.bad.add(account(4));
        cloud.unknownCodes = true;

        ShareReport report = apply(plan(ImmutableSet.of(account(3), account(4)), accounts(2), Set.of()), 3);

        assertThat(cloud.truth).containsExactlyInAnyOrder(account(3), account(0), account(1));
        assertThat(report.failed()).containsOnlyKeys(account(4), account(0), account(1));
    }

    @Test
    void aKeptAccountThatLostItsAccessElsewhereHoldsUpNoRemoval() {
        cloud.truth.add(OLD);

        ShareReport report = apply(plan(Set.of(), Set.of(OLD), Set.of(KEPT)), 500);

        assertThat(report.failed()).containsOnlyKeys(KEPT);
        assertThat(report.changed()).containsExactly(OLD);
    }
}
