package io.github.imagesharing.examples.demo;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.lighthouse.LighthouseSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * A tour of the library for who sees it for the first time: each step says what it shows, the line of Java that does it, and
 * what came of it. An image is named and numbered the same in all of them. Shown by {@code DemoTest}.
 */
public final class Tour {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId SUBSIDIARY = AccountId.of("100000000018");
    private static final AccountId NEWCOMER = AccountId.of("100000023775");
    private static final AccountId CLOSED = AccountId.of("909619400");

    private final FakeTencentCloud cloud;
    private final PrintStream out;
    private int steps;

    /** A tour that has images of its own made in a cloud, and prints. */
    public Tour(FakeTencentCloud cloud, PrintStream out) {
        this.cloud = cloud;
        this.out = out;
    }

    /** Prints all of it. */
    public void run() {
        say("""
                A custom image is a disk to start virtual machines from. Who owns one can share it, and then other accounts
                of Tencent Cloud start machines from it too. This tour runs on a fake cloud within this program: it needs
                no account, and nothing leaves this machine. Each step shows the line of Java that does it.""");
        CloudSettings settings = cloud.settings(Region.of("ap-guangzhou"));
        ImageId web = cloud.addImage(image -> image.name("web"));
        ImageId database = cloud.addImage(image -> image.name("database"));
        List<ImageId> unfit = List.of(
                cloud.addImage(image -> image.name("windows").license(LicenseType.BYOL)),
                cloud.addImage(image -> image.name("vault").encrypted(true)),
                cloud.addImage(image -> image.name("tonight").state(ImageState.CREATING)));
        cloud.closeAccount(CLOSED);
        try (ImageSharingService sharing = ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings))
                .lighthouse(LighthouseSharing.connect(settings))
                .build()) {
            share(sharing, web);
            refuse(sharing, web, unfit);
            loseAnAnswer(sharing, database);
            shareIntoLighthouse(sharing, web);
            step("Take the access back", "sharing.unshare(web, List.of(partner, subsidiary, newcomer))");
            say(sharing.unshare(web, List.of(PARTNER, SUBSIDIARY, NEWCOMER)), "lost access");
        }
        say("%nThat was all. Small programs to read, and how to use a real account: docs/programs.md".formatted());
    }

    private void share(ImageSharingService sharing, ImageId web) {
        step("The images of this account", "sharing.images()");
        for (CvmImage image : sharing.images()) {
            say(columns(
                    image.id(), image.name(), image.state() == ImageState.NORMAL ? "ready" : "still being created"));
        }
        step("Share web with two other accounts", "sharing.share(web, List.of(partner, subsidiary))");
        say(sharing.share(web, List.of(PARTNER, SUBSIDIARY)), "got access");
        step("Once more: who has access is left out, so every call can be repeated", "the same line");
        say(sharing.share(web, List.of(PARTNER, SUBSIDIARY)), "got access");
        step("Who has access, and since when", "sharing.sharedWith(web)");
        sharing.sharedWith(web).forEach(one -> say(columns(one.account(), "since " + one.sharedAt(), "")));
    }

    private void refuse(ImageSharingService sharing, ImageId web, List<ImageId> unfit) {
        step(
                "What cannot be shared is refused before anything is changed, each cause with a type of its own",
                "sharing.share(image, List.of(partner))");
        for (ImageId image : unfit) {
            try {
                say(sharing.share(image, List.of(PARTNER)), "got access");
            } catch (ImageSharingException e) {
                say(cloud.nameOf(image), e);
            }
        }
        step(
                "One bad account does not stop the others; what the service says comes with the id that its support asks for",
                "sharing.share(web, List.of(newcomer, closed))");
        try {
            say(sharing.share(web, List.of(NEWCOMER, CLOSED)), "got access");
        } catch (ImageSharingException e) {
            e.report().ifPresent(report -> say(report, "got access"));
        }
    }

    private void loseAnAnswer(ImageSharingService sharing, ImageId database) {
        cloud.failNext("ModifyImageSharePermission", Fault.dropAfter());
        step(
                "The connection breaks before the answer: the library looks who has access, and sends nothing twice",
                "sharing.share(database, List.of(partner))");
        say(sharing.share(database, List.of(PARTNER)), "got access");
    }

    private void shareIntoLighthouse(ImageSharingService sharing, ImageId web) {
        step(
                "Share web into Lighthouse, the cloud's simpler servers: an image is called a blueprint there",
                "sharing.shareToLighthouse(web)");
        BlueprintId blueprint = sharing.shareToLighthouse(web);
        say(columns(web, "web", "is the blueprint " + blueprint));
        step(
                "A blueprint can be shared with other accounts too",
                "sharing.shareBlueprint(blueprint, List.of(partner))");
        say(sharing.shareBlueprint(blueprint, List.of(PARTNER)), "got access");
    }

    private void step(String what, String java) {
        steps++;
        say("%n%s. %s%n      %s".formatted(steps, what, java));
    }

    private void say(ShareReport report, String changed) {
        report.changed().forEach(account -> say(columns(account, changed, "")));
        report.unchanged().forEach(account -> say(columns(account, "had access already", "")));
        report.failed().forEach((account, why) -> say(account.value(), why));
    }

    private void say(String what, ImageSharingException refused) {
        say(columns(what, refused.getClass().getSimpleName(), ""));
        say(columns("", String.valueOf(refused.getMessage()), ""));
    }

    private static String columns(Object first, String second, String third) {
        return String.format(Locale.ROOT, "   %-14s %-12s %s", first, second, third)
                .stripTrailing();
    }

    private void say(String text) {
        out.println(text);
    }
}
