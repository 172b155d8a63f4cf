package io.github.imagesharing.internal.change;

import static io.github.imagesharing.internal.change.AccessChangeTest.IMAGE;
import static io.github.imagesharing.internal.change.AccessChangeTest.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;

/** What is remembered of a write, and for how long. */
class RecentWritesTest {

    private static final Duration LAG = Duration.ofSeconds(2);
    private static final AccountId ACCOUNT = account(1);

    private final VirtualTime time = new VirtualTime();
    private final RecentWrites recent = new RecentWrites(Retry.defaults(), time);
    private final Deadline deadline = Deadline.in(Duration.ofMinutes(1), time);

    private void write(Permission permission, AccountId... accounts) {
        recent.remembering(IMAGE, permission, Set.of(accounts), () -> "request");
    }

    private void write(Permission permission, ImageSharingException failure, AccountId... accounts) {
        assertThatThrownBy(() -> recent.remembering(IMAGE, permission, Set.of(accounts), () -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    private AccessView view(AccountId... read) {
        return recent.view(IMAGE, () -> Optional.of(Set.of(read))).orElseThrow();
    }

    @Test
    void withoutAWriteAReadIsBelieved() {
        assertThat(view(ACCOUNT)).isEqualTo(AccessView.ofCertain(Set.of(ACCOUNT)));
        assertThat(recent.isAfterOpposite(IMAGE, Permission.SHARE)).isFalse();
        recent.awaitVisible(IMAGE, Permission.SHARE, deadline);
        assertThat(time.passed()).isZero();
        assertThat(recent.view(IMAGE, Optional::empty)).isEmpty();
    }

    @Test
    void whatWasJustGivenIsPossibleBeforeAReadShowsIt() {
        write(Permission.SHARE, ACCOUNT);
        assertThat(view()).isEqualTo(new AccessView(Set.of(), Set.of(ACCOUNT), Set.of()));
        assertThat(view(ACCOUNT).certain()).containsExactly(ACCOUNT);
    }

    @Test
    void whatWasJustTakenAwayIsNotCertainAlthoughAReadShowsIt() {
        write(Permission.CANCEL, ACCOUNT);
        assertThat(view(ACCOUNT)).isEqualTo(new AccessView(Set.of(ACCOUNT), Set.of(), Set.of(ACCOUNT)));
        assertThat(view(ACCOUNT).certain()).isEmpty();
        assertThat(view(ACCOUNT).possible()).containsExactly(ACCOUNT);
        assertThat(view(ACCOUNT).expected()).isEmpty();
    }

    @Test
    void aWriteThatBeganBeforeTheReadCountsAlthoughItIsForgottenWhenTheReadEnds() {
        write(Permission.CANCEL, ACCOUNT);
        AccessView view = recent.view(IMAGE, () -> {
                    time.pass(LAG.plusSeconds(1));
                    return Optional.of(Set.of(ACCOUNT));
                })
                .orElseThrow();
        assertThat(view.certain()).isEmpty();
    }

    @Test
    void aWriteIsForgottenWhenNoReadCanBeOlder() {
        write(Permission.CANCEL, ACCOUNT);
        time.pass(LAG.plusMillis(1));
        assertThat(view(ACCOUNT).certain()).containsExactly(ACCOUNT);
    }

    @Test
    void aReadWaitsUntilAWriteTheOtherWayIsVisible() {
        write(Permission.CANCEL, ACCOUNT);
        time.pass(Duration.ofMillis(500));
        recent.awaitVisible(IMAGE, Permission.CANCEL, deadline);
        assertThat(time.passed()).isEqualTo(Duration.ofMillis(500));
        assertThat(recent.isAfterOpposite(IMAGE, Permission.CANCEL)).isFalse();
        assertThat(recent.isAfterOpposite(IMAGE, Permission.SHARE)).isTrue();
        recent.awaitVisible(IMAGE, Permission.SHARE, deadline);
        assertThat(recent.isAfterOpposite(IMAGE, Permission.SHARE)).isFalse();
        assertThat(time.passed()).isEqualTo(LAG);
    }

    @Test
    void aLostWriteIsRememberedAndOneNotActedOnIsNot() {
        write(Permission.CANCEL, new ThrottledException(Details.client(null, "busy", null)), ACCOUNT);
        assertThat(view(ACCOUNT).certain()).containsExactly(ACCOUNT);
        write(
                Permission.CANCEL,
                new CloudUnreachableException(Details.client(null, "lost", null), true, true),
                ACCOUNT);
        assertThat(view(ACCOUNT).certain()).isEmpty();
    }

    @Test
    void anAccountRefusedForItselfIsForgottenAfterTheRequestOfManyInWhichItWas() {
        ImageSharingException noAccount = new AccountNotFoundException(Details.client(null, "no account", null));
        write(Permission.SHARE, noAccount, ACCOUNT, account(2));
        assertThat(view().possible()).containsExactlyInAnyOrder(ACCOUNT, account(2));
        write(Permission.SHARE, noAccount, ACCOUNT);
        assertThat(view().possible()).containsExactly(account(2));
    }

    /** Found by the stress: the refused SHARE must not wipe out the CANCEL before it. */
    @Test
    void whatWasWrittenBeforeARefusedRequestStillCounts() {
        ImageSharingException noAccount = new AccountNotFoundException(Details.client(null, "no account", null));
        write(Permission.CANCEL, ACCOUNT);
        write(Permission.SHARE, noAccount, ACCOUNT, account(2));
        assertThat(view(ACCOUNT).certain()).as("a stale read still shows it").isEmpty();
        assertThat(view().given()).containsExactlyInAnyOrder(ACCOUNT, account(2));
        write(Permission.SHARE, noAccount, ACCOUNT);

        assertThat(view(ACCOUNT).certain()).isEmpty();
        assertThat(view().given()).containsExactly(account(2));
        write(Permission.SHARE, account(2));
        write(Permission.SHARE, noAccount, account(2), account(3));
        write(Permission.SHARE, noAccount, account(2));
        assertThat(view().given()).as("what succeeded stays").contains(account(2));
        write(Permission.CANCEL, noAccount, account(2));
        assertThat(view().given()).as("a refused CANCEL undoes no SHARE").contains(account(2));
    }

    /** The refusal may come because the lost CANCEL has worked. */
    @Test
    void aRefusedCancelDoesNotWipeOutTheLostOneBeforeIt() {
        CloudUnreachableException lost = new CloudUnreachableException(Details.client(null, "lost", null), true, true);
        write(Permission.CANCEL, lost, ACCOUNT);
        write(Permission.CANCEL, new AccountNotFoundException(Details.client(null, "no account", null)), ACCOUNT);

        assertThat(view(ACCOUNT).certain()).isEmpty();
    }

    @Test
    void aLostWriteTheOtherWayLeavesBothPossible() {
        CloudUnreachableException lost = new CloudUnreachableException(Details.client(null, "lost", null), true, true);
        write(Permission.SHARE, ACCOUNT);
        write(Permission.CANCEL, lost, ACCOUNT);

        assertThat(view(ACCOUNT).certain()).isEmpty();
        assertThat(view().possible()).containsExactly(ACCOUNT);
        write(Permission.SHARE, ACCOUNT);
        assertThat(view(ACCOUNT).certain()).containsExactly(ACCOUNT);
    }

    @Test
    void aReadAfterTheWaitForAnyWriteIsBelieved() {
        write(Permission.CANCEL, ACCOUNT);
        time.pass(Duration.ofMillis(300));
        write(Permission.SHARE, account(2));

        recent.awaitVisible(IMAGE, deadline);

        assertThat(time.passed()).isEqualTo(LAG.plusMillis(300));
        assertThat(view(ACCOUNT)).isEqualTo(AccessView.ofCertain(Set.of(ACCOUNT)));
    }

    /** The clock of the cache is asked a moment after that of the write. */
    @Test
    void aWriteIsForgottenAsSoonAsItsLagIsOverAlthoughTheCacheKeepsItAMomentLonger() {
        TimeSource slow = new Ticking(time);
        RecentWrites writes = new RecentWrites(Retry.defaults(), slow);
        var unused = writes.remembering(IMAGE, Permission.CANCEL, Set.of(ACCOUNT), () -> "request");

        writes.awaitVisible(IMAGE, Deadline.in(Duration.ofSeconds(60), slow));

        assertThat(writes.view(IMAGE, () -> Optional.of(Set.of(ACCOUNT)))
                        .orElseThrow()
                        .inDoubt())
                .isEmpty();
    }

    /** Each look at the clock takes a nanosecond. */
    private record Ticking(VirtualTime time) implements TimeSource {

        @Override
        public long nanoTime() {
            time.pass(Duration.ofNanos(1));
            return time.nanoTime();
        }

        @Override
        public Instant instant() {
            return time.instant();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            time.sleep(duration);
        }

        @Override
        public void await(Condition signal, Duration most) throws InterruptedException {
            time.await(signal, most);
        }
    }

    @Test
    void eachKindOfWriteHasALagOfItsOwn() {
        write(Permission.CANCEL, ACCOUNT);
        time.pass(LAG.minusMillis(1));
        write(Permission.SHARE, account(2));
        assertThat(recent.isAfterOpposite(IMAGE, Permission.SHARE)).isTrue();
        time.pass(Duration.ofMillis(1));

        assertThat(recent.isAfterOpposite(IMAGE, Permission.SHARE)).isFalse();
        assertThat(recent.isAfterOpposite(IMAGE, Permission.CANCEL)).isTrue();
    }
}
