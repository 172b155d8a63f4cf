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
import io.github.imagesharing.internal.SharePlans;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.spi.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Carries out a plan in the world as it is now: accounts are taken away first as far as the limit needs it and no
 * further, the others last, so that nobody is without access longer than must be. For one call on one thread.
 */
public final class PlannedChange {

    /** Gives or takes access, as far as it is not as wanted. */
    public interface Change {
        ShareReport of(Permission permission, Set<AccountId> accounts, Set<AccountId> haveAccess);
    }

    private final SharePlan plan;
    private final AccessView sight;
    private final int limit;
    private final Change change;
    private final Map<AccountId, Outcome> outcomes = new LinkedHashMap<>();
    private final List<String> requestIds = new ArrayList<>();

    public PlannedChange(SharePlan plan, AccessView sight, int limit, Change change) {
        this.plan = plan;
        this.sight = sight;
        this.limit = limit;
        this.change = change;
    }

    public ShareReport run() {
        Set<AccountId> coming = Sets.difference(plan.toShare(), sight.certain());
        Set<AccountId> leaving = new LinkedHashSet<>(Sets.intersection(plan.toUnshare(), sight.possible()));
        int free = limit - sight.possible().size();
        while (free < coming.size() && !leaving.isEmpty()) {
            Set<AccountId> first = ImmutableSet.copyOf(Iterables.limit(leaving, coming.size() - free));
            leaving.removeAll(first);
            free += carryOut(Permission.CANCEL, first).changed().size();
        }
        Set<AccountId> tooMany = ImmutableSet.copyOf(Iterables.skip(coming, Math.max(0, free)));
        carryOut(Permission.SHARE, Sets.difference(plan.toShare(), tooMany));
        refuse(tooMany, Math.max(limit, limit - free));
        carryOut(Permission.CANCEL, Sets.difference(plan.toUnshare(), outcomes.keySet()));
        plan.unchanged().forEach(account -> outcomes.put(account, staying(account)));
        return report();
    }

    private ShareReport carryOut(Permission permission, Set<AccountId> accounts) {
        ShareReport report = change.of(permission, ImmutableSet.copyOf(accounts), sight.baselineFor(permission));
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

    private Outcome staying(AccountId account) {
        return sight.possible().contains(account)
                ? new Outcome.Unchanged()
                : new Outcome.Failed(new NotSharedException(Details.precondition(
                        plan.image(),
                        "%s: account %s was to keep its access and has lost it since the plan was made; plan again to give it back"
                                .formatted(plan.image(), account))));
    }

    private ShareReport report() {
        Map<AccountId, Outcome> inOrder = new LinkedHashMap<>();
        Set<AccountId> planned = SharePlans.planned(plan);
        planned.forEach(account -> inOrder.put(account, outcomes.getOrDefault(account, new Outcome.Unchanged())));
        return new ShareReport(plan.image(), inOrder, requestIds, Sets.difference(sight.certain(), planned));
    }
}
