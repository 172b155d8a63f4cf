package io.github.imagesharing.cvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.Retry;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan is carried out right after other writes, or while the service refuses, and neither is misread. */
class PlanAmidWritesTest extends FakeCloudFixture {

    private static final String WRITE = "ModifyImageSharePermission";
    private static final AccountId THIRD = AccountId.of("100000000018");

    private ImageId sharedWith(AccountId... accounts) {
        ImageId image = cloud.addImage();
        cloud.shareElsewhere(image, accounts);
        return image;
    }

    /** Reads lag by less than the service is told that they may. */
    private ImageSharingService amidLag(int limit) {
        cloud.readLag(Duration.ofMillis(300));
        return service(settings()
                .accountLimit(limit)
                .retry(Retry.defaults().backoff(Duration.ofMillis(5), Duration.ofMillis(700))));
    }

    private void waitUntilReadsShow(ImageId image, AccountId... accounts) {
        while (sharing.sharedWith(image).size() != accounts.length) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoWasToKeepItsAccessAndHasJustLostItIsNotUnchanged() {
        ImageId image = sharedWith(PARTNER);
        ImageSharingService service = amidLag(500);
        waitUntilReadsShow(image, PARTNER);
        SharePlan plan = service.plan(image, List.of(PARTNER));
        service.unshare(image, List.of(PARTNER));

        NotSharedException lost = thrownBy(NotSharedException.class, () -> service.apply(plan));

        assertThat(lost).hasMessageContaining(PARTNER.value());
        assertThat(lost.report().orElseThrow().failed()).containsOnlyKeys(PARTNER);
    }

    @Test
    void whoWasToKeepItsAccessAndHasJustGotItIsUnchanged() {
        ImageId image = sharedWith(PARTNER, OTHER);
        ImageSharingService service = amidLag(500);
        waitUntilReadsShow(image, PARTNER, OTHER);
        SharePlan plan = service.plan(image, List.of(PARTNER));
        cloud.unshareElsewhere(image, PARTNER);
        waitUntilReadsShow(image, OTHER);
        service.share(image, List.of(PARTNER));

        ShareReport report = service.apply(plan);

        assertThat(report.unchanged()).containsExactly(PARTNER);
        assertThat(report.changed()).containsExactly(OTHER);
    }

    @Test
    void anAccountThatIsComingDoesNotCountTwiceAtTheLimit() {
        ImageId image = sharedWith(PARTNER, OTHER);
        ImageSharingService service = amidLag(3);
        waitUntilReadsShow(image, PARTNER, OTHER);
        SharePlan plan = service.plan(image, List.of(PARTNER, OTHER, THIRD));
        service.share(image, List.of(THIRD));

        assertThat(service.apply(plan).isComplete()).isTrue();
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, OTHER, THIRD);
    }

