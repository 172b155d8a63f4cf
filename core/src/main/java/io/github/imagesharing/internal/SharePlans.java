package io.github.imagesharing.internal;

import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.LeadImages;
import io.github.imagesharing.internal.change.PlannedChange;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.internal.facts.Fact;
import io.github.imagesharing.internal.facts.ImageDescriptions;
import io.github.imagesharing.internal.facts.ImageFacts;
import io.github.imagesharing.spi.Deadline;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes plans and carries them out. Thread-safe. */
public final class SharePlans {

    private final ImageSharing images;

    /**
     * Makes it.
     *
     * @param images how an image is read and changed
     */
    public SharePlans(ImageSharing images) {
        this.images = images;
    }

    /** Reads who has access, and no more. */
    public SharePlan plan(ImageId image, Set<AccountId> desired) {
        AccessView sight = images.sight(image, images.deadline());
        return new SharePlan(
                image,
                Sets.difference(desired, sight.certain()),
                Sets.difference(sight.possible(), desired),
                Sets.intersection(desired, sight.certain()));
    }

    /** Carries a plan out as far as the world still is as planned; an image that may not be shared is left as it is. */
    public ShareReport apply(SharePlan plan) {
        Deadline deadline = images.deadline();
        return plan.toShare().isEmpty()
                ? carryOut(plan, images.sight(plan.image(), deadline), new LeadImages(), deadline)
                : apply(plan, images.gather(plan.image(), deadline), new LeadImages(), deadline);
    }

    /** The same for one image of a batch, whose images are described together. */
    ShareReport apply(
            SharePlan plan, Supplier<ImageDescriptions> described, Supplier<Fact<AccountId>> own, LeadImages scout) {
        Deadline deadline = images.work();
        return plan.toShare().isEmpty()
                ? carryOut(plan, images.sight(plan.image(), deadline), scout, deadline)
                : apply(plan, images.facts(plan.image(), described, own, deadline), scout, deadline);
    }

    private ShareReport apply(SharePlan plan, ImageFacts known, LeadImages scout, Deadline deadline) {
        boolean shares = !known.access().containsAll(plan.toShare());
        Optional<ImageSharingException> forbidden =
                shares ? images.forbidden(known.without(plan.toUnshare()), plan.toShare()) : Optional.empty();
        return forbidden.isPresent()
                ? refused(plan, known.sight(), forbidden.get())
                : carryOut(plan, known.sight(), scout, deadline);
    }

    private ShareReport carryOut(SharePlan plan, AccessView sight, LeadImages scout, Deadline deadline) {
        ImageId image = plan.image();
        Set<AccountId> changing = Sets.union(
                Sets.difference(plan.toShare(), sight.certain()),
                Sets.intersection(plan.toUnshare(), sight.possible()));
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
    private static ShareReport refused(SharePlan plan, AccessView sight, ImageSharingException why) {
        Set<AccountId> asPlanned = new HashSet<>(Sets.difference(plan.toUnshare(), sight.possible()));
        asPlanned.addAll(Sets.intersection(Sets.union(plan.toShare(), plan.unchanged()), sight.certain()));
        return ImageSharing.failed(plan.image(), planned(plan), asPlanned, why);
    }

    /** Every account a plan names. */
    public static Set<AccountId> planned(SharePlan plan) {
        return Sets.union(Sets.union(plan.toShare(), plan.toUnshare()), plan.unchanged());
    }
}
