package io.github.imagesharing.micrometer;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.Retry;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A fake cloud, and services on it that are observed. */
abstract class ObservedFixture {

    static final Region GUANGZHOU = Region.of("ap-guangzhou");
    static final AccountId PARTNER = AccountId.of("1038493875");
    static final String MODIFY = "ModifyImageSharePermission";
    static final String DESCRIBE = "DescribeImageSharePermission";

    final FakeTencentCloud cloud = FakeTencentCloud.start();
    private final List<ImageSharingService> services = new ArrayList<>();

    ObservedFixture() {
        cloud.unlimitedRates();
    }

    @AfterEach
    void end() {
        services.forEach(ImageSharingService::close);
        cloud.close();
    }

    CloudSettings.Builder settings(CallObserver observer) {
        return cloud.settings(GUANGZHOU).toBuilder()
                .retry(Retry.defaults().backoff(Duration.ofMillis(10), Duration.ofMillis(50)))
                .quota(io.github.imagesharing.RequestQuota.unlimited())
                .observer(observer);
    }

    ImageSharingService service(CallObserver observer) {
        return service(ImageSharingService.builder(), settings(observer));
    }

    ImageSharingService service(ImageSharingService.Builder builder, CloudSettings.Builder settings) {
        ImageSharingService service =
                builder.cvm(CvmSharing.connect(settings.build())).build();
        services.add(service);
        return service;
    }
}
