package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.base.Stopwatch;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.testkit.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same service in another region. */
class RegionsTest extends FakeCloudFixture {

    private static final Region SINGAPORE = Region.of("ap-singapore");

    @Test
    void everyCallGoesToTheRegionOfTheView() {
        ImageId there = cloud.addImage(i -> i.region(SINGAPORE));
        ImageSharingService singapore = sharing.in(SINGAPORE);

        singapore.share(there, List.of(PARTNER));

        assertThat(singapore.images()).extracting(CvmImage::id).containsExactly(there);
        assertThat(singapore.sharedWith(there)).hasSize(1);
        assertThat(singapore.audit(ImageQuery.all()).accountsOf(there)).hasSize(1);
        assertThat(singapore.awaitNormal(there, Duration.ofSeconds(1)).id()).isEqualTo(there);
        assertThat(cloud.requests()).extracting(RecordedRequest::region).containsOnly(SINGAPORE.value());
        assertThatExceptionOfType(ImageNotFoundException.class)
                .isThrownBy(() -> sharing.share(there, List.of(PARTNER)));
    }

    @Test
    void aViewIsTheSameEachTimeFromWhereverItIsAsked() {
        ImageSharingService singapore = sharing.in(SINGAPORE);

        assertThat(sharing.in(SINGAPORE)).isSameAs(singapore);
        assertThat(singapore.in(SINGAPORE)).isSameAs(singapore);
        assertThat(singapore.in(REGION)).isSameAs(sharing.in(REGION));
    }

    @Test
    void theOwnAccountIsAskedOnceForAllRegions() {
        ImageId here = cloud.addImage(i -> i.region(REGION));
        ImageId there = cloud.addImage(i -> i.region(SINGAPORE));

        sharing.share(here, List.of(PARTNER));
        sharing.in(SINGAPORE).share(there, List.of(PARTNER));

        assertThat(cloud.requests("GetCallerIdentity")).hasSize(1);
    }

    /** What was just written is remembered once for a service and its view, so that neither believes a stale read. */
    @Test
    void aViewOfTheOwnRegionKnowsWhatTheServiceHasJustWritten() {
        ImageId image = cloud.addImage();
        sharing.share(image, List.of(PARTNER));
        cloud.readLag(Duration.ofMillis(30));
        sharing.unshare(image, List.of(PARTNER));

        sharing.in(REGION).share(image, List.of(PARTNER));

        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
    }

    @Test
    void allRegionsShareOneQuota() {
        cloud.unlimitedRates();
        ImageSharingService paced =
                service(settings().quota(RequestQuota.perSecond(Map.of("cvm:ModifyImageSharePermission", 5))));
        List<ImageId> images = IntStream.range(0, 11)
                .mapToObj(i -> cloud.addImage(image -> image.region(i % 2 == 0 ? REGION : SINGAPORE)))
                .toList();
        Stopwatch time = Stopwatch.createStarted();

        for (int i = 0; i < images.size(); i++) {
            paced.in(i % 2 == 0 ? REGION : SINGAPORE).share(images.get(i), List.of(PARTNER));
        }

        assertThat(time.elapsed()).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void closingAViewClosesNothingAndItEndsWithItsService() {
        ImageId image = cloud.addImage();
        ImageSharingService singapore = sharing.in(SINGAPORE);

        singapore.close();

        singapore.share(image, List.of(PARTNER));
        sharing.close();
        assertThatExceptionOfType(CloudUnreachableException.class).isThrownBy(() -> singapore.sharedWith(image));
    }
}
