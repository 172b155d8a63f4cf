package io.github.imagesharing.examples.demo;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ImageSource;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.SampleCloud;
import io.github.imagesharing.cli.console.Screen;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.lighthouse.LighthouseSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.List;

/** The demo on the fake cloud: shares an image twice, shows each kind of refusal, and removes the access again. */
public final class FakeCloudDemo {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId SUBSIDIARY = AccountId.of("100000000018");

    private final FakeTencentCloud cloud;
    private final Region region;
    private final Screen screen;

    public FakeCloudDemo(FakeTencentCloud cloud, Region region, Screen screen) {
        this.cloud = cloud;
        this.region = region;
        this.screen = screen;
    }

    public void run() {
        ImageId web = cloud.addImage(i -> i.name("golden-web"));
        ImageId byol = cloud.addImage(i -> i.name("windows-own-key").license(LicenseType.BYOL));
        ImageId encrypted = cloud.addImage(i -> i.name("vault").encrypted(true));
        ImageId creating = cloud.addImage(i -> i.name("still-baking").state(ImageState.CREATING));
        ImageId worst = cloud.addImage(
                i -> i.name("all-at-once").license(LicenseType.BYOL).wholeInstance(true));
        cloud.closeAccount(SampleCloud.CLOSED_ACCOUNT);
        cloud.subAccount(SampleCloud.SUB_ACCOUNT);
        try (ImageSharingService sharing = service(OptionalChecks.WHEN_POSSIBLE);
                ImageSharingService unchecked = service(OptionalChecks.SKIP)) {
            screen.heading("The custom images in " + region);
            sharing.images().forEach(screen::image);

            screen.heading("Share golden-web with two accounts");
            screen.report(sharing.share(web, List.of(PARTNER, SUBSIDIARY)));
            screen.heading("Share it again: nothing is sent");
            screen.report(sharing.share(web, List.of(PARTNER, SUBSIDIARY)));
            screen.heading("Who has access");
            screen.access(sharing.sharedWith(web));

            screen.heading("What cannot be shared is refused before anything is sent");
            expectRefusal("windows-own-key", () -> sharing.share(byol, List.of(PARTNER)));
            expectRefusal("vault", () -> sharing.share(encrypted, List.of(PARTNER)));
            expectRefusal("still-baking", () -> sharing.share(creating, List.of(PARTNER)));
            expectRefusal("all-at-once", () -> sharing.share(worst, List.of(PARTNER)));
            expectRefusal("golden-web with myself", () -> sharing.share(web, List.of(cloud.ownAccount())));
            expectRefusal("no such image", () -> sharing.share(ImageId.of("img-00000000"), List.of(PARTNER)));

            screen.heading("What only the service knows, it refuses: the same types, with its request id");
            expectRefusal("vault, unchecked", () -> unchecked.share(encrypted, List.of(PARTNER)));
            expectRefusal(
                    "golden-web with a closed account and a sub-account",
                    () -> sharing.share(web, List.of(PARTNER, SampleCloud.CLOSED_ACCOUNT, SampleCloud.SUB_ACCOUNT)));

            screen.heading("Take access back");
            screen.report(sharing.unshare(web, List.of(PARTNER, SUBSIDIARY)));
            screen.heading("Who has access now");
            screen.access(sharing.sharedWith(web));

            lighthouse(sharing, web, byol);
        }
    }

    private void lighthouse(ImageSharingService sharing, ImageId web, ImageId imported) {
        screen.heading("Share golden-web into Lighthouse");
        BlueprintId blueprint = sharing.shareToLighthouse(web);
        screen.note("its blueprint is " + blueprint);
        screen.heading("Hand the blueprint on");
        screen.report(sharing.shareBlueprint(blueprint, List.of(PARTNER, SUBSIDIARY)));
        screen.heading("What Lighthouse does not take");
        expectRefusal("golden-web once more", () -> sharing.shareToLighthouse(web));
        cloud.changeImage(
                imported,
                i -> i.source(ImageSource.EXTERNAL_IMPORT).cloudInit(false).state(ImageState.SYNCING));
        expectRefusal("an imported image without cloud-init", () -> sharing.shareToLighthouse(imported));
        screen.heading("Take it back");
        screen.report(sharing.unshareBlueprint(blueprint, List.of(PARTNER, SUBSIDIARY)));
        sharing.unshareFromLighthouse(web);
        screen.note("golden-web is out of Lighthouse; it was " + blueprint);
    }

    private ImageSharingService service(OptionalChecks checks) {
        CloudSettings settings =
                cloud.settings(region).toBuilder().optionalChecks(checks).build();
        return ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings))
                .lighthouse(LighthouseSharing.connect(settings))
                .build();
    }

    private void expectRefusal(String what, Runnable call) {
        try {
            call.run();
            throw new IllegalStateException(what + " should have been refused");
        } catch (ImageSharingException e) {
            screen.refusal(what, e);
            e.report().filter(report -> e.detectedBy() == DetectedBy.SERVICE).ifPresent(screen::report);
        }
    }
}
