package io.github.imagesharing.testkit.junit;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.LighthousePort;
import io.github.imagesharing.spi.Printable;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.RecordedRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * What one test is given: a fake cloud, and a service on it if the test asks for one.
 *
 * <p>It answers a test that leaves its threads to the next one, and a failure of which nobody sees what was sent. Shown by
 * {@code FakeCloudTest}. For one thread alone, that of the test.
 */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing else that is left in the store
final class TestCloud implements ExtensionContext.Store.CloseableResource, AutoCloseable {

    private static final int MOST_REQUESTS = 50;

    /** What is sent to others may bear a key or a token. */
    private static final Set<String> SERVICES_WITHOUT_KEYS = Set.of("cvm", "lighthouse");

    private final FakeTencentCloud cloud;
    private final CloudSettings settings;
    private @Nullable ImageSharingService sharing;

    private TestCloud(FakeTencentCloud cloud, CloudSettings settings) {
        this.cloud = cloud;
        this.settings = settings;
    }

    static TestCloud start(Region region, int images) {
        if (images < 0) {
            throw new IllegalArgumentException("images " + images + ": 0 or more");
        }
        FakeTencentCloud cloud = FakeTencentCloud.start();
        for (int i = 0; i < images; i++) {
            cloud.addImage(image -> image.region(region));
        }
        return new TestCloud(cloud, cloud.settings(region));
    }

    FakeTencentCloud cloud() {
        return cloud;
    }

    CloudSettings settings() {
        return settings;
    }

    /** The same service each time. */
    ImageSharingService sharing() {
        if (sharing == null) {
            sharing = connect();
        }
        return sharing;
    }

    private ImageSharingService connect() {
        ImageSharingService.Builder service = ImageSharingService.builder();
        Optional<Object> cvm = port("io.github.imagesharing.cvm.CvmSharing");
        Optional<Object> lighthouse = port("io.github.imagesharing.lighthouse.LighthouseSharing");
        if (cvm.isEmpty() && lighthouse.isEmpty()) {
            throw new ParameterResolutionException("ImageSharingService: no product is on the class path;"
                    + " add io.github.imagesharing:image-sharing-cvm or image-sharing-lighthouse");
        }
        cvm.ifPresent(port -> service.cvm((CvmPort) port));
        lighthouse.ifPresent(port -> service.lighthouse((LighthousePort) port));
        return service.build();
    }

    /** By name, because the tests of the adapters use the testkit, which therefore cannot depend on them. */
    private Optional<Object> port(String product) {
        try {
            return Optional.of(Class.forName(product)
                    .getMethod("connect", CloudSettings.class)
                    .invoke(null, settings));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new ParameterResolutionException(product + ".connect failed", e);
        }
    }

    /** The last requests, one a line. */
    String requests() {
        List<RecordedRequest> all = cloud.requests();
        int before = Math.max(0, all.size() - MOST_REQUESTS);
        return all.size() + " requests"
                + all.stream().skip(before).map(TestCloud::line).collect(Collectors.joining());
    }

    private static String line(RecordedRequest request) {
        String body = SERVICES_WITHOUT_KEYS.contains(request.service()) ? " " + request.body() : "";
        String refused = request.errorCode().isEmpty() ? "" : " refused with " + request.errorCode();
        return System.lineSeparator()
                + Printable.of(request.arrival() + " " + request.service() + ":" + request.action() + " in "
                        + request.region() + body + refused);
    }

    @Override
    public void close() {
        try (cloud) {
            if (sharing != null) {
                sharing.close();
            }
        }
    }
}
