package io.github.imagesharing.internal.change;

import static io.github.imagesharing.internal.change.AccessChangeTest.IMAGE;
import static io.github.imagesharing.internal.change.AccessChangeTest.LAG;
import static io.github.imagesharing.internal.change.AccessChangeTest.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is read of a target right after it was changed, and when it can be believed. */
class TargetAccessTest {

    private final ToyCloud cloud = new ToyCloud();
    private final ProductState product =
            new ProductState(new AccountLimits(500, 500), AccessChangeTest.retry(), cloud.time);
    private final TargetAccess access = cloud.access(product);
    private final Deadline deadline = Deadline.in(Duration.ofSeconds(20), cloud.time);

    @Test
    void whatWasJustTakenAndGivenIsDoubtedAsLongAsAReadMayLag() {
        cloud.truth.add(account(0));
        cloud.laggingReads = 5;
        cloud.mostLag = LAG;
        String first = access.write(Permission.CANCEL, Set.of(account(0)), deadline);

        AccessView taken = access.view(deadline).orElseThrow();
        assertThat(first).isEqualTo("request-1");
        assertThat(taken).isEqualTo(new AccessView(Set.of(account(0)), Set.of(), Set.of(account(0))));
        assertThat(taken.baselineFor(Permission.SHARE)).isEmpty();
        assertThat(taken.baselineFor(Permission.CANCEL)).containsExactly(account(0));
        assertThat(access.isAfterOpposite(Permission.SHARE)).isTrue();
        assertThat(access.isAfterOpposite(Permission.CANCEL)).isFalse();
    }

    @Test
    void aSettledViewIsReadAfterTheLagAndHasNoDoubts() {
        cloud.truth.add(account(0));
        cloud.laggingReads = 5;
        cloud.mostLag = LAG;
        var unused = access.write(Permission.CANCEL, Set.of(account(0)), deadline);

        assertThat(access.settledView(deadline)).hasValue(AccessView.ofCertain(Set.of()));
        assertThat(cloud.time.passed()).isEqualTo(LAG);
    }

    @Test
    void aSettledReadWaitsForWritesTheOtherWayOnly() {
        cloud.truth.add(account(0));
        cloud.laggingReads = 5;
        cloud.mostLag = LAG;
        var unused = access.write(Permission.CANCEL, Set.of(account(0)), deadline);

        assertThat(access.readSettled(Permission.CANCEL, deadline)).hasValue(Set.of(account(0)));
        assertThat(cloud.time.passed()).isZero();
        assertThat(access.readSettled(Permission.SHARE, deadline)).hasValue(Set.of());
        assertThat(cloud.time.passed()).isEqualTo(LAG);
        access.awaitVisible(Permission.SHARE, deadline);
        assertThat(cloud.time.passed()).isEqualTo(LAG);
    }

    @Test
    void awaitingAWriteWaitsOutItsLag() {
        var unused = access.write(Permission.SHARE, Set.of(account(0)), deadline);

        access.awaitVisible(Permission.CANCEL, deadline);

        assertThat(cloud.time.passed()).isEqualTo(LAG);
        assertThat(access.view(deadline)).isEqualTo(Optional.of(AccessView.ofCertain(Set.of(account(0)))));
        assertThat(access.target()).isEqualTo(IMAGE);
    }
}
