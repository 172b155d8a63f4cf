package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;

/** What somebody found who set out to break it. */
class AttackedTest extends FakeCloudFixture {

    @Test
    void aQuotaThatFailsIsAnExceptionOfTheFamily() {
        RequestQuota broken = (api, host, atMost) -> {
            throw new IllegalStateException("engine down");
        };
        ImageSharingService service = service(settings().quota(broken));

        assertThat(thrownBy(ThrottledException.class, () -> service.sharedWith(ImageId.of("img-6pb6lrmy"))))
                .hasMessageContaining("engine down");
    }

    @Test
    void aServiceThatRepeatsTheKeyPutsItIntoNoMessage() {
        String key = cloud.secretKey();
        cloud.failAlways("DescribeImages", Fault.error("X." + key, "your key is " + key));

        ImageSharingException thrown = thrownBy(ImageSharingException.class, () -> sharing.images());

        assertThat(String.valueOf(thrown)).doesNotContain(key);
        assertThat(thrown.errorCode().orElseThrow()).doesNotContain(key);
    }

    @Test
    void whoHasAccessAlreadyIsUnchangedWhateverForbidsToShare() {
        ImageId image = cloud.addImage(i -> i.sharedWith(PARTNER).license(LicenseType.BYOL));

        ShareReport report = thrownBy(ImageSharingException.class, () -> sharing.share(image, List.of(PARTNER, OTHER)))
                .report()
                .orElseThrow();

        assertThat(report.unchanged()).containsExactly(PARTNER);
        assertThat(report.failed()).containsOnlyKeys(OTHER);
    }

    @Test
    void takingAwayIsLookedUpBeforeARefusalIsBelieved() {
        ImageId image = cloud.addImage(i -> i.sharedWith(PARTNER, OTHER));
        cloud.closeAccount(PARTNER);
        cloud.failNext("cvm:ModifyImageSharePermission", Fault.errorAfter("Weird.Code", "?"));

        assertThat(sharing.unshare(image, List.of(PARTNER, OTHER)).isComplete()).isTrue();
        assertThat(cloud.accountsOf(image)).isEmpty();
    }

    @RepeatedTest(5)
    void whatWasReadBeforeWaitingForAnotherChangeIsReadAgain() throws Exception {
        ImageId image = cloud.addImage(i -> i.sharedWith(PARTNER));
        cloud.latency(Duration.ofMillis(60));
        CompletableFuture<ShareReport> other =
                CompletableFuture.supplyAsync(() -> sharing.unshare(image, List.of(PARTNER)));
        Thread.onSpinWait();

        ShareReport report = sharing.share(image, List.of(PARTNER, OTHER));
        other.get();

        List<AccountId> truth = List.copyOf(cloud.accountsOf(image));
        assertThat(truth).containsAll(report.changed());
    }

    @Test
    void deadlinesThatAreHardlyOneEndInTheFamilyToo() {
        for (int nanos = 1; nanos < 60_000_000; nanos *= 2) {
            ImageSharingService hasty = service(settings()
                    .retry(Retry.defaults()
                            .backoff(Duration.ofMillis(5), Duration.ofMillis(20))
                            .deadline(Duration.ofNanos(nanos))));
            ImageId image = cloud.addImage();
            try {
                assertThat(hasty.share(image, List.of(PARTNER)).isComplete()).isTrue();
            } catch (ImageSharingException inTheFamily) {
                assertThat(String.valueOf(inTheFamily.getMessage())).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @NullSource
    void aNullIsRefusedByName(ImageQuery nothing) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharing.images(nothing))
                .withMessageContaining("query null");
    }

    @Test
    @SuppressWarnings("NullAway") // what callers in other languages and old code pass all the same
    void aNullIsRefusedByName() {
        ImageId image = ImageId.of("img-6pb6lrmy");
        Set<AccountId> withNull = new HashSet<>(Arrays.asList(PARTNER, null));
        Map<String, ThrowingCallable> calls = Map.of(
                "image", () -> new SharePlan(null, Set.of(), Set.of(), Set.of()),
                "accounts", () -> new SharePlan(image, withNull, Set.of(), Set.of()),
                "ids", () -> new ImageQuery(null, Map.of()),
                "filters", () -> new ImageQuery(Set.of(), null),
                "rates", () -> RequestQuota.perSecond(null),
                "settings", () -> CvmSharing.connect(null));

        calls.forEach((name, call) ->
                assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(name));
    }
}
