package io.github.imagesharing.internal;

import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.InvalidImageIdException;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.internal.change.LighthouseChange;
import io.github.imagesharing.internal.change.RecentWrites;
import io.github.imagesharing.internal.change.TargetLocks;
import io.github.imagesharing.internal.facts.Fact;
import io.github.imagesharing.internal.facts.LighthouseFacts;
import io.github.imagesharing.internal.rules.LighthousePreconditions;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.LighthouseImage;
import io.github.imagesharing.spi.LighthousePort;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.spi.TimeSource;
import java.util.function.Function;

/** Shares CVM images into the caller's own Lighthouse and takes them back. Thread-safe. */
public final class LighthouseImageSharing {

    private final LighthousePort lighthouse;
    private final RecentWrites recent;
    private final TargetLocks locks = new TargetLocks();
    private final TimeSource time;

    /**
     * Makes it; sends nothing.
     *
     * @param lighthouse the product
     * @param time where time comes from
     */
    public LighthouseImageSharing(LighthousePort lighthouse, TimeSource time) {
        this.lighthouse = lighthouse;
        this.recent = new RecentWrites(lighthouse.settings().retry(), time);
        this.time = time;
    }

    /** Shares, if Lighthouse's conditions hold; gives the blueprint. */
    public BlueprintId share(ImageId imageId) {
        return locked(imageId, deadline -> {
            check(imageId, deadline).orThrow();
            return new LighthouseChange(lighthouse, imageId, recent, deadline).share();
        });
    }

    /** Takes an image back, whatever it is like. */
    public void unshare(ImageId imageId) {
        var unused = locked(imageId, deadline -> {
            new LighthouseChange(lighthouse, imageId, recent, deadline).unshare();
            return true;
        });
    }

    /** What the conditions say; changes nothing. */
    public ShareCheck check(ImageId imageId) {
        return check(imageId, deadline());
    }

    /** What refuses right after the image was taken back may be a stale read of either kind, so it is read again. */
    private ShareCheck check(ImageId imageId, Deadline deadline) {
        boolean mayBeStale = recent.isAfterOpposite(imageId, Permission.SHARE);
        ShareCheck check = LighthousePreconditions.check(facts(imageId, deadline));
        if (check.isAllowed() || !mayBeStale) {
            return check;
        }
        recent.awaitVisible(imageId, Permission.SHARE, deadline);
        return LighthousePreconditions.check(facts(imageId, deadline));
    }

    /** One change of an image at a time: two that overlap would each undo, or report as its own, what the other did. */
    private <T> T locked(ImageId imageId, Function<Deadline, T> change) {
        Deadline deadline = deadline();
        TargetLocks.Held held = locks.turn(imageId).await(deadline);
        try {
            return change.apply(deadline);
        } finally {
            held.close();
        }
    }

    /** One read where Lighthouse takes the image; the scarcer second one only to say why it does not. */
    private LighthouseFacts facts(ImageId imageId, Deadline deadline) {
        Fact<LighthouseImage> image = image(imageId, deadline);
        boolean refused = image instanceof Fact.Known<LighthouseImage> known
                && !Boolean.TRUE.equals(known.value().shareable());
        Deadline half = deadline.half();
        return new LighthouseFacts(
                image, refused ? Fact.of(() -> lighthouse.blueprintOf(imageId, half)) : new Fact.Skipped<>());
    }

    /** An image that is not there is a violation like any other, so it does not end the check. */
    private Fact<LighthouseImage> image(ImageId imageId, Deadline deadline) {
        try {
            return lighthouse
                    .imageToShare(imageId, deadline)
                    .<Fact<LighthouseImage>>map(Fact.Known::new)
                    .orElseGet(() -> new Fact.Unavailable<>(new ImageNotFoundException(Details.precondition(
                            imageId,
                            imageId + ": Lighthouse lists no such custom image of yours in this region;"
                                    + " images are regional"))));
        } catch (ImageNotFoundException | InvalidImageIdException e) {
            return new Fact.Unavailable<>(e);
        }
    }

    private Deadline deadline() {
        return Deadline.in(lighthouse.settings().retry().deadline(), time);
    }
}
