package io.github.imagesharing.cvm;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccessReport;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.testkit.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Shares end: those past their time, those of strangers, and no others. */
class ExpiryTest extends FakeCloudFixture {

    private static final Instant LONG_AGO = Instant.parse("2024-05-01T10:00:00Z");

    private final ImageId old = cloud.addImage(i -> i.sharedAt(LONG_AGO, PARTNER, OTHER));
    private final ImageId mixed = cloud.addImage(i -> i.sharedAt(LONG_AGO, PARTNER));
    private final ImageId fresh = cloud.addImage();

    ExpiryTest() {
        cloud.shareElsewhere(mixed, OTHER);
        cloud.shareElsewhere(fresh, PARTNER);
    }

    private static ShareReport of(BatchReport report, ImageId image) {
        return Objects.requireNonNull(report.reports().get(image));
    }

    @Test
    void sharesPastTheirTimeAreEnded() {
        BatchReport report = sharing.applyAll(
                sharing.audit(ImageQuery.all()).olderThan(ofDays(90)).toUnshare());

        assertThat(report.isComplete()).isTrue();
        assertThat(report.changed()).isEqualTo(3);
        assertThat(report.reports().keySet()).containsExactly(old, mixed);
        assertThat(report.reports().values()).extracting(ShareReport::unplanned).allMatch(it -> it.isEmpty());
        assertThat(cloud.accountsOf(old)).isEmpty();
        assertThat(cloud.accountsOf(mixed)).containsExactly(OTHER);
        assertThat(cloud.accountsOf(fresh)).containsExactly(PARTNER);
        assertThat(writes()).isEqualTo(2);
        assertThat(cloud.requests("DescribeImages")).as("the audit's alone").hasSize(1);
    }

    @Test
    void whereNothingIsPastItsTimeNothingIsSent() {
        AccessReport report = sharing.audit(ImageQuery.byIds(List.of(fresh)));
        cloud.resetRequests();

        assertThat(sharing.applyAll(report.olderThan(ofDays(90)).toUnshare()).isComplete())
                .isTrue();
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void strangersLoseWhatTheyHave() {
        AccessReport strangers = sharing.audit(ImageQuery.all()).outside(List.of(PARTNER));

        assertThat(sharing.applyAll(strangers.toUnshare()).changed()).isEqualTo(2);
        assertThat(cloud.accountsOf(old)).containsExactly(PARTNER);
        assertThat(cloud.accountsOf(mixed)).containsExactly(PARTNER);
        assertThat(cloud.accountsOf(fresh)).containsExactly(PARTNER);
    }

    @Test
    void whatChangesMeanwhileElsewhereIsNoFailure() {
        List<SharePlan> plans =
                sharing.audit(ImageQuery.all()).olderThan(ofDays(90)).toUnshare();
        cloud.unshareElsewhere(old, OTHER);
        cloud.unshareElsewhere(mixed, OTHER);

        BatchReport report = sharing.applyAll(plans);

        assertThat(report.isComplete()).isTrue();
        assertThat(of(report, old).changed()).containsExactly(PARTNER);
        assertThat(of(report, old).unchanged()).containsExactly(OTHER);
        assertThat(of(report, mixed).outcomes()).containsOnlyKeys(PARTNER);
        assertThat(sharing.applyAll(plans).changed()).as("a second time").isZero();
    }

    /** A plan names accounts and no times. */
    @Test
    void whoGotAccessAnewMeanwhileLosesItToo() {
        List<SharePlan> plans =
                sharing.audit(ImageQuery.all()).olderThan(ofDays(90)).toUnshare();
        cloud.unshareElsewhere(mixed, PARTNER);
        cloud.shareElsewhere(mixed, PARTNER);

        assertThat(sharing.applyAll(plans).isComplete()).isTrue();
        assertThat(cloud.accountsOf(mixed)).containsExactly(OTHER);
    }

    @Test
    void ofAWholeReportWhoGotAccessMeanwhileIsUnplanned() {
        List<SharePlan> plans = sharing.audit(ImageQuery.byIds(List.of(fresh))).toUnshare();
        cloud.shareElsewhere(fresh, OTHER);

        ShareReport report = of(sharing.applyAll(plans), fresh);

        assertThat(report.changed()).containsExactly(PARTNER);
        assertThat(report.unplanned()).containsExactly(OTHER);
    }

    @Test
    void anImageDeletedMeanwhileFailsAlone() {
        List<SharePlan> plans =
                sharing.audit(ImageQuery.all()).olderThan(ofDays(90)).toUnshare();
        cloud.deleteImage(old);

        BatchReport report = sharing.applyAll(plans);

        assertThat(of(report, old).failed()).containsOnlyKeys(PARTNER, OTHER);
        assertThat(of(report, mixed).isComplete()).isTrue();
    }

    @Test
    void anAnswerThatWasLostIsSettled() {
        cloud.failNext("ModifyImageSharePermission", Fault.dropAfter());

        BatchReport report = sharing.applyAll(
                sharing.audit(ImageQuery.all()).olderThan(ofDays(90)).toUnshare());

        assertThat(report.changed()).isEqualTo(3);
        report.reports()
                .values()
                .forEach(one -> assertThat(cloud.accountsOf((ImageId) one.target()))
                        .doesNotContainAnyElementsOf(one.changed()));
    }
}
