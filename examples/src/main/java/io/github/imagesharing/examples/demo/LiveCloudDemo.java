package io.github.imagesharing.examples.demo;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.examples.console.Screen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The demo on the real cloud: lists and checks; only with {@code --yes} it shares, and removes the access again. */
public final class LiveCloudDemo {

    private final CloudSettings settings;
    private final Screen screen;

    public LiveCloudDemo(CloudSettings settings, Screen screen) {
        this.settings = settings;
        this.screen = screen;
    }

    public void run(@Nullable ImageId image, List<AccountId> accounts, boolean yes) {
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            if (image == null) {
                screen.heading("Your custom images in " + settings.region());
                List<CvmImage> images = sharing.images();
                images.forEach(screen::image);
                if (images.isEmpty()) {
                    screen.note("there is none; is it the right region?");
                    return;
                }
                screen.note("name one with --image, and accounts with --accounts, to check whether it can be shared");
                return;
            }
            screen.heading("Who has access to " + image);
            screen.access(sharing.sharedWith(image));
            if (accounts.isEmpty()) {
                screen.note("name accounts with --accounts to check whether it can be shared with them");
                return;
            }
            screen.heading("Can it be shared with " + accounts + "?");
            check(sharing.check(image, accounts));
            if (yes) {
                shareAndTakeBack(sharing, image, accounts);
            } else {
                screen.note("nothing was changed; --yes shares it and takes access back at the end");
            }
        }
    }

    private void check(ShareCheck check) {
        for (ImageSharingException violation : check.violations()) {
            screen.refusal("no", violation);
        }
        check.unchecked().forEach(one -> screen.note(one.precondition() + " not checked: " + one.reason()));
        if (check.isAllowed()) {
            screen.note("nothing speaks against it");
        }
    }

    private void shareAndTakeBack(ImageSharingService sharing, ImageId image, List<AccountId> accounts) {
        screen.heading("Share " + image);
        ShareReport report = sharing.share(image, accounts);
        screen.report(report);
        screen.heading("Who has access now");
        screen.access(sharing.sharedWith(image));
        if (!report.changed().isEmpty()) {
            screen.heading("Take back what this run gave");
            screen.report(sharing.unshare(image, report.changed()));
        }
    }
}
