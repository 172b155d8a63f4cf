package io.github.imagesharing.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ServiceTime;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.RecordedRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program that works as a role for a day, whose keys last an hour at a time. */
class LongRunningRoleTest {

    private static final Duration STEP = Duration.ofMinutes(4);

    @Test
    void everyCallOfADayIsSignedWithKeysThatAreValid() throws InterruptedException {
        SkippedTime time = new SkippedTime();
        AssumedRole role =
                AssumedRole.of("qcs::cam::uin/100000000018:roleName/images").duration(Duration.ofHours(1));
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            cloud.unlimitedRates();
            cloud.addRole(role);
            ImageId image = cloud.addImage();
            CloudSettings settings = cloud.settings(Region.of("ap-guangzhou")).toBuilder()
                    .role(role)
                    .quota(RequestQuota.unlimited()) // its time is not skipped
                    .build();
            try (ImageSharingService service =
                    ServiceTime.builder(time).cvm(CvmSharing.connect(settings)).build()) {
                Duration passed = Duration.ZERO;
                for (int account = 1; passed.compareTo(Duration.ofDays(1)) < 0; account++) {
                    service.share(image, List.of(AccountId.of(String.valueOf(account))));
                    time.sleep(STEP);
                    passed = passed.plus(STEP);
                    cloud.clockSkew(passed);
                }
            }

            assertThat(cloud.requests()).extracting(RecordedRequest::errorCode).containsOnly("");
            assertThat(cloud.accountsOf(image)).hasSize(360);
            assertThat(cloud.requests("AssumeRole").size()).isBetween(24, 28);
        }
    }
}
