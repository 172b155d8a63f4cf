package io.github.imagesharing.internal.change;

import static io.github.imagesharing.internal.change.ToyLighthouse.BLUEPRINT;
import static io.github.imagesharing.internal.change.ToyLighthouse.IMAGE;
import static io.github.imagesharing.internal.change.ToyLighthouse.details;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.LighthouseRoleException;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.internal.change.ToyCloud.Fate;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One image into Lighthouse and back, whatever becomes of the requests. */
class LighthouseChangeTest {

    private static final Duration LAG = Duration.ofMillis(800);
    private static final int ATTEMPTS = 3;
    private static final Retry RETRY = Retry.defaults().attempts(ATTEMPTS).backoff(Duration.ofMillis(1), LAG);
    private static final int SCHEDULES = Integer.getInteger("schedules", 400);

    private final ToyLighthouse lighthouse = new ToyLighthouse(RETRY);
    private final RecentWrites recent = new RecentWrites(RETRY, lighthouse.time);

    private LighthouseChange change() {
        return change(lighthouse, recent);
    }

    private static LighthouseChange change(ToyLighthouse lighthouse, RecentWrites recent) {
        return new LighthouseChange(lighthouse, IMAGE, recent, Deadline.in(Duration.ofSeconds(30), lighthouse.time));
    }

    private void fates(Fate... fates) {
        Deque<Fate> next = new ArrayDeque<>(List.of(fates));
        lighthouse.fate = () -> next.isEmpty() ? Fate.FINE : next.remove();
    }

    private void refusedOnce(ImageSharingException refusal) {
        Deque<ImageSharingException> next = new ArrayDeque<>(List.of(refusal));
        lighthouse.refusal = next::poll;
    }

    private void unreadable() {
        lighthouse.readFails = () -> new ServiceFailureException(details("InternalError"));
    }

    @Test
    void whatIsSharedIsNamedByTheAnswerAndNothingIsRead() {
        assertThat(change().share()).isEqualTo(BLUEPRINT);
        change().unshare();

        assertThat(lighthouse.isThere()).isFalse();
        assertThat(lighthouse.reads).isZero();
        assertThat(lighthouse.written).containsExactly(Permission.SHARE, Permission.CANCEL);
    }

    @Test
    void whatTheAnswerDoesNotNameIsLookedUp() {
        lighthouse.namesBlueprint = false;
        lighthouse.lag = Duration.ofMillis(300);

        assertThat(change().share()).isEqualTo(BLUEPRINT);
        assertThat(lighthouse.reads).isGreaterThan(1);
    }

