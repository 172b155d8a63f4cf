package io.github.imagesharing.spring;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Leads to the fake cloud that a test has as a bean, in the region of the properties, or in {@code ap-guangzhou} where they
 * name none. Shown by {@code ConnectionTest}.
 */
@AutoConfiguration(before = ImageSharingAutoConfiguration.class)
@ConditionalOnClass(FakeTencentCloud.class)
class FakeCloudAutoConfiguration {

    @Bean
    @ConditionalOnBean(FakeTencentCloud.class)
    @ConditionalOnMissingBean
    ImageSharingConnectionDetails fakeConnectionDetails(FakeTencentCloud cloud, ImageSharingProperties properties) {
        return new KnownConnection(
                SettingsBinding.region(properties).orElse(Region.of("ap-guangzhou")),
                Optional.of(cloud.endpoint()),
                Optional.of(cloud.credential()),
                true);
    }

    /** A fake that overrides a bean in a test comes after the conditions: it is looked for when it is needed. */
    @Bean
    @Conditional(RegionIsSet.class)
    @ConditionalOnMissingBean({ImageSharingConnectionDetails.class, CloudSettings.class})
    ImageSharingConnectionDetails imageSharingConnectionDetails(
            ObjectProvider<FakeTencentCloud> cloud,
            ImageSharingProperties properties,
            ObjectProvider<Credential> credential) {
        FakeTencentCloud fake = cloud.getIfAvailable();
        return fake == null ? KnownConnection.of(properties, credential) : fakeConnectionDetails(fake, properties);
    }
}
