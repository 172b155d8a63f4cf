package io.github.imagesharing.internal.change;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.spi.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Carries out a plan in the world as it is now.
 *
 * <p>Access is given first and taken away last, so that nobody is without it longer than needed; where the limit of accounts
 * leaves no room, as much as needed is taken away before. It answers an image that the service refuses to give for a reason
 * that no precondition finds: then nothing more is taken away, and what was taken to make room is given back, so that a
 * plan which cannot be carried out does not leave the image with nobody (unless the call is interrupted or its time ends
 * between the two). An account that is refused for its own sake holds up no other, unless nobody at all would be left.
 * Shown by {@code PlannedChangeTest} and {@code PlanAmidWritesTest}.
 *
 * <p>For one call on one thread.
 */
public final class PlannedChange {

    private final SharePlan plan;
    private final AccessView view;
    private final int limit;
    private final Function<Permission, AccessChange> changes;
    private final Map<AccountId, Outcome> outcomes = new LinkedHashMap<>();
    private final List<String> requestIds = new ArrayList<>();

    /**
     * Prepares the change; sends nothing.
     *
     * @param plan the plan
     * @param view who has access now
     * @param limit how many accounts may have access
     * @param changes prepares one change of the image
     */
    public PlannedChange(SharePlan plan, AccessView view, int limit, Function<Permission, AccessChange> changes) {
        this.plan = plan;
        this.view = view;
        this.limit = limit;
        this.changes = changes;
    }

    /** Whether the plan hangs on an account of which only a later read can tell: one to be kept, or one that takes room. */
    public static boolean isInDoubt(SharePlan plan, AccessView view, int limit) {
        boolean mayLackRoom = Sets.union(view.possible(), plan.toShare()).size() > limit;
        return !view.inDoubt().isEmpty()
                && (mayLackRoom
                        || !Sets.intersection(plan.unchanged(), view.inDoubt()).isEmpty());
    }

    /**
     * Changes what is not as planned yet; throws nothing for what the service answers.
     *
     * @param refused accounts that were to gain access and are refused before anything is sent, and why
     */
    public ShareReport run(Map<AccountId, ImageSharingException> refused) {
        refused.forEach((account, why) -> outcomes.put(account, new Outcome.Failed(why)));
        plan.unchanged().forEach(account -> outcomes.put(account, kept(account)));
        Set<AccountId> toShare = Sets.difference(plan.toShare(), refused.keySet());
        Set<AccountId> toAdd = Sets.difference(toShare, view.expected());
        Set<AccountId> madeRoom = makeRoom(toAdd.size());
        int free = limit - view.expected().size() + madeRoom.size();
        Set<AccountId> tooMany = ImmutableSet.copyOf(Iterables.skip(toAdd, Math.max(0, free)));
        ShareReport given = share(Sets.difference(toShare, tooMany), madeRoom);
        refuse(tooMany, Math.max(limit, limit - free));
        Optional<ImageSharingException> obstacle = obstacle(given).or(this::nobodyIsLeft);
        if (obstacle.isPresent()) {
            giveBack(madeRoom, free - given.changed().size(), obstacle.get());
            keep(Sets.difference(plan.toUnshare(), outcomes.keySet()), obstacle.get());
        } else {
            change(Permission.CANCEL, Sets.difference(plan.toUnshare(), outcomes.keySet()), view.possible());
        }
        return report();
    }

    /** Takes away as much as the limit needs and no more; gives those who lost access. */
    private Set<AccountId> makeRoom(int toAdd) {
        Set<AccountId> madeRoom = new LinkedHashSet<>();
        Set<AccountId> toRemove = new LinkedHashSet<>(Sets.intersection(plan.toUnshare(), view.expected()));
        int missing = toAdd + view.expected().size() - limit;
        boolean mayGoOn = true;
        while (mayGoOn && missing > madeRoom.size() && !toRemove.isEmpty()) {
            Set<AccountId> next = ImmutableSet.copyOf(Iterables.limit(toRemove, missing - madeRoom.size()));
            toRemove.removeAll(next);
            ShareReport taken = change(Permission.CANCEL, next, view.possible());
            madeRoom.addAll(taken.changed());
            mayGoOn = obstacle(taken).isEmpty();
        }
        return madeRoom;
    }

