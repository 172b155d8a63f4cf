package io.github.imagesharing.internal;

import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.PlannedChange;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.internal.facts.ImageFacts;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

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
    public SharePlan plan(ImageId imageId, Set<AccountId> desired) {
        AccessView view = images.view(imageId, images.deadline());
        return new SharePlan(
                imageId,
                Sets.difference(desired, view.certain()),
                Sets.difference(view.possible(), desired),
                Sets.intersection(desired, view.certain()));
    }

    /** Carries a plan out as far as the world still is as planned; an image that may not be shared is left as it is. */
    public ShareReport apply(SharePlan plan, CallScope scope) {
        if (plan.toShare().isEmpty()) {
            return carryOut(plan, images.view(plan.image(), scope.deadline()), scope);
        }
        ImageFacts facts = scope.facts(plan.image());
        boolean shares = !facts.accountsWithAccess().containsAll(plan.toShare());
        Optional<ImageSharingException> violation =
                shares ? images.firstViolation(facts.without(plan.toUnshare()), plan.toShare()) : Optional.empty();
        return violation.isPresent()
                ? refused(plan, facts.access(), violation.get())
                : carryOut(plan, facts.access(), scope);
    }

    private ShareReport carryOut(SharePlan plan, AccessView view, CallScope scope) {
        ImageId imageId = plan.image();
        Set<AccountId> changing = Sets.union(
                Sets.difference(plan.toShare(), view.certain()), Sets.intersection(plan.toUnshare(), view.possible()));
        return images.locked(imageId, changing, scope, held -> {
            AccessView current = held.waited() ? images.view(imageId, scope.deadline()) : view;
            return new PlannedChange(
                            plan,
                            current,
                            images.accountLimit(),
                            permission -> images.change(imageId, permission, scope))
                    .run();
        });
    }

    /** Nothing is changed, not even taken away: what is as planned already is unchanged, the rest failed. */
    private static ShareReport refused(SharePlan plan, AccessView view, ImageSharingException why) {
        Set<AccountId> asPlanned = new HashSet<>(Sets.difference(plan.toUnshare(), view.possible()));
        asPlanned.addAll(Sets.intersection(Sets.union(plan.toShare(), plan.unchanged()), view.certain()));
        return RefusedReport.of(plan.image(), plan.accounts(), asPlanned, why);
    }
}
