package io.github.imagesharing.spring;

import io.github.imagesharing.testkit.FakeTencentCloud;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications that have the starter and nothing else of Spring Boot. */
final class Fixture {

    private Fixture() {}

    static ApplicationContextRunner application(String... properties) {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(FakeCloudAutoConfiguration.class, ImageSharingAutoConfiguration.class))
                .withPropertyValues(properties);
    }

    /** One that calls the fake by its properties alone. */
    static ApplicationContextRunner calling(FakeTencentCloud cloud) {
        return application(
                "image-sharing.region=ap-guangzhou",
                "image-sharing.endpoint=" + cloud.endpoint(),
                "image-sharing.secret-id=" + cloud.secretId(),
                "image-sharing.secret-key=" + cloud.secretKey());
    }
}
