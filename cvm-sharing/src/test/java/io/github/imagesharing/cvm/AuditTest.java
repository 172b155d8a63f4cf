package io.github.imagesharing.cvm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccessReport;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Who has access to what, and since when. */
class AuditTest extends FakeCloudFixture {

    private static final Instant LONG_AGO = Instant.parse("2024-05-01T10:00:00Z");

    @Test
    void everyImageAndWhoHasAccessIsAskedFromBothSides() {
        List<ImageId> images = cloud.addImages(130);
        cloud.shareElsewhere(images.get(0), PARTNER, OTHER);
        cloud.shareElsewhere(images.get(129), PARTNER);

        AccessReport report = sharing.audit(ImageQuery.all());

        assertThat(report.images()).extracting(CvmImage::id).containsExactlyElementsOf(images);
        assertThat(report.accountsOf(images.get(0)))
                .extracting(SharedAccount::account)
                .containsExactly(PARTNER, OTHER);
        assertThat(report.accountsOf(images.get(1))).isEmpty();
        assertThat(report.imagesOf(PARTNER)).containsExactly(images.get(0), images.get(129));
        assertThat(report.imagesOf(OTHER)).containsExactly(images.get(0));
        assertThat(report.imagesOf(AccountId.of("1"))).isEmpty();
        assertThat(report.accounts()).containsExactly(PARTNER, OTHER);
        assertThat(report.skipped()).isEmpty();
        assertThat(cloud.requests("DescribeImageSharePermission")).hasSize(130);
    }

    @Test
    void ofImagesThatAreNamedNoOtherIsListedOrRead() {
        List<ImageId> images = cloud.addImages(230);
        cloud.shareElsewhere(images.get(7), PARTNER);

        AccessReport report = sharing.audit(ImageQuery.byIds(List.of(images.get(7))));

        assertThat(report.imagesOf(PARTNER)).containsExactly(images.get(7));
        assertThat(cloud.requests("DescribeImages"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).contains("\"ImageIds\":[\"" + images.get(7) + "\"]"));
        assertThat(cloud.requests("DescribeImageSharePermission")).hasSize(1);
    }

    /** The one at index 100 would move to the page that has been read. */
    @Test
    void rowPG1AnImageDeletedBetweenTwoPagesHidesNoOther() {
        List<ImageId> images = cloud.addImages(150);
        cloud.shareElsewhere(images.get(100), OTHER);
        between(() -> cloud.deleteImage(images.get(3)));

        AccessReport report = sharing.audit(ImageQuery.all());

        assertThat(report.images()).extracting(CvmImage::id).hasSize(149).doesNotContain(images.get(3));
        assertThat(report.outside(List.of(PARTNER)).imagesOf(OTHER)).containsExactly(images.get(100));
    }

    @Test
    void rowPG2AnImageDeletedAndOneCreatedBetweenTwoPagesHideNoOther() {
        List<ImageId> images = cloud.addImages(150);
        between(() -> {
            cloud.deleteImage(images.get(3));
            cloud.addImage();
        });

        assertThat(sharing.images()).extracting(CvmImage::id).hasSize(150).contains(images.get(100));
    }

    @Test
    void rowPG4AListThatNeverStaysIsNoListing() {
        Iterator<ImageId> oldest = cloud.addImages(250).iterator();
        cloud.afterEach("DescribeImages", () -> {
            cloud.deleteImage(oldest.next());
            cloud.addImage();
        });

        ServiceFailureException failure =
                thrownBy(ServiceFailureException.class, () -> sharing.audit(ImageQuery.all()));

        assertThat(failure).hasMessageContaining("DescribeImages: the list changed while it was read");
        assertThat(failure.isRetryable()).isTrue();
        assertThat(cloud.requests("DescribeImageSharePermission")).isEmpty();
    }

    /** Once, after the first page. */
    private void between(Runnable change) {
        AtomicBoolean done = new AtomicBoolean();
        cloud.afterEach("DescribeImages", () -> {
            if (!done.getAndSet(true)) {
                change.run();
            }
        });
    }

