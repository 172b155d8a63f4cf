package io.github.imagesharing.spring;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.lighthouse.LighthouseSharing;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * An {@link ImageSharingService} for CVM and Lighthouse, closed with the application. It is there where the region is known:
 * by {@code image-sharing.region}, by {@link ImageSharingConnectionDetails} or by {@link CloudSettings} that are a bean.
 * Nothing is sent when the application starts.
 *
 * <p>What is a bean is used in the place of the properties: {@link CloudSettings}, which stand for all of them,
 * {@link ImageSharingConnectionDetails}, {@link Credential} and {@link RequestQuota}. Every {@link CallObserver} that is a bean
 * hears of the calls. An {@link Executor} is used only if its name is {@code imageSharingExecutor}, since an application has
 * others for work of another kind.
 *
 * <p>Shown by {@code ConnectionTest}, {@code BeansTest} and {@code ShareApplicationTest}.
 */
@AutoConfiguration
@EnableConfigurationProperties(ImageSharingProperties.class)
public class ImageSharingAutoConfiguration {

    ImageSharingAutoConfiguration() {}

    /** The settings that the application brings, and what observes its calls. */
    @Bean
    @ConditionalOnBean(CloudSettings.class)
    @ConditionalOnMissingBean
    ImageSharingService imageSharingServiceOfSettings(
            CloudSettings settings,
            ObjectProvider<CallObserver> observers,
            @Qualifier("imageSharingExecutor") ObjectProvider<Executor> executor) {
        CallObserver all = all(Stream.concat(Stream.of(settings.observer()), observers.orderedStream()));
        return service(settings.toBuilder().observer(all).build(), executor);
    }

    private static ImageSharingService service(CloudSettings settings, ObjectProvider<Executor> executor) {
        ImageSharingService.Builder service = ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings))
                .lighthouse(LighthouseSharing.connect(settings));
        executor.ifAvailable(service::executor);
        return service.build();
    }

    private static CallObserver all(Stream<CallObserver> observers) {
        return CallObserver.all(observers.toArray(CallObserver[]::new));
    }

    /** Settings from properties and from beans that stand for a part of them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(CloudSettings.class)
    static class OfProperties {

        @Bean
        @ConditionalOnMissingBean
        @Conditional(RegionIsSet.class)
        ImageSharingConnectionDetails imageSharingConnectionDetails(
                ImageSharingProperties properties, ObjectProvider<Credential> credential) {
            return KnownConnection.of(properties, credential);
        }

        @Bean
        @ConditionalOnBean(ImageSharingConnectionDetails.class)
        CloudSettings imageSharingSettings(
                ImageSharingProperties properties,
                ImageSharingConnectionDetails connection,
                ObjectProvider<RequestQuota> quota,
                ObjectProvider<CallObserver> observers,
                Environment environment) {
            CloudSettings.Builder settings = CloudSettings.builder();
            named(environment.getProperty("spring.application.name", ""), settings);
            SettingsBinding.apply(properties, settings);
            if (!(connection instanceof KnownConnection known && known.isFake())) {
                SettingsBinding.identity(properties, settings);
            }
            settings.region(connection.region()).observer(all(observers.orderedStream()));
            connection.endpoint().ifPresent(settings::endpoint);
            connection.credential().ifPresent(settings::credential);
            quota.ifAvailable(settings::quota);
            return settings.build();
        }

        /** The name of an application may have any length and any letters; then the service sees none. */
        private static void named(String name, CloudSettings.Builder settings) {
            try {
                settings.application(name);
            } catch (IllegalArgumentException unfit) {
                // It is nobody's fault: the name was not given for this.
            }
        }

        @Bean
        @ConditionalOnBean(ImageSharingConnectionDetails.class)
        @ConditionalOnMissingBean
        ImageSharingService imageSharingService(
                CloudSettings settings, @Qualifier("imageSharingExecutor") ObjectProvider<Executor> executor) {
            return service(settings, executor);
        }
    }
}
