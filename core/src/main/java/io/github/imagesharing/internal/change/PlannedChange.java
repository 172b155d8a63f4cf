package io.github.imagesharing.internal.change;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
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
import java.util.Set;
import java.util.function.Function;

/**
 * Carries out a plan in the world as it is now: access is taken away first as far as the limit needs it and no further, the
 * rest last, so that nobody is without access longer than needed. For one call on one thread.
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

    /** Changes what is not as planned yet; throws nothing for what the service answers. */
    public ShareReport run() {
        Set<AccountId> toAdd = Sets.difference(plan.toShare(), view.certain());
        Set<AccountId> toRemove = new LinkedHashSet<>(Sets.intersection(plan.toUnshare(), view.possible()));
        int free = limit - view.possible().size();
        while (free < toAdd.size() && !toRemove.isEmpty()) {
            Set<AccountId> first = ImmutableSet.copyOf(Iterables.limit(toRemove, toAdd.size() - free));
            toRemove.removeAll(first);
            free += change(Permission.CANCEL, first).changed().size();
        }
        Set<AccountId> tooMany = ImmutableSet.copyOf(Iterables.skip(toAdd, Math.max(0, free)));
        change(Permission.SHARE, Sets.difference(plan.toShare(), tooMany));
        refuse(tooMany, Math.max(limit, limit - free));
        change(Permission.CANCEL, Sets.difference(plan.toUnshare(), outcomes.keySet()));
        plan.unchanged().forEach(account -> outcomes.put(account, kept(account)));
        return report();
    }

    private ShareReport change(Permission permission, Set<AccountId> accounts) {
        ShareReport report = changes.apply(permission).run(ImmutableSet.copyOf(accounts), view.baselineFor(permission));
        outcomes.putAll(report.outcomes());
        requestIds.addAll(report.requestIds());
        return report;
    }

    /** An account that could not be taken away as planned leaves no room. */
    private void refuse(Set<AccountId> tooMany, int current) {
        String message = "%s: no room within its %d accounts, since not all that were to lose access lost it"
                .formatted(plan.image(), limit);
        tooMany.forEach(account -> outcomes.put(
                account,
                new Outcome.Failed(
                        new ShareQuotaExceededException(Details.precondition(plan.image(), message), limit, current))));
    }

    private Outcome kept(AccountId account) {
        return view.possible().contains(account)
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
        return new ShareReport(plan.image(), inOrder, requestIds, Sets.difference(view.certain(), plan.accounts()));
    }
}
