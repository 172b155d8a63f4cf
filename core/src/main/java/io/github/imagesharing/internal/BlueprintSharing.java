package io.github.imagesharing.internal;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.internal.change.AccessChange;
import io.github.imagesharing.internal.change.AccountLimits;
import io.github.imagesharing.internal.change.AccountSearch;
import io.github.imagesharing.internal.change.ProductState;
import io.github.imagesharing.internal.change.TargetAccess;
import io.github.imagesharing.internal.change.TargetLocks;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.LighthousePort;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.spi.TimeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shares blueprints with other accounts and takes them back. Thread-safe. */
public final class BlueprintSharing {

    /** With how many accounts one blueprint may be shared is not published. */
    private static final int NOT_PUBLISHED = -1;

    /** Accounts a request, as published. */
    private static final int PER_REQUEST = 10;

    private final LighthousePort lighthouse;
    private final ProductState product;

    /** Where nobody tells who has a blueprint, each account goes alone, so that each answer is about one. */
    private final ProductState oneByOne;

    private final TimeSource time;

    /**
     * Makes it; sends nothing.
     *
     * @param lighthouse the product
     * @param time where time comes from
     */
    public BlueprintSharing(LighthousePort lighthouse, TimeSource time) {
        this.lighthouse = lighthouse;
        this.time = time;
        this.product = new ProductState(
                new AccountLimits(NOT_PUBLISHED, PER_REQUEST),
                lighthouse.settings().retry(),
                time);
        this.oneByOne = product.with(new AccountLimits(NOT_PUBLISHED, 1));
    }

    /** Gives or takes access to a blueprint; a second change of it by this service waits for the first. */
    public ShareReport change(BlueprintId blueprint, Permission permission, Set<AccountId> accounts) {
        Deadline deadline = deadline();
        TargetLocks.Held held = product.locks().turn(blueprint).await(deadline);
        BlueprintRefusal refusal = new BlueprintRefusal(lighthouse, blueprint, deadline);
        try {
            ShareReport report = changeLocked(blueprint, permission, accounts, deadline);
            return permission == Permission.SHARE ? refusal.explain(report) : report;
        } catch (ImageSharingException unread) { // The service may refuse to tell who has it, too.
            throw permission == Permission.SHARE ? refusal.explain(unread) : unread;
        } finally {
            held.close();
        }
    }

    /** Who has a blueprint. */
    public List<SharedAccount> sharedWith(BlueprintId blueprint) {
        return lighthouse.sharedWith(blueprint, deadline());
    }

    private ShareReport changeLocked(
            BlueprintId blueprint, Permission permission, Set<AccountId> accounts, Deadline deadline) {
        Optional<AccessView> view = access(blueprint, product).view(deadline);
        Optional<AccountId> own = lighthouse.settings().ownAccount().filter(accounts::contains);
        if (permission == Permission.SHARE && own.isPresent()) {
            return RefusedReport.of(
                    blueprint,
                    accounts,
                    new SelfSharingException(Details.precondition(
                            null, blueprint + ": account " + own.get() + " is your own, which has it anyway")));
        }
        Set<AccountId> baseline = view.map(seen -> seen.baselineFor(permission))
                .orElse(permission == Permission.SHARE ? Set.of() : accounts);
        TargetAccess access = access(blueprint, view.isPresent() ? product : oneByOne);
        return new AccessChange(access, permission, new AccountSearch(), deadline).run(accounts, baseline);
    }

    private TargetAccess access(BlueprintId blueprint, ProductState state) {
        return new TargetAccess(
                blueprint,
                state,
                deadline -> accounts(blueprint, deadline),
                (permission, accounts, deadline) ->
                        lighthouse.changeBlueprint(blueprint, permission, accounts, deadline));
    }

    /** Empty where the service does not know the API. */
    private Optional<Set<AccountId>> accounts(BlueprintId blueprint, Deadline deadline) {
        try {
            Set<AccountId> accounts = new LinkedHashSet<>();
            lighthouse.sharedWith(blueprint, deadline).forEach(shared -> accounts.add(shared.account()));
            return Optional.of(accounts);
        } catch (UnrecognizedServiceException e) {
            if (e.errorCode().filter("InvalidAction"::equals).isEmpty()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Deadline deadline() {
        return Deadline.in(product.retry().deadline(), time);
    }
}
