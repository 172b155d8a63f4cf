package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.gson.JsonParser;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RefusalEffect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans are looked at before they are applied, and applied to the world as it is then. */
class PlanTest extends FakeCloudFixture {

    private static final AccountId STAYS = AccountId.of("100000000018");
    private static final AccountId STRANGER = AccountId.of("909619400");

    private ImageId imageOf(Collection<AccountId> accounts) {
        ImageId image = cloud.addImage();
        cloud.shareElsewhere(image, accounts.toArray(AccountId[]::new));
        return image;
    }

    /** What was asked of ModifyImageSharePermission, in order. */
    private List<String> changes() {
        return cloud.requests("ModifyImageSharePermission").stream()
                .map(request -> JsonParser.parseString(request.body()).getAsJsonObject())
                .map(asked -> asked.get("Permission").getAsString() + " "
                        + asked.getAsJsonArray("AccountIds").size())
                .toList();
    }

    @Test
    void aPlanSaysWhoGainsLosesAndKeepsAccessAndChangesNothing() {
        ImageId image = imageOf(List.of(STAYS, OTHER));

        SharePlan plan = sharing.plan(image, List.of(PARTNER, STAYS));

        assertThat(plan.image()).isEqualTo(image);
        assertThat(plan.toShare()).containsExactly(PARTNER);
        assertThat(plan.toUnshare()).containsExactly(OTHER);
        assertThat(plan.unchanged()).containsExactly(STAYS);
        assertThat(plan.toText())
                .isEqualToNormalizingNewlines("%s: 1 gain access, 1 lose it, 1 keep it\n + %s\n - %s\n = %s\n"
                        .formatted(image, PARTNER, OTHER, STAYS));
        assertThat(writes()).isZero();
        assertThat(cloud.requests()).hasSize(1);
    }

