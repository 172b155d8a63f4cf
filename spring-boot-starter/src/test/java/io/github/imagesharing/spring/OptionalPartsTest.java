package io.github.imagesharing.spring;

import static io.github.imagesharing.spring.Fixture.calling;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.micrometer.MicrometerCallObserver;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applications that lack what the starter can do without, and what Micrometer hears where it is there. */
class OptionalPartsTest {

    private static final List<AccountId> PARTNER = List.of(AccountId.of("100000000101"));

    private FakeTencentCloud cloud;
    private ImageId image;

    @BeforeEach
    void start() {
        cloud = FakeTencentCloud.start();
        image = cloud.addImage();
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private ApplicationContextRunner measured() {
        return calling(cloud)
                .withConfiguration(AutoConfigurations.of(
                        ImageSharingMicrometerAutoConfiguration.class, ImageSharingSanitizingAutoConfiguration.class));
    }

    private void sharesIn(ApplicationContextRunner application) {
        application.run(context -> {
            context.getBean(ImageSharingService.class).share(image, PARTNER);

            assertThat(cloud.accountsOf(image)).containsExactlyElementsOf(PARTNER);
        });
    }

    @Test
    void theServiceIsThereWithoutActuatorTestkitAndMicrometer() {
        sharesIn(measured()
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.actuate", "io.micrometer", "io.github.imagesharing.testkit")));
    }

    @Test
    void theServiceIsThereWithoutAnyRegistry() {
        sharesIn(measured());
    }

    @Test
    void operationsAreObservedWithoutMeters() {
        List<String> observed = new CopyOnWriteArrayList<>();
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                observed.add(context.getName());
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });

        sharesIn(measured()
                .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .withBean(ObservationRegistry.class, () -> observations));

        assertThat(observed).contains("image.sharing.operation", "image.sharing.api.call");
    }

    @Test
    void metersNeedNoObservations() {
        MeterRegistry meters = new SimpleMeterRegistry();

        sharesIn(measured().withBean(MeterRegistry.class, () -> meters));

        assertThat(meters.get("image.sharing.accounts")
                        .tags("operation", "share", "outcome", "changed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    /** Settings that need every observer, as their own may. */
    @Configuration(proxyBeanMethods = false)
    static class OwnSettings {

        @Bean
        CloudSettings settings(ObjectProvider<CallObserver> observers) {
            return CloudSettings.builder()
                    .region(Region.of("ap-guangzhou"))
                    .observer(CallObserver.all(observers.stream().toArray(CallObserver[]::new)))
                    .quota(RequestQuota.distributed(engine()))
                    .build();
        }

        @SuppressWarnings("unchecked")
        private static ProxyManager<String> engine() {
            return (ProxyManager<String>) Proxy.newProxyInstance(
                    OwnSettings.class.getClassLoader(),
                    new Class<?>[] {ProxyManager.class},
                    (engine, method, given) -> {
                        throw new UnsupportedOperationException("nothing is asked at start");
                    });
        }
    }

    @Test
    void theEngineOfAQuotaInSettingsOfOnesOwnHasAGauge() {
        MeterRegistry meters = new SimpleMeterRegistry();

        measured()
                .withBean(MeterRegistry.class, () -> meters)
                .withUserConfiguration(OwnSettings.class)
                .run(context -> {
                    assertThat(context).hasSingleBean(ImageSharingService.class);
                    assertThat(meters.get("image.sharing.quota.distributed.up")
                                    .gauge()
                                    .value())
                            .isEqualTo(1);
                });
    }

    @Test
    void anObserverOfMicrometerOfOnesOwnIsTheOnlyOne() {
        MeterRegistry meters = new SimpleMeterRegistry();
        MicrometerCallObserver own = MicrometerCallObserver.builder(ObservationRegistry.NOOP)
                .meters(meters)
                .build();

        sharesIn(measured()
                .withBean(MeterRegistry.class, () -> meters)
                .withBean(MicrometerCallObserver.class, () -> own));

        assertThat(meters.get("image.sharing.accounts")
                        .tags("operation", "share", "outcome", "changed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
