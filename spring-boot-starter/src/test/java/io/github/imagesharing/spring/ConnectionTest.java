package io.github.imagesharing.spring;

import static io.github.imagesharing.spring.Fixture.application;
import static io.github.imagesharing.spring.Fixture.calling;
import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the service is, by properties, by connection details and by a fake; and that nothing is sent at start. */
class ConnectionTest {

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

    @Test
    void withoutARegionThereIsNoServiceAndNoFailure() {
        application()
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ImageSharingService.class)
                        .doesNotHaveBean(CloudSettings.class)
                        .doesNotHaveBean(ImageSharingConnectionDetails.class));
    }

    @Test
    void anEmptyRegionIsNone() {
        application("image-sharing.region=")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ImageSharingService.class));
        application("image-sharing.region=")
                .withBean(FakeTencentCloud.class, () -> cloud)
                .run(context -> assertThat(context.getBean(CloudSettings.class).region())
                        .isEqualTo(Region.of("ap-guangzhou")));
    }

    @Test
    void whatThePropertiesNameIsCalledAndNotBeforeItIsAsked() {
        ImageId image = cloud.addImage();

        calling(cloud).run(context -> {
            ImageSharingService sharing = context.getBean(ImageSharingService.class);
            assertThat(cloud.requests()).isEmpty();

            sharing.share(image, PARTNER);

            assertThat(cloud.accountsOf(image)).containsExactlyElementsOf(PARTNER);
        });
    }

    @Test
    void aServiceHasLighthouseToo() {
        ImageId image = cloud.addImage();

        calling(cloud).run(context -> {
            context.getBean(ImageSharingService.class).shareToLighthouse(image);

            assertThat(cloud.blueprintOf(image)).isPresent();
        });
    }

    @Test
    void connectionDetailsWinOverProperties() {
        record Elsewhere(Region region, Optional<URI> endpoint, Optional<Credential> credential)
                implements ImageSharingConnectionDetails {}
        var elsewhere =
                new Elsewhere(Region.of("ap-beijing"), Optional.of(cloud.endpoint()), Optional.of(cloud.credential()));

        application(
                        "image-sharing.region=ap-guangzhou",
                        "image-sharing.endpoint=http://127.0.0.1:1",
                        "image-sharing.secret-id=id",
                        "image-sharing.secret-key=key",
                        "image-sharing.account-limit=7")
                .withBean(ImageSharingConnectionDetails.class, () -> elsewhere)
                .withBean("ofProduction", Credential.class, () -> new Credential("production", "secret"))
                .run(context -> {
                    CloudSettings settings = context.getBean(CloudSettings.class);
                    assertThat(settings.region()).isEqualTo(Region.of("ap-beijing"));
                    assertThat(settings.endpoint()).contains(cloud.endpoint());
                    assertThat(settings.credential()).isEqualTo(elsewhere.credential());
                    assertThat(settings.accountLimit()).isEqualTo(7);
                });
    }

    @Test
    void connectionDetailsAreEnough() {
        record Somewhere(Region region) implements ImageSharingConnectionDetails {}

        application()
                .withBean(ImageSharingConnectionDetails.class, () -> new Somewhere(Region.of("ap-beijing")))
                .run(context -> {
                    assertThat(context).hasSingleBean(ImageSharingService.class);
                    assertThat(context.getBean(CloudSettings.class).region()).isEqualTo(Region.of("ap-beijing"));
                });
    }

    @Test
    void aFakeThatIsABeanIsTheConnection() {
        application("image-sharing.endpoint=https://gateway.example", "image-sharing.region=ap-beijing")
                .withBean(FakeTencentCloud.class, FakeTencentCloud::start)
                .run(context -> {
                    FakeTencentCloud fake = context.getBean(FakeTencentCloud.class);
                    ImageId image = fake.addImage();

                    context.getBean(ImageSharingService.class).share(image, PARTNER);

                    assertThat(fake.accountsOf(image)).containsExactlyElementsOf(PARTNER);
                    assertThat(context.getBean(CloudSettings.class).region()).isEqualTo(Region.of("ap-beijing"));
                });
    }

    @Test
    void aFakeNeedsNoProperty() {
        application()
                .withBean(FakeTencentCloud.class, FakeTencentCloud::start)
                .run(context -> assertThat(context.getBean(CloudSettings.class).region())
                        .isEqualTo(Region.of("ap-guangzhou")));
    }

    /** As a bean that a test overrides. */
    @Test
    void aFakeThatComesAfterTheConditionsIsTheConnectionToo() {
        ImageId image = cloud.addImage();

        application("image-sharing.region=ap-beijing", "image-sharing.endpoint=http://127.0.0.1:1")
                .withInitializer(
                        context -> context.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("late", cloud)))
                .run(context -> {
                    context.getBean(ImageSharingService.class).share(image, PARTNER);

                    assertThat(cloud.accountsOf(image)).containsExactlyElementsOf(PARTNER);
                });
    }

    @Test
    void aFakeKnowsNeitherTheRoleNorTheAccountOfProduction() {
        ImageId image = cloud.addImage();

        application(
                        "image-sharing.role.arn=qcs::cam::uin/100000000018:roleName/images",
                        "image-sharing.own-account=100000000018")
                .withBean(FakeTencentCloud.class, () -> cloud)
                .run(context -> {
                    ImageSharingService sharing = context.getBean(ImageSharingService.class);
                    sharing.share(image, PARTNER);

                    assertThat(cloud.accountsOf(image)).containsExactlyElementsOf(PARTNER);
                    assertThat(sharing.ownAccount()).isEqualTo(cloud.ownAccount());
                });
    }

    @Test
    void connectionDetailsOfOnesOwnWinOverAFake() {
        record Somewhere(Region region) implements ImageSharingConnectionDetails {}

        application()
                .withBean(FakeTencentCloud.class, () -> cloud)
                .withBean(ImageSharingConnectionDetails.class, () -> new Somewhere(Region.of("ap-beijing")))
                .run(context -> assertThat(context.getBean(CloudSettings.class).endpoint())
                        .isEmpty());
    }

    @Test
    void aClosedApplicationLeavesNoThread() {
        List<ImageId> images = cloud.addImages(12);

        calling(cloud).run(context -> {
            context.getBean(ImageSharingService.class).shareAll(images, PARTNER);
            assertThat(threads()).isNotEmpty();
        });

        assertThat(threads()).allSatisfy(thread -> assertThat(endedSoon(thread)).isTrue());
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("image-sharing-"))
                .toList();
    }

    private static boolean endedSoon(Thread thread) throws InterruptedException {
        thread.join(5_000);
        return !thread.isAlive();
    }
}
