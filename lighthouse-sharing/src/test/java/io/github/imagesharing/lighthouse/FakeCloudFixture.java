package io.github.imagesharing.lighthouse;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fake cloud without rates, and services with Lighthouse alone that do not wait long before they try again. */
abstract class FakeCloudFixture {

    static final String WRITE = "lighthouse:ModifyImageSharePermission";
    static final String LIST = "DescribeBlueprints";
    static final String HAND_ON = "ShareBlueprintAcrossAccounts";
    static final String TAKE_BACK = "CancelShareBlueprintAcrossAccounts";
    static final String ACCESS = "DescribeBlueprintsShareAcrossAccountInfos";

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
        return cloud.settings(Region.of("ap-guangzhou")).toBuilder()
                .quota(RequestQuota.unlimited())
                .retry(Retry.defaults().backoff(Duration.ofMillis(5), Duration.ofMillis(40)));
    }

    ImageSharingService service(CloudSettings.Builder settings) {
        ImageSharingService service = ImageSharingService.builder()
                .lighthouse(LighthouseSharing.connect(settings.build()))
                .build();
        services.add(service);
        return service;
    }

    /** A service that tries once and says what came of it. */
    ImageSharingService once() {
        return service(settings().retry(settings().build().retry().attempts(1)));
    }

    /** A service that waits for reads that lag. */
    ImageSharingService patient() {
        return service(settings().retry(Retry.defaults().backoff(Duration.ofMillis(5), Duration.ofSeconds(2))));
    }

    void showImage(ImageId image, String members) {
        cloud.failAlways(
                "DescribeImagesToShare",
                Fault.answer(
                        "{\"Response\":{\"TotalCount\":1,\"ImageSet\":[{\"ImageId\":\"%s\"%s}],\"RequestId\":\"r\"}}"
                                .formatted(image, members)));
    }

    int requests(String action) {
        return cloud.requests(action).size();
    }

    String lastBody(String action) {
        List<RecordedRequest> all = cloud.requests(action);
        return all.get(all.size() - 1).body();
    }

    static List<AccountId> accounts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> AccountId.of(String.valueOf(200_000_000_000L + i)))
                .toList();
    }

    static String typeAndReason(ImageSharingException thrown) {
        String type = thrown.getClass().getSimpleName();
        return thrown instanceof ImageNotShareableException notShareable ? type + ":" + notShareable.reason() : type;
    }

    static <E extends ImageSharingException> E thrownBy(Class<E> type, ThrowingCallable call) {
        return Assertions.catchThrowableOfType(type, call);
    }
}
