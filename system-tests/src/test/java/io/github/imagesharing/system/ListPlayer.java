package io.github.imagesharing.system;

import io.github.imagesharing.AccessReport;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.system.Judge.Broken;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Lists and audits images while another client deletes some and makes new ones: what is there all the time is not lost. */
final class ListPlayer implements Player {

    /** More than one page, and not many more: who has access is read for each image. */
    private static final int STAYING = 101;

    private static final int DELETED = 12;
    private static final int LISTINGS = 4;

    private static final AccountId PARTNER = AccountId.of("200000000001");

    private final Stage stage;
    private final Caller caller;
    private final Set<ImageId> staying = new LinkedHashSet<>();
    private final List<ImageId> toDelete = Collections.synchronizedList(new ArrayList<>());
    private final Set<ImageId> shared = new LinkedHashSet<>();

    ListPlayer(Stage stage, Random chance) {
        this.stage = stage;
        this.caller = new Caller(stage, chance);
        for (int i = 0; i < STAYING; i++) {
            if (chance.nextInt(STAYING) < DELETED) {
                toDelete.add(stage.cloud().addImage());
            }
            ImageId image = stage.cloud().addImage();
            staying.add(image);
            if (chance.nextInt(10) == 0) {
                stage.cloud().shareElsewhere(image, PARTNER);
                shared.add(image);
            }
        }
    }

    @Override
    public void play() throws InterruptedException {
        Thread other = new Thread(this::change, "another client");
        other.start();
        try {
            for (int i = 0; i < LISTINGS; i++) {
                caller.planFaults(List.of("DescribeImages", "DescribeImageSharePermission"));
                list(i == LISTINGS / 2);
            }
        } finally {
            other.interrupt();
            other.join();
        }
    }

    private void list(boolean audits) throws InterruptedException {
        Set<ImageId> named = caller.call(() -> audits
                        ? named(stage.sharing().audit(ImageQuery.all()))
                        : named(stage.sharing().images()))
                .value();
        if (named != null) {
            Set<ImageId> lost = new LinkedHashSet<>(staying);
            lost.removeAll(named);
            if (!lost.isEmpty()) {
                throw new Broken(
                        "a list has lost an image", lost + " of " + staying.size() + ", listed " + named.size());
            }
        }
    }

    private Set<ImageId> named(AccessReport report) {
        for (ImageId image : report.access().keySet()) {
            boolean said = report.accountsOf(image).stream()
                    .map(SharedAccount::account)
                    .anyMatch(PARTNER::equals);
            if (staying.contains(image) && said != shared.contains(image)) {
                throw new Broken("an audit says another access", image + ": " + report.accountsOf(image));
            }
        }
        Set<ImageId> named = named(Stream.concat(report.images().stream(), report.skipped().stream())
                .toList());
        if (report.skipped().stream().map(CvmImage::id).anyMatch(staying::contains)) {
            throw new Broken("an audit skips an image that is there", report.skipped());
        }
        return named;
    }

    private static Set<ImageId> named(List<CvmImage> images) {
        Set<ImageId> named = new LinkedHashSet<>();
        images.forEach(image -> named.add(image.id()));
        return named;
    }

    /** Deletes an image or makes one whenever another page was asked for, until it is interrupted. */
    private void change() {
        Random other = new Random(stage.schedule().seed());
        FakeTencentCloud cloud = stage.cloud();
        int seen = 0;
        try {
            while (!Thread.interrupted()) {
                int asked = cloud.requests("DescribeImages").size();
                if (asked == seen) {
                    TimeUnit.MICROSECONDS.sleep(200);
                } else {
                    seen = asked;
                    change(cloud, other);
                }
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private void change(FakeTencentCloud cloud, Random other) {
        if (!toDelete.isEmpty() && other.nextInt(3) > 0) {
            cloud.deleteImage(toDelete.remove(other.nextInt(toDelete.size())));
        } else {
            cloud.addImage();
        }
    }

    @Override
    public void finish() throws InterruptedException {
        try {
            if (!named(stage.sharing().images()).containsAll(staying)) {
                throw new Broken("the last list has lost an image", staying.size());
            }
        } catch (ImageSharingException e) {
            throw new Broken("the last call failed", "images", e);
        }
    }
}
