package io.github.imagesharing.spring;

import static io.github.imagesharing.spring.Fixture.calling;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the last calls did, in words of Spring Boot. Not on Spring Boot 3, which has no such classes. */
class HealthTest {

    private static final AccountId PARTNER = AccountId.of("100000000101");
    private static final String SHARE = "ModifyImageSharePermission";

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

    private ApplicationContextRunner watched() {
        return calling(cloud)
                .withPropertyValues(
                        "image-sharing.retry.attempts=2",
                        "image-sharing.retry.first-backoff=1ms",
                        "image-sharing.retry.most-backoff=1ms")
                .withConfiguration(AutoConfigurations.of(ImageSharingHealthAutoConfiguration.class));
    }

    private void run(ApplicationContextRunner application, Consumer<Watched> test) {
        application.run(context -> test.accept(
                new Watched(context.getBean(ImageSharingService.class), context.getBean(HealthIndicator.class))));
    }

    /** A service and its health. */
    private record Watched(ImageSharingService sharing, HealthIndicator indicator) {

        Health health() {
            return Objects.requireNonNull(indicator.health());
        }

        /** A call that may fail. */
        Watched call(Consumer<ImageSharingService> call) {
            try {
                call.accept(sharing);
            } catch (ImageSharingException failure) {
                // The health tells.
            }
            return this;
        }

        String lastFailure() {
            return String.valueOf(health().getDetails().get("lastFailure"));
        }
    }

    private void share(ImageSharingService sharing) {
        sharing.share(image, List.of(PARTNER));
    }

    @Test
    void isUnknownBeforeTheFirstCallAndAsksNothing() {
        run(watched(), watched -> {
            assertThat(watched.health().getStatus()).isEqualTo(Status.UNKNOWN);
            assertThat(cloud.requests()).isEmpty();
        });
    }

