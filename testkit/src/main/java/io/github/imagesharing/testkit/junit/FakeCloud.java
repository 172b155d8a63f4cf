package io.github.imagesharing.testkit.junit;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or one test, a new {@link FakeTencentCloud}, which is closed after the test. Works with JUnit 5.12
 * and newer, and with JUnit 6.
 *
 * <pre>{@code
 * @FakeCloud(images = 3)
 * class ReleaseTest {
 *     @Test
 *     void sharesEveryImage(FakeTencentCloud cloud, CloudSettings settings, ImageSharingService sharing) {
 *         List<ImageId> images = cloud.imagesIn(settings.region());
 *         new Release(sharing).run(images, partner);
 *         assertThat(images).allSatisfy(image -> assertThat(cloud.accountsOf(image)).contains(partner));
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters of the types {@link FakeTencentCloud}, {@link CloudSettings} and {@link ImageSharingService} are filled in, as
 * {@link FakeTencentCloudExtension} says. The annotation of a method counts before that of its class, and that of a nested
 * class before that of the class around it. Tests may run in parallel: each has a cloud of its own.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(FakeTencentCloudExtension.class)
public @interface FakeCloud {

    /** {@return the region that the settings name, and in which the images are} */
    String region() default FakeTencentCloudExtension.REGION;

    /** {@return how many images that may be shared the cloud has at first; 0 or more} */
    int images() default 0;
}
