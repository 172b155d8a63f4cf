package io.github.imagesharing.spring;

import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.spi.TimeSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Health of the service under the name {@code imageSharing}, unless {@code management.health.image-sharing.enabled} is false.
 * Spring Boot 3 has no such classes and therefore no health of it. Shown by {@code ShareApplicationTest} and
 * {@code HealthTest}.
 */
@AutoConfiguration(after = ImageSharingAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ImageSharingService.class)
@ConditionalOnEnabledHealthIndicator("image-sharing")
class ImageSharingHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "imageSharingHealthIndicator")
    ImageSharingHealthIndicator imageSharingHealthIndicator() {
        return new ImageSharingHealthIndicator(TimeSource.system());
    }
}
