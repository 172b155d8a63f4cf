package io.github.imagesharing.spring;

import static io.github.imagesharing.spring.Fixture.application;
import static io.github.imagesharing.spring.Fixture.calling;
import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application has as a bean is used in the place of what the starter would make. */
class BeansTest {

    private static final List<AccountId> PARTNER = List.of(AccountId.of("100000000101"));

    private FakeTencentCloud cloud;

    @BeforeEach
    void start() {
        cloud = FakeTencentCloud.start();
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private static final class Heard implements CallObserver {

        private final List<String> operations = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Watch began(Operation operation) {
            operations.add(operation.name());
            return Watch.NONE;
        }
    }

    private void share(AssertableApplicationContext context) {
        context.getBean(ImageSharingService.class).shareAll(cloud.addImages(3), PARTNER);
    }

    @Test
    void aCredentialWinsOverTheProperties() {
        Credential own = new Credential(cloud.secretId(), cloud.secretKey());

        calling(cloud)
                .withPropertyValues("image-sharing.secret-id=another")
                .withBean(Credential.class, () -> own)
                .run(context -> assertThat(context.getBean(CloudSettings.class).credential())
                        .containsSame(own));
    }

    @Test
    void aQuotaWinsOverTheProperties() {
        AtomicInteger asked = new AtomicInteger();
        RequestQuota own = (api, host, maxWait) -> {
            asked.incrementAndGet();
            return RequestQuota.unlimited().await(api, host, maxWait);
        };

        calling(cloud)
                .withPropertyValues("image-sharing.quota.unlimited=true")
                .withBean(RequestQuota.class, () -> own)
                .run(context -> {
                    share(context);

                    assertThat(asked).hasValue(cloud.requests().size());
                });
    }

    @Test
    void everyObserverHears() {
        Heard first = new Heard();
        Heard second = new Heard();

        calling(cloud)
                .withBean("first", CallObserver.class, () -> first)
                .withBean("second", CallObserver.class, () -> second)
                .run(context -> {
                    share(context);

                    assertThat(first.operations).containsExactly("shareAll");
                    assertThat(second.operations).containsExactly("shareAll");
                });
    }

    @Test
    void settingsWinOverEverythingAndAreObservedToo() {
        Heard ofSettings = new Heard();
        Heard ofContext = new Heard();
        CloudSettings own = cloud.settings(Region.of("ap-beijing")).toBuilder()
                .observer(ofSettings)
                .build();

        application("image-sharing.region=ap-guangzhou", "image-sharing.endpoint=http://127.0.0.1:1")
                .withBean(CloudSettings.class, () -> own)
                .withBean(CallObserver.class, () -> ofContext)
                .run(context -> {
                    share(context);

                    assertThat(context.getBean(CloudSettings.class)).isSameAs(own);
                    assertThat(cloud.requests()).allMatch(one -> one.region().equals("ap-beijing"));
                    assertThat(ofSettings.operations).containsExactly("shareAll");
                    assertThat(ofContext.operations).containsExactly("shareAll");
                });
    }

    @Test
    void settingsAreEnough() {
        application()
                .withBean(CloudSettings.class, () -> cloud.settings(Region.of("ap-beijing")))
                .run(context -> assertThat(context).hasSingleBean(ImageSharingService.class));
    }

    @Test
    void aServiceOfOnesOwnIsTheOnlyOneAndMayUseTheSettings() {
        calling(cloud)
                .withUserConfiguration(OwnService.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(ImageSharingService.class)
                        .hasBean("own"));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnService {

        @Bean
        ImageSharingService own(CloudSettings settings) {
            return ImageSharingService.builder()
                    .cvm(CvmSharing.connect(settings))
                    .build();
        }
    }

    @Test
    void aServiceForAnotherRegionMayBeABeanBesideTheOne() {
        calling(cloud).withUserConfiguration(AnotherRegion.class).run(context -> {
            ImageSharingService sharing = context.getBean("imageSharingService", ImageSharingService.class);
            assertThat(context.getBean("singapore", ImageSharingService.class))
                    .isSameAs(sharing.in(Region.of("ap-singapore")));
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class AnotherRegion {

        @Bean(defaultCandidate = false)
        ImageSharingService singapore(ImageSharingService sharing) {
            return sharing.in(Region.of("ap-singapore"));
        }
    }

    @Test
    void anExecutorOfThatNameRunsTheRequests() {
        AtomicInteger ran = new AtomicInteger();

        calling(cloud)
                .withBean("imageSharingExecutor", Executor.class, () -> counting(ran))
                .withBean("applicationTaskExecutor", Executor.class, () -> counting(new AtomicInteger()))
                .run(context -> {
                    share(context);

                    assertThat(ran).hasPositiveValue();
                });
    }

    @Test
    void anExecutorThatIsNoCandidateForOthersRunsTheRequestsToo() {
        AtomicInteger ran = new AtomicInteger();

        calling(cloud)
                .withBean(
                        "imageSharingExecutor",
                        Executor.class,
                        () -> counting(ran),
                        definition -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false))
                .run(context -> {
                    share(context);

                    assertThat(ran).hasPositiveValue();
                });
    }

    @Test
    void anExecutorForOtherWorkIsNotTaken() {
        AtomicInteger ran = new AtomicInteger();

        calling(cloud)
                .withBean("applicationTaskExecutor", Executor.class, () -> counting(ran))
                .run(context -> {
                    share(context);

                    assertThat(ran).hasValue(0);
                });
    }

    private static Executor counting(AtomicInteger ran) {
        return work -> {
            ran.incrementAndGet();
            work.run();
        };
    }
}
