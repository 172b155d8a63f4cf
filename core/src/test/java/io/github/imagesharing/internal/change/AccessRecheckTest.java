package io.github.imagesharing.internal.change;

import static io.github.imagesharing.internal.change.AccessChangeTest.account;
import static io.github.imagesharing.internal.change.AccessChangeTest.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.internal.change.AccessRecheck.Result;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The look at what a change that failed has done. */
class AccessRecheckTest {

    private final ToyCloud cloud = new ToyCloud();

    private AccessRecheck within(Duration time) {
        ProductState product = new ProductState(new AccountLimits(500, 500), AccessChangeTest.retry(), cloud.time);
        return new AccessRecheck(cloud.access(product), Permission.SHARE, Deadline.in(time, cloud.time));
    }

    private AccessRecheck recheck() {
        return within(Duration.ofMinutes(5));
    }

    @Test
    void whatIsAsWantedIsLookedAtOnce() {
        cloud.truth.addAll(accounts(2));
        assertThat(recheck().of(accounts(2), true).accountsWithAccess()).isEqualTo(accounts(2));
        assertThat(cloud.reads).isEqualTo(1);
    }

    @Test
    void whatIsMissingIsLookedAtAgainWhereReadsMayLag() {
        assertThat(recheck().of(accounts(1), true).accountsWithAccess()).isEmpty();
        assertThat(cloud.reads).isGreaterThan(1);
    }

    @Test
    void whereNothingLagsOneLookIsBelieved() {
        assertThat(recheck().of(accounts(1), false).accountsWithAccess()).isEmpty();
        assertThat(cloud.reads).isEqualTo(1);
    }

    @Test
    void whereNothingIsInDoubtNothingIsRead() {
        assertThat(recheck().of(Set.of(), true)).isEqualTo(new Result(Set.of(), false));
        assertThat(cloud.reads).isZero();
    }

    @Test
    void withoutTheTimeToWaitNothingIsCertainlyMissing() {
        assertThat(within(AccessChangeTest.LAG).of(accounts(1), true).tooEarly())
                .isTrue();
        assertThat(recheck().of(accounts(1), true).tooEarly()).isFalse();
    }

    @Test
    void aQuotaIsToldWithItsNumbersWhereTheyCouldBeRead() {
        Details details = Details.client(null, "over", null);
        ImageSharingException over = new ShareQuotaExceededException(details);
        Result seen = new Result(Set.of(account(1), account(2)), false);

        assertThat(seen.withNumbers(over, 500))
                .isInstanceOfSatisfying(ShareQuotaExceededException.class, counted -> {
                    assertThat(counted.limit()).isEqualTo(500);
                    assertThat(counted.current()).isEqualTo(2);
                })
                .hasMessage("over");
        assertThat(new Result(null, false).withNumbers(over, 500)).isSameAs(over);
        ImageSharingException other = new ServiceFailureException(details);
        assertThat(seen.withNumbers(other, 500)).isSameAs(other);
    }
}
