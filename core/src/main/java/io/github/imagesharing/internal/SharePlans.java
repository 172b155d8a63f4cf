package io.github.imagesharing.internal;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.PlannedChange;
import io.github.imagesharing.internal.change.TargetLocks;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.internal.facts.ImageFacts;
import io.github.imagesharing.internal.rules.SharePreconditions;
import java.util.HashSet;
import java.util.Map;
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

    /**
     * Carries a plan out as far as the world still is as planned; an image that may not be shared is left as it is. In a
     * batch the own account is refused alone.
     */
    public ShareReport apply(SharePlan plan, CallScope scope) {
        TargetLocks.Turn turn = images.turn(plan.image());
        if (plan.toShare().isEmpty()) {
            AccessView view = images.view(plan.image(), scope.deadline());
            return carryOut(new Planned(plan, Map.of(), turn), view, scope);
        }
        ImageFacts facts = scope.facts(plan.image());
        Set<AccountId> alone = Sets.intersection(scope.refusedAlone(facts, plan.accounts()), plan.toShare());
        Set<AccountId> toShare = ImmutableSet.copyOf(Sets.difference(plan.toShare(), alone));
        boolean shares = !facts.accountsWithAccess().containsAll(toShare);
        Optional<ImageSharingException> violation =
                shares ? images.firstViolation(facts.without(plan.toUnshare()), toShare) : Optional.empty();
        Map<AccountId, ImageSharingException> refused =
                Maps.asMap(alone, account -> SharePreconditions.selfSharing(facts, account));
        return violation.isPresent()
                ? refused(plan, facts, violation.get())
                : carryOut(new Planned(plan, refused, turn), facts.access(), scope);
    }

    /**
     * A plan whose turn it will be.
     *
     * @param plan the plan
     * @param refused accounts that were to gain access and are refused alone, and why
     * @param turn the turn at the image, begun before anything of it was read
     */
    private record Planned(SharePlan plan, Map<AccountId, ImageSharingException> refused, TargetLocks.Turn turn) {

        Set<AccountId> changing(AccessView view) {
            return Sets.union(
                    Sets.difference(plan.toShare(), Sets.union(view.certain(), refused.keySet())),
                    Sets.intersection(plan.toUnshare(), view.possible()));
        }
    }

    private ShareReport carryOut(Planned planned, AccessView view, CallScope scope) {
        SharePlan plan = planned.plan();
        return scope.admit(
                plan.image(),
                planned.changing(view),
                () -> images.locked(planned.turn(), scope, held -> {
                    AccessView current =
                            held.carried(view).orElseGet(() -> images.view(plan.image(), scope.deadline()));
                    AccessView settled = PlannedChange.isInDoubt(plan, current, images.accountLimit())
                            ? images.settledView(plan.image(), scope.deadline())
                            : current;
                    return new PlannedChange(
                                    plan,
                                    settled,
                                    images.accountLimit(),
                                    permission -> images.change(plan.image(), permission, scope))
                            .run(planned.refused());
                }));
    }

    /** Nothing is changed, not even taken away: what is as planned already is unchanged, the rest failed. */
    private static ShareReport refused(SharePlan plan, ImageFacts facts, ImageSharingException why) {
        if (!facts.isAccessRead()) {
            return RefusedReport.of(plan.image(), plan.accounts(), why);
        }
        AccessView view = facts.access();
        Set<AccountId> asPlanned = new HashSet<>(Sets.difference(plan.toUnshare(), view.possible()));
        asPlanned.addAll(Sets.intersection(Sets.union(plan.toShare(), plan.unchanged()), view.certain()));
        return RefusedReport.of(plan.image(), plan.accounts(), asPlanned, why);
    }
}
