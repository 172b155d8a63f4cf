package io.github.imagesharing.internal;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Retry;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.internal.change.AccessChange;
import io.github.imagesharing.internal.change.AccountLimits;
import io.github.imagesharing.internal.change.LeadImages;
import io.github.imagesharing.internal.change.RecentWrites;
import io.github.imagesharing.internal.change.TargetAccess;
import io.github.imagesharing.internal.change.TargetLocks;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.LighthousePort;
import io.github.imagesharing.spi.Permission;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything the facade does with blueprints and other accounts. Thread-safe. */
public final class BlueprintSharing {

    /** Not published: with how many accounts one blueprint may be shared. */
    private static final int NOT_PUBLISHED = -1;

    /** Accounts a request, as published. */
    private static final int PER_REQUEST = 10;

    private final LighthousePort lighthouse;
    private final AccountLimits limits = new AccountLimits(NOT_PUBLISHED, PER_REQUEST);

    /** Where nobody tells who has a blueprint, each account goes alone, so that each answer is about one. */
    private final AccountLimits alone = new AccountLimits(NOT_PUBLISHED, 1);

    /** The service refuses a second change to a blueprint while one runs. */
    private final TargetLocks turns = new TargetLocks();

    private final RecentWrites recent;

    /**
     * Makes it.
     *
     * @param lighthouse the product
     */
    public BlueprintSharing(LighthousePort lighthouse) {
        this.lighthouse = lighthouse;
        this.recent = new RecentWrites(lighthouse.settings().retry());
    }

    public ShareReport share(BlueprintId blueprint, Set<AccountId> accounts) {
        return changeInTurn(blueprint, Permission.SHARE, accounts);
    }

    public ShareReport unshare(BlueprintId blueprint, Set<AccountId> accounts) {
        return changeInTurn(blueprint, Permission.CANCEL, accounts);
    }

    public List<SharedAccount> sharedWith(BlueprintId blueprint) {
        return lighthouse.sharedWith(blueprint, Deadline.in(retry().deadline()));
    }

    private ShareReport changeInTurn(BlueprintId blueprint, Permission permission, Set<AccountId> accounts) {
        Deadline deadline = Deadline.in(retry().deadline());
        return turns.inTurn(blueprint, deadline, waited -> change(blueprint, permission, accounts, deadline));
    }

    private ShareReport change(
            BlueprintId blueprint, Permission permission, Set<AccountId> accounts, Deadline deadline) {
        TargetAccess access = new TargetAccess() {
            @Override
            public Optional<Set<AccountId>> read(Deadline until) {
                recent.awaitBelievable(blueprint, permission, until);
                return accounts(blueprint, until);
            }

            @Override
            public String write(Permission what, Set<AccountId> some, Deadline until) {
                return recent.remembering(blueprint, what, some, () -> lighthouse.modify(blueprint, what, some, until));
            }
        };
        Optional<Set<AccountId>> told = accounts(blueprint, deadline)
                .map(seen -> recent.sight(blueprint, () -> seen).baselineFor(permission));
        Set<AccountId> haveAccess = told.orElse(permission == Permission.SHARE ? Set.of() : accounts);
        AccountId own = lighthouse.settings().ownAccount().orElse(null);
        if (permission == Permission.SHARE && own != null && accounts.contains(own)) {
            ImageSharingException why = new SelfSharingException(
                    Details.precondition(null, blueprint + ": account " + own + " is your own, which has it anyway"));
            return ImageSharing.failed(blueprint, accounts, why);
        }
        AccountLimits fit = told.isPresent() ? limits : alone;
        return new AccessChange(blueprint, permission, access, fit, new LeadImages(), retry(), deadline)
                .run(accounts, haveAccess);
    }

    /** Empty where the service does not know the API. */
    private Optional<Set<AccountId>> accounts(BlueprintId blueprint, Deadline until) {
        try {
            Set<AccountId> accounts = new LinkedHashSet<>();
            lighthouse.sharedWith(blueprint, until).forEach(shared -> accounts.add(shared.account()));
            return Optional.of(accounts);
        } catch (UnrecognizedServiceException e) {
            if (e.errorCode().filter("InvalidAction"::equals).isEmpty()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Retry retry() {
        return lighthouse.settings().retry();
    }
}
