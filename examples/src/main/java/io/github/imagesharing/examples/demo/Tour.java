package io.github.imagesharing.examples.demo;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotShareableException;
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
import java.util.regex.Pattern;

/**
 * A tour of the library for who sees it for the first time: each step says what it shows, the line of Java that does it, and
 * what came of it. An image or account is named and numbered the same in all of them. Shown by {@code DemoTest}.
 */
public final class Tour {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId SUBSIDIARY = AccountId.of("100000000018");
    private static final AccountId NEWCOMER = AccountId.of("100000023775");
    private static final AccountId CLOSED = AccountId.of("909619400");

    /** What of a message fits beside its column into 100 characters. */
    private static final Pattern WIDTH = Pattern.compile("(.{1,80})(?: |$)");

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
                A custom image is a disk to start virtual machines from. Who owns one can share it, and then other
                accounts of Tencent Cloud start machines from it too. This tour runs on a fake cloud within this
                program: it needs no account, and nothing leaves this machine. Each step shows the line of Java
                that does it.""");
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
            BlueprintId blueprint = shareIntoLighthouse(sharing, web);
            takeBack(sharing, web, database, blueprint);
        }
        say("""

                That was all. With a real account: "A program for pipelines" in README.md, and where its keys come
                from in docs/settings.md#credentials. Small programs to read: docs/programs.md""");
    }

    private void share(ImageSharingService sharing, ImageId web) {
        step("The images of this account, and the other accounts of this tour", "sharing.images()");
        for (CvmImage image : sharing.images()) {
            say(columns(image.id(), image.name(), String.valueOf(image.state())));
        }
        say(columns(PARTNER, "partner", ""));
        say(columns(SUBSIDIARY, "subsidiary", ""));
        say(columns(NEWCOMER, "newcomer", ""));
        say(columns(CLOSED, "closed", ""));
        step("Share web with two other accounts", "sharing.share(web, List.of(partner, subsidiary))");
        say(sharing.share(web, List.of(PARTNER, SUBSIDIARY)), "got access");
        step("Once more: who has access is left out, so every call can be repeated", "the same line");
        say(sharing.share(web, List.of(PARTNER, SUBSIDIARY)), "got access");
        step("Who has access, and since when", "sharing.sharedWith(web)");
        sharing.sharedWith(web).forEach(one -> say(columns(one.account(), "since " + one.sharedAt(), "")));
    }

    private void refuse(ImageSharingService sharing, ImageId web, List<ImageId> unfit) {
        step(
                "What cannot be shared is refused before any change; the exception says why",
                "sharing.share(windows, List.of(partner)), and then vault and tonight");
        for (ImageId image : unfit) {
            try {
                say(sharing.share(image, List.of(PARTNER)), "got access");
            } catch (ImageSharingException e) {
                say(cloud.nameOf(image), e);
            }
        }
        step(
                "One bad account does not stop the others; its refusal has the request's id",
                "sharing.share(web, List.of(newcomer, closed))");
        try {
            say(sharing.share(web, List.of(NEWCOMER, CLOSED)), "got access");
        } catch (ImageSharingException e) {
            e.report().ifPresent(report -> say(report, "got access"));
        }
    }

    private void loseAnAnswer(ImageSharingService sharing, ImageId database) {
        cloud.failNext("ModifyImageSharePermission", Fault.dropAfter());
        cloud.resetRequests();
        step(
                "The answer is lost: the library looks who has access and sends nothing twice",
                "sharing.share(database, List.of(partner))");
        say(sharing.share(database, List.of(PARTNER)), "got access");
        say("   requests sent: %s to change who has access, %s to look (before, and for the lost answer)"
                .formatted(
                        cloud.requests("ModifyImageSharePermission").size(),
                        cloud.requests("DescribeImageSharePermission").size()));
    }

    private BlueprintId shareIntoLighthouse(ImageSharingService sharing, ImageId web) {
        step(
                "Share web into Lighthouse, the cloud's simpler servers: a blueprint there",
                "sharing.shareToLighthouse(web)");
        BlueprintId blueprint = sharing.shareToLighthouse(web);
        say(columns(web, "web", "is the blueprint " + blueprint));
        step(
                "A blueprint can be shared with other accounts too",
                "sharing.shareBlueprint(blueprint, List.of(partner))");
        say(sharing.shareBlueprint(blueprint, List.of(PARTNER)), "got access");
        return blueprint;
    }

    private void takeBack(ImageSharingService sharing, ImageId web, ImageId database, BlueprintId blueprint) {
        step("Take the access back", "sharing.unshare(web, List.of(partner, subsidiary, newcomer))");
        say(sharing.unshare(web, List.of(PARTNER, SUBSIDIARY, NEWCOMER)), "lost access");
        java("sharing.unshare(database, List.of(partner))");
        say(sharing.unshare(database, List.of(PARTNER)), "lost access");
        java("sharing.unshareBlueprint(blueprint, List.of(partner))");
        say(sharing.unshareBlueprint(blueprint, List.of(PARTNER)), "lost access");
    }

    private void step(String what, String java) {
        steps++;
        say("%n%s. %s".formatted(steps, what));
        java(java);
    }

    private void java(String line) {
        say("      " + line);
    }

    private void say(ShareReport report, String changed) {
        report.changed().forEach(account -> say(columns(account, changed, "")));
        report.unchanged().forEach(account -> say(columns(account, "had access already", "")));
        report.failed().forEach((account, why) -> say(account.value(), why));
    }

    private void say(String what, ImageSharingException refused) {
        String reason = refused instanceof ImageNotShareableException unfit ? ", reason() is " + unfit.reason() : "";
        say(columns(what, refused.getClass().getSimpleName() + reason, ""));
        WIDTH.matcher(String.valueOf(refused.getMessage()))
                .results()
                .forEach(line -> say(columns("", line.group(1), "")));
    }

    private static String columns(Object first, String second, String third) {
        return String.format(Locale.ROOT, "   %-14s %-12s %s", first, second, third)
                .stripTrailing();
    }

    private void say(String text) {
        out.println(text);
    }
}
