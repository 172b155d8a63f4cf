package io.github.imagesharing.examples;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.lighthouse.LighthouseSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.List;

/** Shares an image into Lighthouse, where it is called a blueprint, and hands the blueprint on to another account. */
public final class IntoLighthouse {

    private IntoLighthouse() {}

    /**
     * Runs on a fake cloud, with an image that Lighthouse takes and one that it does not.
     *
     * @param args none
     */
    public static void main(String... args) {
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            CloudSettings settings = cloud.settings(Region.of("ap-guangzhou"));
            share(settings, cloud.addImage(), AccountId.of("1038493875"));
            share(settings, cloud.addImage(image -> image.cloudInit(false)), AccountId.of("1038493875"));
        }
    }

    /** On the real cloud: {@code CloudSettings.builder().region(Region.of("ap-guangzhou")).build()}. */
    static void share(CloudSettings settings, ImageId image, AccountId partner) {
        try (ImageSharingService sharing = ImageSharingService.builder()
                .lighthouse(LighthouseSharing.connect(settings))
                .build()) {
            ShareCheck check = sharing.checkLighthouse(image); // changes nothing
            if (!check.isAllowed()) {
                System.out.println("Lighthouse does not take " + image + ":");
                check.violations().stream()
                        .map(ImageSharingException::getMessage)
                        .forEach(System.out::println);
                return;
            }
            BlueprintId blueprint = sharing.shareToLighthouse(image);
            System.out.println(image + " is the blueprint " + blueprint);
            sharing.shareBlueprint(blueprint, List.of(partner));
            System.out.println(blueprint + " is shared with "
                    + sharing.blueprintSharedWith(blueprint).get(0).account());
        }
    }
}