    @Test
    void keepsToTheQuota() {
        cloud.addImages(15);
        long begin = System.nanoTime();

        service(settings().quota(RequestQuota.published())).audit(ImageQuery.all());

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void anImageDeletedMeanwhileIsSkippedAndNamed() {
        List<ImageId> images = cloud.addImages(3);
        cloud.failNext("DescribeImageSharePermission", Fault.error("InvalidImageId.NotFound", "gone"));

        AccessReport report = sharing.audit(ImageQuery.all());

        assertThat(report.skipped()).hasSize(1);
        assertThat(report.images()).hasSize(2);
        assertThat(images).contains(report.skipped().get(0).id());
        assertThat(report.toText()).contains("DELETED");
        assertThat(report.toCsv()).contains(",DELETED,,");
    }

    @Test
    void whateverElseCannotBeReadEndsIt() {
        cloud.addImages(3);
        cloud.refuse("DescribeImageSharePermission");

        assertThat(thrownBy(AccessDeniedException.class, () -> sharing.audit(ImageQuery.all())))
                .hasMessageContaining("DescribeImageSharePermission");
    }

    @Test
    void isNarrowedToSharesPastTheirTimeAndOutsideAnAllowList() {
        ImageId old = cloud.addImage(i -> i.sharedAt(LONG_AGO, PARTNER));
        ImageId fresh = cloud.addImage();
        cloud.shareElsewhere(old, OTHER);
        cloud.shareElsewhere(fresh, OTHER);

        AccessReport report = sharing.audit(ImageQuery.all());

        AccessReport past = report.olderThan(Duration.ofDays(30));
        assertThat(past.images()).extracting(CvmImage::id).containsExactly(old);
        assertThat(past.accountsOf(old)).containsExactly(new SharedAccount(PARTNER, LONG_AGO));
        AccessReport strangers = report.outside(List.of(PARTNER));
        assertThat(strangers.imagesOf(OTHER)).containsExactly(old, fresh);
        assertThat(strangers.imagesOf(PARTNER)).isEmpty();
        assertThat(report.outside(List.of(PARTNER, OTHER)).images()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> report.olderThan(Duration.ZERO))
                .withMessageContaining("PT0S");
    }

    @Test
    void isWrittenAsTextCsvAndJson() {
        ImageId shared = cloud.addImage(i -> i.name("web, \"golden\"").sharedAt(LONG_AGO, PARTNER));
        ImageId lonely = cloud.addImage(i -> i.name("<db>"));

        AccessReport report = sharing.audit(ImageQuery.all());

        assertThat(report.toText().lines())
                .hasSize(3)
                .anySatisfy(
                        line -> assertThat(line).startsWith(shared + "  web,").endsWith("2024-05-01T10:00:00Z"))
                .anySatisfy(
                        line -> assertThat(line).startsWith(lonely + "  <db>").endsWith("NORMAL"));
        assertThat(report.toCsv()).isEqualTo("""
                        image_id,image_name,image_state,account_id,shared_at\r
                        %s,"web, ""golden""\",NORMAL,%s,2024-05-01T10:00:00Z\r
                        %s,<db>,NORMAL,,\r
                        #end 2 complete,,,,\r
                        """.formatted(shared, PARTNER, lonely));
        JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();
        JsonArray images = json.getAsJsonArray("images");
        JsonObject first = images.get(0).getAsJsonObject();
        assertThat(first.get("imageId").getAsString()).isEqualTo(shared.value());
        assertThat(first.get("name").getAsString()).isEqualTo("web, \"golden\"");
        JsonObject account = first.getAsJsonArray("accounts").get(0).getAsJsonObject();
        assertThat(account.get("accountId").getAsString()).isEqualTo(PARTNER.value());
        assertThat(account.get("sharedAt").getAsString()).isEqualTo("2024-05-01T10:00:00Z");
        assertThat(images.get(1).getAsJsonObject().getAsJsonArray("accounts")).isEmpty();
        assertThat(Instant.parse(json.get("takenAt").getAsString())).isEqualTo(report.takenAt());
        assertThat(json.getAsJsonArray("skipped")).isEmpty();
    }

    @Test
    void answersToInterruption() throws Exception {
        cloud.addImages(3);
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            thrownBy(CallInterruptedException.class, () -> sharing.audit(ImageQuery.all()));
            return Thread.interrupted();
        });
        cloud.failAlways("DescribeImageSharePermission", Fault.silent(Duration.ofMinutes(1)));
        Thread auditor = new Thread(task);
        auditor.start();
        while (cloud.requests("DescribeImageSharePermission").isEmpty()) {
            Thread.sleep(1);
        }

        auditor.interrupt();

        assertThat(task.get(10, SECONDS)).isTrue();
    }
}