    @Test
    void anAccountThatIsGoingLeavesItsRoomAtTheLimit() {
        ImageId image = sharedWith(PARTNER, OTHER);
        ImageSharingService service = amidLag(2);
        waitUntilReadsShow(image, PARTNER, OTHER);
        SharePlan plan = service.plan(image, List.of(PARTNER, THIRD)).withoutRemovals();
        SharePlan restricted = new SharePlan(image, plan.toShare(), Set.of(), Set.of(PARTNER));
        service.unshare(image, List.of(OTHER));

        assertThat(service.apply(restricted).changed()).containsExactly(THIRD);
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, THIRD);
    }

    @Test
    void nothingIsTakenAwayForRoomThatIsThere() {
        ImageId image = sharedWith(PARTNER, OTHER);
        ImageSharingService service = amidLag(2);
        waitUntilReadsShow(image, PARTNER, OTHER);
        SharePlan plan = service.plan(image, List.of(THIRD));
        service.unshare(image, List.of(OTHER));
        cloud.resetRequests();

        assertThat(service.apply(plan).isComplete()).isTrue();

        assertThat(cloud.requests(WRITE).get(0).body())
                .as("access is given before any is taken away")
                .contains("SHARE")
                .doesNotContain("CANCEL");
        assertThat(cloud.accountsOf(image)).containsExactly(THIRD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FailedOperation.QImageShareFailed",
                "UnsupportedOperation.LocationImageNotSupported",
                "OverQuota",
                "Some.New.Code",
                "InvalidAccountId.NotFound"
            })
    void nobodyLosesAccessForOneWhoCannotGetIt(String code) {
        ImageId image = sharedWith(OTHER);
        SharePlan plan = sharing.plan(image, List.of(PARTNER));
        cloud.failAlways(WRITE, Fault.error(code, "no"));

        ImageSharingException refusal = thrownBy(ImageSharingException.class, () -> sharing.apply(plan));

        assertThat(cloud.accountsOf(image)).containsExactly(OTHER);
        assertThat(refusal.errorCode()).hasValue(code);
        assertThat(refusal.report().orElseThrow().failed()).containsOnlyKeys(PARTNER, OTHER);
        assertThat(cloud.requests(WRITE)).noneMatch(request -> request.body().contains("CANCEL"));
    }

    @Test
    void whatMadeRoomForOneWhoCannotGetAccessIsGivenBack() {
        ImageId image = sharedWith(OTHER);
        ImageSharingService service = service(settings().accountLimit(1));
        SharePlan plan = service.plan(image, List.of(PARTNER));
        cloud.closeAccount(PARTNER);

        AccountNotFoundException refusal = thrownBy(AccountNotFoundException.class, () -> service.apply(plan));

        assertThat(cloud.accountsOf(image)).containsExactly(OTHER);
        assertThat(refusal.report().orElseThrow().failed()).containsOnlyKeys(PARTNER, OTHER);
        assertThat(permissions()).containsExactly("CANCEL", "SHARE", "SHARE");
    }

    @Test
    void whatCannotBeGivenBackIsSaidToBeGone() {
        ImageId image = sharedWith(OTHER);
        ImageSharingService service = service(settings().accountLimit(1));
        SharePlan plan = service.plan(image, List.of(PARTNER));
        service.unshare(image, List.of(OTHER)); // a first request, so that the next fault meets the SHARE
        cloud.shareElsewhere(image, OTHER);
        ImageSharingService refusing = service(settings()
                .accountLimit(1)
                .quota(new BeforeRequest(
                        WRITE,
                        2,
                        () -> cloud.failAlways(WRITE, Fault.error("FailedOperation.QImageShareFailed", "no")))));

        ShareReport report = thrownBy(ImageSharingException.class, () -> refusing.apply(plan))
                .report()
                .orElseThrow();

        assertThat(report.failed()).containsOnlyKeys(PARTNER);
        assertThat(report.changed()).containsExactly(OTHER);
        assertThat(cloud.accountsOf(image)).isEmpty();
    }

    @Test
    void aBadAccountAmongGoodOnesHoldsUpNoRemoval() {
        ImageId image = sharedWith(OTHER);
        SharePlan plan = sharing.plan(image, List.of(PARTNER, THIRD));
        cloud.closeAccount(THIRD);

        ShareReport report = thrownBy(AccountNotFoundException.class, () -> sharing.apply(plan))
                .report()
                .orElseThrow();

        assertThat(report.failed()).containsOnlyKeys(THIRD);
        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
    }

    private List<String> permissions() {
        return cloud.requests(WRITE).stream()
                .map(request -> request.body().contains("CANCEL") ? "CANCEL" : "SHARE")
                .toList();
    }

    @Test
    void whatWasNotReadIsNotCalledUnchanged() {
        ImageId image = sharedWith(PARTNER, OTHER);
        cloud.changeImage(image, described -> described.type(ImageType.PUBLIC_IMAGE));
        SharePlan plan = new SharePlan(image, Set.of(THIRD), Set.of(PARTNER), Set.of(OTHER));

        ShareReport report = thrownBy(ImageSharingException.class, () -> sharing.apply(plan))
                .report()
                .orElseThrow();

        assertThat(report.failed()).containsOnlyKeys(THIRD, PARTNER, OTHER);
    }

    /** The view is read, then another change of this service begins and ends, and nobody waits for it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aViewFromBeforeAnotherChangeIsReadAgain(boolean byPlan) {
        ImageId image = sharedWith(PARTNER);
        AtomicReference<ImageSharingService> service = new AtomicReference<>();
        service.set(service(settings().quota(new BeforeRequest("DescribeSnapshots", 1, () -> {
            while (cloud.requests("DescribeImageSharePermission").isEmpty()) {
                Thread.onSpinWait();
            }
            requireNonNull(service.get()).unshare(image, List.of(PARTNER));
        }))));
        ImageSharingService racing = requireNonNull(service.get());
        SharePlan plan = new SharePlan(image, Set.of(PARTNER, THIRD), Set.of(), Set.of());

        ShareReport report = byPlan ? racing.apply(plan) : racing.share(image, List.of(PARTNER, THIRD));

        assertThat(report.changed()).containsExactlyInAnyOrder(PARTNER, THIRD);
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, THIRD);
    }
}
