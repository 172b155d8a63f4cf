package io.github.imagesharing.internal;

import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.spi.Deadline;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes plans and carries them out. Thread-safe. */
public final class ImagePlans {

    private final ImageAccess images;

    /**
     * Makes it.
     *
     * @param images how an image is read and changed
     */
    public ImagePlans(ImageAccess images) {
        this.images = images;
    }

    /** Reads who has access, and no more. */
    public SharePlan plan(ImageId image, Set<AccountId> desired) {
        Sight sight = images.sight(image, images.deadline());
        return new SharePlan(
                image,
                Sets.difference(desired, sight.surely()),
                Sets.difference(sight.perhaps(), desired),
                Sets.intersection(desired, sight.surely()));
    }

    /** Carries a plan out as far as the world still is as planned; an image that may not be shared is left as it is. */
    public ShareReport apply(SharePlan plan) {
        Deadline deadline = images.deadline();
        return plan.toShare().isEmpty()
                ? carryOut(plan, images.sight(plan.image(), deadline), new Scout(), deadline)
                : apply(plan, images.gather(plan.image(), deadline), new Scout(), deadline);
    }

    /** The same for one image of a batch, whose images are described together. */
    ShareReport apply(SharePlan plan, Supplier<Descriptions> described, Supplier<Known<AccountId>> own, Scout scout) {
        Deadline deadline = images.work();
        return plan.toShare().isEmpty()
                ? carryOut(plan, images.sight(plan.image(), deadline), scout, deadline)
                : apply(plan, images.facts(plan.image(), described, own, deadline), scout, deadline);
    }

    private ShareReport apply(SharePlan plan, ShareFacts known, Scout scout, Deadline deadline) {
        boolean shares = !known.access().containsAll(plan.toShare());
        Optional<ImageSharingException> forbidden =
                shares ? images.forbidden(known.without(plan.toUnshare()), plan.toShare()) : Optional.empty();
        return forbidden.isPresent()
                ? refused(plan, known.sight(), forbidden.get())
                : carryOut(plan, known.sight(), scout, deadline);
    }

    private ShareReport carryOut(SharePlan plan, Sight sight, Scout scout, Deadline deadline) {
        ImageId image = plan.image();
        Set<AccountId> changing = Sets.union(
                Sets.difference(plan.toShare(), sight.surely()), Sets.intersection(plan.toUnshare(), sight.perhaps()));
        return images.inTurn(
                image,
                changing,
                scout,
                deadline,
                waited -> new PlannedChange(
                                plan,
                                waited ? images.sight(image, deadline) : sight,
                                images.limit(),
                                (permission, accounts, haveAccess) -> images.changing(
                                                image, permission, scout, deadline)
                                        .run(accounts, haveAccess))
                        .run());
    }

    /** Nothing is changed, not even taken away: what is as planned already is unchanged, the rest failed. */
    private static ShareReport refused(SharePlan plan, Sight sight, ImageSharingException why) {
        Set<AccountId> asPlanned = new HashSet<>(Sets.difference(plan.toUnshare(), sight.perhaps()));
        asPlanned.addAll(Sets.intersection(Sets.union(plan.toShare(), plan.unchanged()), sight.surely()));
        return ImageAccess.failed(plan.image(), planned(plan), asPlanned, why);
    }

    /** Every account a plan names. */
    static Set<AccountId> planned(SharePlan plan) {
        return Sets.union(Sets.union(plan.toShare(), plan.toUnshare()), plan.unchanged());
    }
}
