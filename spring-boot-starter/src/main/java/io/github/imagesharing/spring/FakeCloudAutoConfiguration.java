package io.github.imagesharing.spring;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.net.URI;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Leads to the fake cloud that a test has as a bean, in the region of the properties, or in {@code ap-guangzhou} where they
 * name none. Shown by {@code ConnectionTest}.
 */
@AutoConfiguration(before = ImageSharingAutoConfiguration.class)
@ConditionalOnClass(FakeTencentCloud.class)
@ConditionalOnBean(FakeTencentCloud.class)
class FakeCloudAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ImageSharingConnectionDetails fakeConnectionDetails(FakeTencentCloud cloud, ImageSharingProperties properties) {
        return new FakeConnection(
                cloud, Optional.ofNullable(properties.region()).orElse(Region.of("ap-guangzhou")));
    }

    private record FakeConnection(FakeTencentCloud cloud, Region region) implements ImageSharingConnectionDetails {

        @Override
        public Optional<URI> endpoint() {
            return Optional.of(cloud.endpoint());
        }

        @Override
        public Optional<Credential> credential() {
            return Optional.of(cloud.credential());
        }
    }
}
