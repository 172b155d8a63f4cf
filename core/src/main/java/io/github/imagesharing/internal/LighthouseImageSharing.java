package io.github.imagesharing.internal;

import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.InvalidImageIdException;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.internal.change.LighthouseChange;
import io.github.imagesharing.internal.change.RecentWrites;
import io.github.imagesharing.internal.facts.Fact;
import io.github.imagesharing.internal.facts.LighthouseFacts;
import io.github.imagesharing.internal.rules.LighthousePreconditions;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.LighthouseImage;
import io.github.imagesharing.spi.LighthousePort;
import io.github.imagesharing.spi.Permission;
import java.util.Optional;
import java.util.Set;

/** Everything the facade does with CVM images and the caller's own Lighthouse. Thread-safe. */
public final class LighthouseImageSharing {

    private final LighthousePort lighthouse;
    private final RecentWrites recent;

    /**
     * Makes it.
     *
     * @param lighthouse the product
     */
    public LighthouseImageSharing(LighthousePort lighthouse) {
        this.lighthouse = lighthouse;
        this.recent = new RecentWrites(lighthouse.settings().retry());
    }

    public BlueprintId share(ImageId image) {
        Deadline deadline = deadline();
        ShareCheck check = LighthousePreconditions.check(gather(image, deadline));
        // What was taken back a moment ago a read may still show as shared.
        if (check.violations().stream().anyMatch(AlreadySharedException.class::isInstance)
                && recent.awaitBelievable(image, Permission.SHARE, deadline)) {
            check = LighthousePreconditions.check(gather(image, deadline));
        }
        check.orThrow();
        return recent.remembering(
                image,
                Permission.SHARE,
                Set.of(),
                () -> new LighthouseChange(lighthouse, image, Permission.SHARE, recent, deadline).share());
    }

    public void unshare(ImageId image) {
        recent.remembering(image, Permission.CANCEL, Set.of(), () -> {
            new LighthouseChange(lighthouse, image, Permission.CANCEL, recent, deadline()).unshare();
            return true;
        });
    }

    public ShareCheck check(ImageId image) {
        return LighthousePreconditions.check(gather(image, deadline()));
    }

    /** One read where Lighthouse takes the image; the scarcer second one only to say why it does not. */
    private LighthouseFacts gather(ImageId image, Deadline deadline) {
        Fact<LighthouseImage> known = image(image, deadline);
        boolean refused = known instanceof Fact.Known<LighthouseImage> there
                && !Boolean.TRUE.equals(there.value().shareable());
        return new LighthouseFacts(known, refused ? blueprint(image, deadline) : new Fact.Skipped<>());
    }

    /** An image that is not there is a violation like any other, not an accident. */
    private Fact<LighthouseImage> image(ImageId image, Deadline deadline) {
        try {
            return lighthouse
                    .imageToShare(image, deadline)
                    .<Fact<LighthouseImage>>map(Fact.Known::new)
                    .orElseGet(() -> new Fact.Unavailable<>(new ImageNotFoundException(Details.precondition(
                            image,
                            image + ": Lighthouse lists no such custom image of yours in this region;"
                                    + " images are regional"))));
        } catch (ImageNotFoundException | InvalidImageIdException e) {
            return new Fact.Unavailable<>(e);
        }
    }

    private Fact<Optional<BlueprintId>> blueprint(ImageId image, Deadline deadline) {
        try {
            return new Fact.Known<>(lighthouse.blueprintOf(
                    image, deadline.within(deadline.left().dividedBy(2))));
        } catch (CallInterruptedException e) {
            throw e;
        } catch (ImageSharingException e) {
            return new Fact.Unavailable<>(e);
        }
    }

    private Deadline deadline() {
        return Deadline.in(lighthouse.settings().retry().deadline());
    }
}
