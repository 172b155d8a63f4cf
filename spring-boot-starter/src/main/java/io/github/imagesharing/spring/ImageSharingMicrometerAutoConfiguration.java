package io.github.imagesharing.spring;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.micrometer.MicrometerCallObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Observations and meters of the service, in the registries that the application has; without registries nothing is
 * measured. A bean of {@link MicrometerCallObserver} is used in its place, for conventions of one's own. Shown by
 * {@code ShareApplicationTest}.
 */
@AutoConfiguration(after = ImageSharingAutoConfiguration.class)
@ConditionalOnClass(MicrometerCallObserver.class)
@ConditionalOnBean(ImageSharingService.class)
@ConditionalOnMissingBean(MicrometerCallObserver.class)
class ImageSharingMicrometerAutoConfiguration {

    private static MicrometerCallObserver.Builder observer(ObjectProvider<ObservationRegistry> observations) {
        return MicrometerCallObserver.builder(observations.getIfAvailable(() -> ObservationRegistry.NOOP));
    }

    /** With {@code micrometer-core}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class WithMeters {

        @Bean
        MicrometerCallObserver imageSharingMicrometer(
                ObjectProvider<ObservationRegistry> observations,
                ObjectProvider<MeterRegistry> meters,
                ObjectProvider<RequestQuota> quota) {
            MicrometerCallObserver.Builder observer = observer(observations);
            meters.ifAvailable(observer::meters);
            quota.ifAvailable(observer::quota);
            return observer.build();
        }

        /** When all beans are made, since settings may need the observer. */
        @Bean
        @ConditionalOnMissingBean(RequestQuota.class)
        SmartInitializingSingleton imageSharingQuotaGauge(
                ObjectProvider<MeterRegistry> meters, ObjectProvider<CloudSettings> settings) {
            return () -> meters.ifAvailable(
                    registry -> settings.ifUnique(own -> MicrometerCallObserver.builder(ObservationRegistry.NOOP)
                            .meters(registry)
                            .quota(own.quota())
                            .build()));
        }
    }

    /** Without it, for tracing alone. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.micrometer.core.instrument.MeterRegistry")
    static class WithoutMeters {

        @Bean
        MicrometerCallObserver imageSharingMicrometer(ObjectProvider<ObservationRegistry> observations) {
            return observer(observations).build();
        }
    }
}