    private ShareReport share(Set<AccountId> accounts, Set<AccountId> madeRoom) {
        return change(Permission.SHARE, accounts, Sets.difference(view.certain(), madeRoom));
    }

    private ShareReport change(Permission permission, Set<AccountId> accounts, Set<AccountId> accountsWithAccess) {
        ShareReport report =
                changes.apply(permission).run(ImmutableSet.copyOf(accounts), ImmutableSet.copyOf(accountsWithAccess));
        outcomes.putAll(report.outcomes());
        requestIds.addAll(report.requestIds());
        return report;
    }

    /** Why some access was not given or taken, other than for the sake of that one account. */
    private static Optional<ImageSharingException> obstacle(ShareReport report) {
        return report.outcomes().values().stream()
                .flatMap(outcome -> cause(outcome).stream())
                .filter(cause -> FailureScope.of(cause) != FailureScope.ONE_ACCOUNT)
                .findFirst();
    }

    /** Why somebody was to gain access and none of all who were to have it has it. */
    private Optional<ImageSharingException> nobodyIsLeft() {
        List<Outcome> ofThoseToHaveIt = Sets.union(plan.toShare(), plan.unchanged()).stream()
                .flatMap(account -> Optional.ofNullable(outcomes.get(account)).stream())
                .toList();
        boolean nobody = !plan.toShare().isEmpty()
                && ofThoseToHaveIt.stream().allMatch(outcome -> cause(outcome).isPresent());
        return nobody
                ? ofThoseToHaveIt.stream()
                        .flatMap(outcome -> cause(outcome).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<ImageSharingException> cause(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return Optional.of(failed.cause());
        }
        return outcome instanceof Outcome.Unknown unknown ? Optional.of(unknown.cause()) : Optional.empty();
    }

    /** What was taken away for accounts that did not come goes back, as far as those who came have left room. */
    private void giveBack(Set<AccountId> madeRoom, int room, ImageSharingException obstacle) {
        Set<AccountId> back = ImmutableSet.copyOf(Iterables.limit(madeRoom, Math.max(0, room)));
        Map<AccountId, Outcome> given = share(back, madeRoom).outcomes();
        given.forEach((account, outcome) -> {
            if (outcome instanceof Outcome.Failed) {
                outcomes.put(account, new Outcome.Changed());
            } else if (!(outcome instanceof Outcome.Unknown)) {
                outcomes.put(account, new Outcome.Failed(obstacle));
            }
        });
    }

    /** Who was to lose access keeps it. */
    private void keep(Set<AccountId> accounts, ImageSharingException obstacle) {
        accounts.forEach(account -> outcomes.put(
                account, view.possible().contains(account) ? new Outcome.Failed(obstacle) : new Outcome.Unchanged()));
    }

    /** An account that could not be taken away as planned leaves no room. */
    private void refuse(Set<AccountId> tooMany, int current) {
        String message = "%s: no room within its %s accounts, since not all that were to lose access lost it"
                .formatted(plan.image(), limit);
        tooMany.forEach(account -> outcomes.put(
                account,
                new Outcome.Failed(
                        new ShareQuotaExceededException(Details.precondition(plan.image(), message), limit, current))));
    }

    private Outcome kept(AccountId account) {
        return view.expected().contains(account)
                ? new Outcome.Unchanged()
                : new Outcome.Failed(new NotSharedException(Details.precondition(
                        plan.image(),
                        "%s: account %s was to keep its access and has lost it since the plan was made; plan again to give it back"
                                .formatted(plan.image(), account))));
    }

    private ShareReport report() {
        Map<AccountId, Outcome> inOrder = new LinkedHashMap<>();
        plan.accounts()
                .forEach(account -> inOrder.put(account, outcomes.getOrDefault(account, new Outcome.Unchanged())));
        Set<AccountId> unplanned = plan.narrowed() ? Set.of() : Sets.difference(view.certain(), plan.accounts());
        return new ShareReport(plan.image(), inOrder, requestIds, unplanned);
    }
}
