package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A fake cloud without rates, and services on it that do not wait long before they try again. The other adapter has one like
 * it: modules share no test code, and a test artifact would be more than these lines.
 */
abstract class FakeCloudFixture {

    static final Region REGION = Region.of("ap-guangzhou");
    static final AccountId PARTNER = AccountId.of("1038493875");
    static final AccountId OTHER = AccountId.of("3205597606");

    final FakeTencentCloud cloud = FakeTencentCloud.start();
    private final List<ImageSharingService> services = new ArrayList<>();
    ImageSharingService sharing;

    @BeforeEach
    void connect() {
        cloud.unlimitedRates();
        sharing = service(settings());
    }

    @AfterEach
    void close() {
        services.forEach(ImageSharingService::close);
        cloud.close();
    }

    CloudSettings.Builder settings() {
        return cloud.settings(REGION).toBuilder()
                .quota(RequestQuota.unlimited())
                .retry(Retry.defaults().backoff(Duration.ofMillis(5), Duration.ofMillis(40)));
    }

    ImageSharingService service(CloudSettings.Builder settings) {
        ImageSharingService service = ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings.build()))
                .build();
        services.add(service);
        return service;
    }

    int writes() {
        return cloud.requests("ModifyImageSharePermission").size();
    }

    int writes(ImageId image) {
        return (int) cloud.requests("ModifyImageSharePermission").stream()
                .filter(request -> request.body().contains(image.value()))
                .count();
    }

    /** Who is said to have got access has it, and who is said not to has not. */
    void assertTrue(ShareReport report) {
        Set<AccountId> truth = cloud.accountsOf((ImageId) report.target());
        assertThat(Sets.difference(report.changed(), truth))
                .as("changed, but without access")
                .isEmpty();
        assertThat(Sets.intersection(report.failed().keySet(), truth))
                .as("failed, but with access")
                .isEmpty();
    }

    static List<AccountId> accounts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> AccountId.of(String.valueOf(200_000_000_000L + i)))
                .toList();
    }

    static <E extends ImageSharingException> E thrownBy(Class<E> type, ThrowingCallable call) {
        return Assertions.catchThrowableOfType(type, call);
    }
}
