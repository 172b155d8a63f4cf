package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Retry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that are legal and make no sense work as far as they can, and fail in the family where they cannot. */
class AbsurdSettingsTest extends FakeCloudFixture {

    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
    private static final Duration CENTURIES = Duration.ofDays(200_000);
    private static final Duration INSTANT = Duration.ofNanos(1);

    private static Arguments setting(String name, UnaryOperator<CloudSettings.Builder> setting) {
        return arguments(name, setting);
    }

    private static Arguments retry(String name, UnaryOperator<Retry> retry) {
        return setting(name, settings -> settings.retry(retry.apply(Retry.defaults())));
    }

    static Stream<Arguments> generous() {
        return Stream.of(FOR_EVER, CENTURIES)
                .flatMap(long_ -> Stream.of(
                        setting("connect time-out " + long_, settings -> settings.connectTimeout(long_)),
                        setting("call time-out " + long_, settings -> settings.callTimeout(long_)),
                        retry("deadline " + long_, retry -> retry.deadline(long_)),
                        retry("backoff to " + long_, retry -> retry.backoff(INSTANT, long_)),
                        retry("backoff from " + long_, retry -> retry.backoff(long_, long_))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("generous")
    void aLongTimeIsAsGoodAsForEver(String name, UnaryOperator<CloudSettings.Builder> setting) {
        ImageId image = cloud.addImage();
        ImageSharingService service = service(setting.apply(settings()));

        assertThat(service.share(image, List.of(PARTNER)).isComplete()).isTrue();
        assertThat(service.sharedWith(image)).hasSize(1);
    }

    static Stream<Arguments> hasty() {
        return Stream.of(
                setting("connect time-out", settings -> settings.connectTimeout(INSTANT)),
                setting("call time-out", settings -> settings.callTimeout(INSTANT)),
                retry("deadline", retry -> retry.deadline(INSTANT)),
                retry("backoff", retry -> retry.backoff(INSTANT, INSTANT)),
                retry("attempts", retry -> retry.attempts(Integer.MAX_VALUE).deadline(Duration.ofMillis(50))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hasty")
    void noTimeAtAllEndsInTheFamily(String name, UnaryOperator<CloudSettings.Builder> setting) {
        ImageId image = cloud.addImage();
        ImageSharingService service = service(setting.apply(settings()));

        try {
            assertThat(service.share(image, List.of(PARTNER)).isComplete()).isTrue();
        } catch (ImageSharingException thrown) {
            assertThat(thrown).isInstanceOf(CloudUnreachableException.class);
            assertThat(thrown.isRetryable()).isTrue();
            assertThat(String.valueOf(thrown.getMessage())).contains(image.value());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:0", "http://127.0.0.1:65536", "ftp://127.0.0.1", "http://", "127.0.0.1"})
    void anEndpointThatIsNoneIsRefusedAtTheDoor(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudSettings.builder().endpoint(URI.create(endpoint)))
                .withMessageContaining(endpoint);
    }

    @Test
    void aCredentialThatThrowsEachTimeIsAskedAndSaid() {
        Credential broken = new Credential("id", "key");
        broken.setUpdater(credential -> {
            throw new IllegalStateException("vault sealed");
        });
        ImageSharingService service = service(settings().credential(broken));
        ImageId image = cloud.addImage();

        for (AuthenticationException thrown : List.of(
                thrownBy(AuthenticationException.class, () -> service.share(image, List.of(PARTNER))),
                thrownBy(AuthenticationException.class, () -> service.unshare(image, List.of(PARTNER))),
                thrownBy(AuthenticationException.class, () -> service.images()))) {
            assertThat(thrown.isRetryable()).isTrue();
            assertThat(thrown).hasRootCauseMessage("vault sealed");
        }
        assertThat(service.shareAll(List.of(image), List.of(PARTNER)).failed()).isOne();
        assertThat(cloud.requests()).isEmpty();
    }
}