    @Test
    void isUpAfterACallThatWasAnswered() {
        run(watched(), watched -> {
            watched.call(this::share);

            assertThat(watched.health().getStatus()).isEqualTo(Status.UP);
            assertThat(Instant.parse(
                            String.valueOf(watched.health().getDetails().get("lastSuccess"))))
                    .isAfter(Instant.now().minusSeconds(60));
            assertThat(watched.health().getDetails()).doesNotContainKey("lastFailure");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "AuthFailure.SecretIdNotFound, AuthenticationException",
        "InternalError, ServiceFailureException",
    })
    void isDownWhereTheServiceRefusesTheKeysOrFailsUntilItAnswersAgain(String code, String type) {
        run(watched(), watched -> {
            cloud.failAlways(SHARE, Fault.error(code, "so it is"));
            watched.call(this::share);
            assertThat(watched.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(watched.lastFailure())
                    .contains(
                            "type=" + type,
                            "code=" + code,
                            "api=cvm.ModifyImageSharePermission",
                            "so it is",
                            "at=",
                            "request=")
                    .doesNotContain(cloud.secretId(), cloud.secretKey());

            cloud.heal();
            watched.call(sharing -> sharing.sharedWith(image));
            assertThat(watched.health().getStatus())
                    .as("a read says nothing of writes")
                    .isEqualTo(Status.DOWN);
            watched.call(this::share);
            assertThat(watched.health().getStatus()).isEqualTo(Status.UP);
            assertThat(watched.lastFailure()).as("what it was").contains(type);
        });
    }

    @Test
    void isDownUntilTheSameRegionAnswersAgain() {
        run(watched(), watched -> {
            cloud.failNext(SHARE, 2, Fault.error("InternalError", "so it is"));
            watched.call(this::share);

            ImageId elsewhere = cloud.addImage(image -> image.region(Region.of("ap-singapore")));
            watched.call(sharing -> sharing.in(Region.of("ap-singapore")).share(elsewhere, List.of(PARTNER)));
            assertThat(cloud.accountsOf(elsewhere)).contains(PARTNER);
            assertThat(watched.health().getStatus()).isEqualTo(Status.DOWN);

            watched.call(this::share);
            assertThat(watched.health().getStatus()).isEqualTo(Status.UP);
        });
    }

    @ParameterizedTest
    @CsvSource({"true, UP", "false, DOWN"})
    void whereTheTimeIsOverWhatUsedItUpDecides(boolean throttled, String status) {
        run(watched(), watched -> watched.call(sharing -> sharing.check(image, List.of(PARTNER)))); // loads the classes
        cloud.failAlways(SHARE, throttled ? Fault.throttled() : Fault.error("InternalError", "so it is"));
        String[] impatient = {"image-sharing.retry.attempts=1000", "image-sharing.retry.deadline=1s"};
        run(watched().withPropertyValues(impatient), watched -> {
            watched.call(this::share);

            assertThat(watched.health().getStatus()).hasToString(status);
        });
    }

    @Test
    void isDownWhereTheCloudIsNotReached() {
        run(watched().withPropertyValues("image-sharing.endpoint=http://127.0.0.1:1"), watched -> {
            watched.call(this::share);

            assertThat(watched.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(watched.lastFailure()).contains("CloudUnreachableException");
        });
    }

    @Test
    void isDownWhereTheRoleMayNotBeAssumed() {
        AssumedRole role = AssumedRole.of("qcs::cam::uin/100000000018:roleName/images");
        cloud.addRole(role);
        cloud.refuse("AssumeRole");
        run(watched().withPropertyValues("image-sharing.role.arn=" + role.arn()), watched -> {
            watched.call(this::share);

            assertThat(watched.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(watched.lastFailure()).contains("AccessDeniedException");
        });
    }

    @Test
    void isUpWhereAnAccountIsRefused() {
        cloud.closeAccount(PARTNER);
        run(watched(), watched -> {
            watched.call(this::share);

            assertThat(watched.health().getStatus()).isEqualTo(Status.UP);
            assertThat(watched.lastFailure()).contains("type=");
        });
    }

    @Test
    void isUpWhereAnImageIsNotThere() {
        run(watched(), watched -> {
            watched.call(sharing -> sharing.sharedWith(ImageId.of("img-00000000")));

            assertThat(watched.health().getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void isUpWhereAPolicyRefusesAnAction() {
        cloud.refuse(SHARE);
        run(watched(), watched -> {
            watched.call(this::share);

            assertThat(watched.health().getStatus()).isEqualTo(Status.UP);
            assertThat(watched.lastFailure()).contains("AccessDeniedException");
        });
    }

    @Test
    void isUpWhereTheServiceThrottles() {
        cloud.failAlways(SHARE, Fault.throttled());
        run(watched(), watched -> {
            watched.call(this::share);

            assertThat(watched.health().getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void isUpWhereTheEngineOfTheQuotaIsOut() {
        RequestQuota outage = (api, host, maxWait) -> {
            throw new IllegalStateException("the engine does not answer");
        };
        run(watched().withBean(RequestQuota.class, () -> outage), watched -> {
            watched.call(this::share);

            assertThat(watched.health().getStatus()).isEqualTo(Status.UP);
            assertThat(watched.lastFailure()).contains("the engine does not answer");
        });
    }

    @Test
    void saysNothingOfACallThatWasInterrupted() {
        RequestQuota interrupted = (api, host, maxWait) -> {
            throw new InterruptedException();
        };
        run(watched().withBean(RequestQuota.class, () -> interrupted), watched -> {
            watched.call(this::share);
            assertThat(Thread.interrupted()).isTrue();

            assertThat(watched.health()).isEqualTo(Health.unknown().build());
        });
    }

    @Test
    void isUpWhereAProductThatTheLibraryCanDoWithoutFails() {
        cloud.failAlways("GetCallerIdentity", Fault.error("InternalError", "no answer"));
        run(watched(), watched -> {
            watched.call(this::share);

            assertThat(watched.health().getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void hearsSettingsOfOnesOwnToo() {
        run(watched().withBean(CloudSettings.class, () -> cloud.settings(Region.of("ap-beijing"))), watched -> {
            watched.call(this::share);

            assertThat(watched.health().getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void isOffWithSpringBootsOwnSwitch() {
        watched()
                .withPropertyValues("management.health.image-sharing.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(ImageSharingService.class)
                        .doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void isNotThereWithoutTheService() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ImageSharingAutoConfiguration.class, ImageSharingHealthAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthIndicator.class));
    }
}