    @Test
    void aPlanIsApplied() {
        ImageId image = imageOf(List.of(STAYS, OTHER));

        ShareReport report = sharing.apply(sharing.plan(image, List.of(PARTNER, STAYS)));

        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, STAYS);
        assertThat(report.outcomes()).containsOnlyKeys(PARTNER, OTHER, STAYS);
        assertThat(report.changed()).containsExactly(PARTNER, OTHER);
        assertThat(report.unchanged()).containsExactly(STAYS);
        assertThat(report.unplanned()).isEmpty();
        assertThat(report.requestIds()).hasSize(2);
    }

    @Test
    void applyingTwiceChangesNothing() {
        ImageId image = imageOf(List.of(OTHER));
        SharePlan plan = sharing.plan(image, List.of(PARTNER));
        sharing.apply(plan);
        int sent = writes();

        ShareReport again = sharing.apply(plan);

        assertThat(again.changed()).isEmpty();
        assertThat(again.unchanged()).containsExactly(PARTNER, OTHER);
        assertThat(writes()).isEqualTo(sent);
    }

    @Test
    void nobodyDesiredMeansNobody() {
        ImageId image = imageOf(List.of(PARTNER, OTHER));

        sharing.apply(sharing.plan(image, List.of()));

        assertThat(cloud.accountsOf(image)).isEmpty();
    }

    @Test
    void aPlanIsRestricted() {
        SharePlan plan = sharing.plan(imageOf(List.of(OTHER, STRANGER)), List.of(PARTNER));

        assertThat(plan.withoutRemovals().toUnshare()).isEmpty();
        assertThat(plan.withoutRemovals().toShare()).containsExactly(PARTNER);
        assertThat(plan.withoutRemovals().unchanged()).containsExactlyInAnyOrder(OTHER, STRANGER);
        assertThat(plan.keeping(List.of(OTHER, STAYS)).toUnshare()).containsExactly(STRANGER);
        assertThat(plan.keeping(List.of(OTHER, STAYS)).unchanged()).containsExactly(OTHER);
        assertThat(plan.maxRemovals(2)).isEqualTo(plan);
        assertThatIllegalStateException()
                .isThrownBy(() -> plan.maxRemovals(1))
                .withMessageContaining("from 2 accounts")
                .withMessageContaining("allowed are 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.maxRemovals(-1))
                .withMessageContaining("-1");
    }

    @Test
    void aPlanHasEachAccountOnce() {
        ImageId image = ImageId.of("img-6pb6lrmy");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SharePlan(image, Set.of(PARTNER), Set.of(PARTNER), Set.of()))
                .withMessageContaining(PARTNER.value());
        assertThat(new SharePlan(image, Set.of(), Set.of(), Set.of(PARTNER)).isEmpty())
                .isTrue();
    }

    @Test
    void whatChangedSinceThePlanIsReportedAndNotTrampled() {
        ImageId image = imageOf(List.of(STAYS, OTHER));
        SharePlan plan = sharing.plan(image, List.of(PARTNER, STAYS));
        cloud.shareElsewhere(image, STRANGER, PARTNER);
        cloud.unshareElsewhere(image, STAYS);

        ShareReport report = thrownBy(NotSharedException.class, () -> sharing.apply(plan))
                .report()
                .orElseThrow();

        assertThat(report.unchanged()).containsExactly(PARTNER);
        assertThat(report.changed()).containsExactly(OTHER);
        assertThat(report.failed()).containsOnlyKeys(STAYS);
        assertThat(report.unplanned()).containsExactly(STRANGER);
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, STRANGER);
    }

    @Test
    void aHundredOfFiveHundredAreSwappedInTwoRequests() {
        List<AccountId> all = accounts(600);
        ImageId image = imageOf(all.subList(0, 500));

        ShareReport report = sharing.apply(sharing.plan(image, all.subList(100, 600)));

        assertThat(report.isComplete()).isTrue();
        assertThat(report.changed()).hasSize(200);
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrderElementsOf(all.subList(100, 600));
        assertThat(changes()).containsExactly("CANCEL 100", "SHARE 100");
    }

    @Test
    void removalsGoFirstAsFarAsTheLimitNeedsItAndNoFurther() {
        List<AccountId> all = accounts(600);
        ImageId image = imageOf(all.subList(0, 470));

        sharing.apply(sharing.plan(image, all.subList(100, 570)));

        assertThat(changes()).containsExactly("CANCEL 70", "SHARE 100", "CANCEL 30");
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrderElementsOf(all.subList(100, 570));
    }

    @Test
    void belowTheLimitNobodyIsWithoutAccessForTheChange() {
        List<AccountId> all = accounts(20);
        ImageId image = imageOf(all.subList(0, 10));

        sharing.apply(sharing.plan(image, all.subList(10, 20)));

        assertThat(changes()).containsExactly("SHARE 10", "CANCEL 10");
    }

    @Test
    void moreThanTheLimitIsRefusedBeforeAnythingIsChanged() {
        List<AccountId> all = accounts(501);
        ImageId image = imageOf(all.subList(0, 10));
        SharePlan plan = sharing.plan(image, all.subList(0, 501));

        ShareQuotaExceededException refusal = thrownBy(ShareQuotaExceededException.class, () -> sharing.apply(plan));

        assertThat(refusal.limit()).isEqualTo(500);
        assertThat(writes()).isZero();
    }

    @Test
    void anImageThatMayNotBeSharedIsLeftAsItIsButAccessCanBeTakenAway() {
        ImageId image = cloud.addImage(i -> i.license(LicenseType.BYOL));
        cloud.shareElsewhere(image, OTHER, STAYS);

        ShareReport report = thrownBy(
                        ImageNotShareableException.class,
                        () -> sharing.apply(sharing.plan(image, List.of(PARTNER, STAYS))))
                .report()
                .orElseThrow();

        assertThat(report.failed()).containsOnlyKeys(PARTNER, OTHER);
        assertThat(report.unchanged()).containsExactly(STAYS);
        assertThat(writes()).isZero();
        assertThat(sharing.apply(sharing.plan(image, List.of(STAYS))).changed()).containsExactly(OTHER);
    }

    @ParameterizedTest
    @EnumSource
    void aBadAccountCostsNoOther(RefusalEffect effect) {
        cloud.refusalEffect(effect);
        ImageId image = imageOf(List.of(OTHER));
        cloud.closeAccount(STRANGER);

        ShareReport report = thrownBy(
                        AccountNotFoundException.class,
                        () -> sharing.apply(sharing.plan(image, List.of(PARTNER, STRANGER, STAYS))))
                .report()
                .orElseThrow();

        assertThat(report.failed()).containsOnlyKeys(STRANGER);
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, STAYS);
    }

    @Test
    void anAccountThatCannotBeTakenAwayLeavesNoRoomForOne() {
        List<AccountId> all = accounts(6);
        ImageId image = imageOf(all.subList(0, 3));
        ImageSharingService three = service(settings().accountLimit(3));
        SharePlan plan = three.plan(image, all.subList(3, 6));
        Fault refused = Fault.error("InvalidAccountId.NotFound", "no such account");
        cloud.failNext("ModifyImageSharePermission", 3, refused); // all three, the first two, the third alone

        ShareQuotaExceededException refusal = thrownBy(ShareQuotaExceededException.class, () -> three.apply(plan));

        assertThat(refusal.getSuppressed()).hasExactlyElementsOfTypes(AccountNotFoundException.class);
        assertThat(refusal.report().orElseThrow().failed()).containsOnlyKeys(all.get(5), all.get(2));
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(all.get(2), all.get(3), all.get(4));
    }

    @ParameterizedTest
    @EnumSource
    void anAccountJustRefusedIsNotTakenToHaveAccess(RefusalEffect effect) {
        cloud.refusalEffect(effect);
        ImageId image = cloud.addImage();
        cloud.closeAccount(OTHER);
        thrownBy(AccountNotFoundException.class, () -> sharing.share(image, List.of(PARTNER, OTHER)));

        assertThat(sharing.plan(image, List.of()).toUnshare()).containsExactly(PARTNER);
        ShareReport report = sharing.unshare(image, List.of(PARTNER, OTHER));
        assertThat(report.changed()).containsExactly(PARTNER);
        assertThat(report.unchanged()).containsExactly(OTHER);
    }

    @Test
    void aLostAnswerIsLookedInto() {
        ImageId image = imageOf(List.of(OTHER));
        SharePlan plan = sharing.plan(image, List.of(PARTNER));
        cloud.failNext("ModifyImageSharePermission", Fault.dropAfter());
        cloud.failNext("ModifyImageSharePermission", Fault.dropAfter());

        ShareReport report = sharing.apply(plan);

        assertThat(report.changed()).containsExactly(PARTNER, OTHER);
        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
    }

    @Test
    void manyPlansAreAppliedAndTheBadOnesReported() {
        ImageId web = imageOf(List.of(OTHER));
        ImageId done = imageOf(List.of(PARTNER));
        ImageId byol = cloud.addImage(i -> i.license(LicenseType.BYOL));
        List<SharePlan> plans = new ArrayList<>();
        List.of(web, done, byol).forEach(image -> plans.add(sharing.plan(image, List.of(PARTNER))));
        List<Integer> heard = new ArrayList<>();

        BatchReport report = sharing.applyAll(plans, progress -> heard.add(progress.done()));

        assertThat(report.reports().keySet()).containsExactly(web, done, byol);
        assertThat(report.changed()).isEqualTo(2);
        assertThat(report.unchanged()).isEqualTo(1);
        assertThat(report.failed()).isEqualTo(1);
        assertThat(heard).containsExactly(1, 2, 3);
        assertThat(cloud.accountsOf(web)).containsExactly(PARTNER);
        assertThat(cloud.requests("DescribeImages")).hasSize(1);
    }

    @Test
    void twoPlansForOneImageAreRefused() {
        SharePlan plan = sharing.plan(cloud.addImage(), List.of(PARTNER));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharing.applyAll(List.of(plan, plan)))
                .withMessageContaining(plan.image().value());
    }

    @Test
    void noPlansAreALegalWish() {
        BatchReport report = sharing.applyAll(List.of());

        assertThat(report.reports()).isEmpty();
        assertThat(report.isComplete()).isTrue();
        assertThat(cloud.requests()).isEmpty();
    }
}