    @Test
    void whatNeitherAnAnswerNorALookNamesIsAFailureThatSaysSo() {
        lighthouse.namesBlueprint = false;
        unreadable();

        assertThatThrownBy(() -> change().share())
                .isInstanceOf(ServiceFailureException.class)
                .hasMessageContaining("img-toy is in Lighthouse now, but neither the answer nor a look");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"LOST_BEFORE_ACTING", "LOST_AFTER_ACTING", "UNUSABLE_ANSWER_AFTER_ACTING", "BUSY", "THROTTLED"})
    void oneFaultIsSurvivedAndNothingInDoubtIsSentAgainUnseen(Fate fate) {
        fates(fate);
        boolean acted = fate.name().endsWith("AFTER_ACTING");
        boolean inDoubt = acted || fate == Fate.LOST_BEFORE_ACTING;

        assertThat(change().share()).isEqualTo(BLUEPRINT);
        assertThat(lighthouse.written).hasSize(acted ? 1 : 2);
        assertThat(lighthouse.reads).isEqualTo(inDoubt ? 1 : 0);

        fates(fate);
        lighthouse.written.clear();
        change().unshare();
        assertThat(lighthouse.isThere()).isFalse();
        assertThat(lighthouse.written).hasSize(acted ? 1 : 2);
    }

    @Test
    void whatIsLostEachTimeIsLookedUpAtTheEnd() {
        lighthouse.fate = () -> Fate.LOST_BEFORE_ACTING;

        assertThatThrownBy(() -> change().share()).isInstanceOf(CloudUnreachableException.class);
        assertThat(lighthouse.written).hasSize(ATTEMPTS);
        lighthouse.set(true);
        lighthouse.time.pass(LAG);
        assertThatThrownBy(() -> change().unshare()).isInstanceOf(CloudUnreachableException.class);
        assertThat(lighthouse.written).hasSize(2 * ATTEMPTS);
    }

    @Test
    void whatLandedUnheardWithTheLastAttemptIsSeenAtTheEnd() {
        fates(Fate.THROTTLED, Fate.THROTTLED, Fate.LOST_AFTER_ACTING);
        assertThat(change().share()).isEqualTo(BLUEPRINT);
        fates(Fate.THROTTLED, Fate.THROTTLED, Fate.LOST_AFTER_ACTING);
        change().unshare();
        assertThat(lighthouse.isThere()).isFalse();
    }

    @Test
    void aShareInDoubtThatNoLookCanSettleNeverEndsAsOneThatCertainlyWasNot() {
        fates(Fate.LOST_BEFORE_ACTING, Fate.THROTTLED, Fate.THROTTLED);
        unreadable();

        CloudUnreachableException unsettled = (CloudUnreachableException) catchThrowable(() -> change().share());

        assertThat(unsettled.outcomeUnknown()).isTrue();
        assertThat(unsettled.isRetryable()).isTrue();
        assertThat(unsettled)
                .hasMessage("img-toy: an earlier request may have been applied, and no look could tell; then: toy")
                .hasCauseInstanceOf(ThrottledException.class);
    }

    @Test
    void aCancelInDoubtThatNoLookCanSettleIsNotSentAgain() {
        lighthouse.set(true);
        fates(Fate.LOST_BEFORE_ACTING);
        unreadable();

        CloudUnreachableException inDoubt = (CloudUnreachableException) catchThrowable(() -> change().unshare());

        assertThat(inDoubt.outcomeUnknown()).isTrue();
        assertThat(lighthouse.written).hasSize(1);
    }

    /** No read comes before a CANCEL, so the first may be from before a share by somebody else. */
    @Test
    void thatAnImageIsGoneIsBelievedAfterTheLagOnly() {
        lighthouse.time.pass(Duration.ofSeconds(10));
        lighthouse.set(true);
        lighthouse.lag = Duration.ofMillis(500);
        fates(Fate.LOST_BEFORE_ACTING);

        change().unshare();

        assertThat(lighthouse.isThere()).isFalse();
        assertThat(lighthouse.written).hasSize(2);
        assertThat(lighthouse.reads).as("gone, and there after the lag").isEqualTo(2);
    }

    @Test
    void thatAnImageIsGoneIsBelievedAtOnceWhereTheCallHasTakenLongerThanTheLag() {
        lighthouse.set(true);
        LighthouseChange change = change();
        lighthouse.time.pass(LAG);
        fates(Fate.LOST_AFTER_ACTING);

        change.unshare();

        assertThat(lighthouse.reads).isEqualTo(1);
        assertThat(lighthouse.written).hasSize(1);
    }

    @Test
    void anImageThatIsNotThereNeedsNoTakingBack() {
        change().unshare();
        assertThat(lighthouse.written).hasSize(1);
        assertThat(lighthouse.reads).isZero();
    }

    @Test
    void anImageThatIsThereAlreadyIsNamed() {
        lighthouse.set(true);

        AlreadySharedException already = (AlreadySharedException) catchThrowable(() -> change().share());

        assertThat(already.blueprintId()).hasValue(BLUEPRINT);
        unreadable();
        AlreadySharedException unnamed = (AlreadySharedException) catchThrowable(() -> change().share());
        assertThat(unnamed.blueprintId()).isEmpty();
    }

    @Test
    void rightAfterAWriteTheOtherWayTheServiceIsAskedAgainOnce() {
        change().share();
        refusedOnce(new NotSharedException(details("UnsupportedOperation.BlueprintHasNotShared")));
        change().unshare();
        assertThat(lighthouse.isThere()).isFalse();
        assertThat(lighthouse.time.passed()).isGreaterThanOrEqualTo(LAG);

        refusedOnce(new AlreadySharedException(details("UnsupportedOperation.ImageAlreadyShared")));
        assertThat(change().share()).isEqualTo(BLUEPRINT);
        assertThat(lighthouse.isThere()).isTrue();

        change().unshare();
        lighthouse.refusal = () -> new AlreadySharedException(details("UnsupportedOperation.ImageAlreadyShared"));
        lighthouse.written.clear();
        assertThatThrownBy(() -> change().share()).isInstanceOf(AlreadySharedException.class);
        assertThat(lighthouse.written).hasSize(2);
    }

    @Test
    void whatIsThereAfterALostAnswerWasSharedByThisCall() {
        fates(Fate.LOST_AFTER_ACTING);
        lighthouse.lag = Duration.ofMillis(300);

        assertThat(change().share()).as("refused as there already, then seen").isEqualTo(BLUEPRINT);
        assertThat(lighthouse.written).hasSize(2);
    }

    static Stream<ImageSharingException> refusals() {
        return Stream.of(
                new ImageNotFoundException(details("InvalidImageId.NotFound")),
                new LighthouseRoleException(details("UnauthorizedOperation.NoPermission")),
                new ImageNotShareableException(details("UnsupportedOperation.ImageUnableToShare"), Reason.BYOL),
                new UnrecognizedServiceException(details("Some.New.Code")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsThrownAsItIs(ImageSharingException refusal) {
        lighthouse.refusal = () -> refusal;

        assertThatThrownBy(() -> change().share()).isSameAs(refusal);
        assertThat(lighthouse.written).hasSize(1);
        lighthouse.set(true);
        lighthouse.time.pass(LAG);
        assertThatThrownBy(() -> change().unshare()).isSameAs(refusal);
        assertThat(lighthouse.written).hasSize(2);
    }

    @Test
    void aRefusalToTakeBackWhatIsNotThereIsNone() {
        lighthouse.refusal =
                () -> new ImageNotShareableException(details("UnsupportedOperation.ImageUnableToShare"), Reason.BYOL);

        change().unshare();

        assertThat(lighthouse.reads)
                .as("a read that agrees with a refusal is believed at once")
                .isEqualTo(1);
        assertThat(lighthouse.time.passed()).isLessThan(LAG);
    }

    @Test
    void aMissingRoleIsNoAnswerToWhetherItIsThere() {
        lighthouse.refusal = () -> new LighthouseRoleException(details("UnauthorizedOperation.NoPermission"));
        assertThatThrownBy(() -> change().unshare()).isInstanceOf(LighthouseRoleException.class);
        assertThat(lighthouse.reads).isZero();
        assertThatThrownBy(() -> change().share()).isInstanceOf(LighthouseRoleException.class);
        assertThat(lighthouse.reads).isZero();
    }

    @Test
    void aBusyImageIsTriedAgainAndThenSaid() {
        lighthouse.fate = () -> Fate.BUSY;
        assertThatThrownBy(() -> change().share()).isInstanceOf(ImageNotReadyException.class);
        assertThat(lighthouse.written).hasSize(ATTEMPTS);
        assertThat(lighthouse.reads).as("a busy image was not changed").isZero();
    }

    @Test
    void anInterruptionWhileLookingEndsTheCall() {
        lighthouse.fate = () -> Fate.LOST_AFTER_ACTING;
        lighthouse.lag = Duration.ofMillis(300);
        lighthouse.beforeRead = () -> Thread.currentThread().interrupt();
        for (Runnable call : new Runnable[] {() -> change().share(), () -> change().unshare()}) {
            assertThat(catchThrowable(call::run)).isInstanceOf(CallInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anInterruptedRequestIsNotLookedInto() {
        lighthouse.refusal = () -> new CallInterruptedException(Details.client(IMAGE, "interrupted", null));
        assertThatThrownBy(() -> change().share()).isInstanceOf(CallInterruptedException.class);
        assertThatThrownBy(() -> change().unshare()).isInstanceOf(CallInterruptedException.class);
        assertThat(lighthouse.reads).isZero();
    }

    static LongStream seeds() {
        Long one = Long.getLong("seed");
        return one == null ? LongStream.range(0, SCHEDULES) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsSaidIsTheTruthWhateverHappens(long seed) {
        Random chance = new Random(seed * 0x9E3779B97F4A7C15L);
        ToyLighthouse random = new ToyLighthouse(RETRY);
        RecentWrites writes = new RecentWrites(RETRY, random.time);
        random.lag = LAG.multipliedBy(chance.nextInt(3)).dividedBy(4);
        random.namesBlueprint = chance.nextInt(4) > 0;
        int faults = chance.nextInt(3) * 30;
        List<Fate> fates = List.of(Fate.values());
        random.fate = () -> chance.nextInt(100) < faults ? fates.get(chance.nextInt(fates.size())) : Fate.FINE;
        int unreadable = chance.nextInt(3) == 0 ? 30 : 0;
        random.readFails =
                () -> chance.nextInt(100) < unreadable ? new ServiceFailureException(details("InternalError")) : null;
        for (int i = 0; i < 6; i++) {
            boolean before = random.isThere();
            boolean share = chance.nextBoolean();
            String what = "seed " + seed + ", call " + i + (share ? ": share" : ": unshare");
            try {
                if (share) {
                    BlueprintId named = change(random, writes).share();
                    assertThat(named).isEqualTo(BLUEPRINT);
                } else {
                    change(random, writes).unshare();
                }
                assertThat(random.isThere()).as(what).isEqualTo(share);
            } catch (AlreadySharedException already) {
                assertThat(random.isThere()).as(what + " " + already).isTrue();
            } catch (ImageSharingException failure) {
                boolean certain = FailureScope.of(failure) == FailureScope.NOT_ACTED_ON;
                if (certain) {
                    assertThat(random.isThere()).as(what + " " + failure).isEqualTo(before);
                }
            }
        }
    }
}
