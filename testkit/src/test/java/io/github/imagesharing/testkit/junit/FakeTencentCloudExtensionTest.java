package io.github.imagesharing.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class FakeTencentCloudExtensionTest {

    /** The clouds of the tests before. */
    private static final List<FakeTencentCloud> EARLIER = new ArrayList<>();

    /** The cloud is open, and those of the tests before are other ones and closed. */
    private static void assertNew(FakeTencentCloud cloud) throws IOException {
        connect(cloud.endpoint());
        assertThat(EARLIER)
                .doesNotContain(cloud)
                .allSatisfy(earlier ->
                        assertThatThrownBy(() -> connect(earlier.endpoint())).isInstanceOf(ConnectException.class));
        EARLIER.add(cloud);
    }

    private static void connect(URI endpoint) throws IOException {
        new Socket(endpoint.getHost(), endpoint.getPort()).close();
    }

    @Nested
    @ExtendWith(FakeTencentCloudExtension.class)
    class OnAClass {

        private final FakeTencentCloud cloud;

        OnAClass(FakeTencentCloud cloud) {
            this.cloud = cloud;
        }

        @BeforeEach
        void arrange(FakeTencentCloud same) {
            assertThat(same).isSameAs(cloud);
        }

        @RepeatedTest(2)
        void a_test_has_one_cloud_of_its_own(FakeTencentCloud same) throws IOException {
            assertThat(same).isSameAs(cloud);
            assertNew(cloud);
        }

        @Nested
        class AndNested {

            @RepeatedTest(2)
            void a_nested_test_has_one_as_well(FakeTencentCloud same) throws IOException {
                assertThat(same).isSameAs(cloud);
                assertNew(cloud);
            }
        }
    }

    @Nested
    class AsAField {

        @RegisterExtension
        private final FakeTencentCloudExtension extension = new FakeTencentCloudExtension();

        @RepeatedTest(2)
        void a_test_has_one_cloud_of_its_own(FakeTencentCloud cloud) throws IOException {
            assertNew(cloud);
        }

        @Test
        void settings_lead_to_the_cloud_of_the_test(CloudSettings settings, FakeTencentCloud cloud) {
            assertThat(settings.endpoint()).contains(cloud.endpoint());
            assertThat(settings.region()).isEqualTo(Region.of("ap-guangzhou"));
        }
    }
}
