package io.github.imagesharing.examples;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.Region;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Duration;
import java.util.List;

/** Waits for an image that is still being created, and shares it then. */
public final class AwaitImage {

    private AwaitImage() {}

    /**
     * Runs on a fake cloud, where the image is ready after three looks at it.
     *
     * @param args none
     */
    public static void main(String... args) {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage(one -> one.name("golden-web").state(ImageState.CREATING));
            cloud.afterEach("DescribeImages", () -> {
                if (cloud.requests("DescribeImages").size() == 3) {
                    cloud.changeImage(image, one -> one.state(ImageState.NORMAL));
                }
            });
            shareWhenReady(cloud.settings(Region.of("ap-guangzhou")), image, Duration.ofMinutes(30));
        }
    }

    /** On the real cloud: {@code CloudSettings.builder().region(Region.of("ap-guangzhou")).build()}. */
    static void shareWhenReady(CloudSettings settings, ImageId image, Duration within) {
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            System.out.println("waiting for " + image);
            CvmImage ready = sharing.awaitNormal(image, within);
            System.out.println(ready.name() + " is " + ready.state());
            System.out.println("shared with "
                    + sharing.share(image, List.of(AccountId.of("1038493875"))).changed());
        } catch (ImageNotReadyException e) { // the time is up, or the image could not be created
            System.out.println(e.getMessage());
        }
    }
}
