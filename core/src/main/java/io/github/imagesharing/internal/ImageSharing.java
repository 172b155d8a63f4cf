package io.github.imagesharing.internal;

import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.Precondition;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.internal.change.AccessChange;
import io.github.imagesharing.internal.change.AccountLimits;
import io.github.imagesharing.internal.change.LeadImages;
import io.github.imagesharing.internal.change.RecentWrites;
import io.github.imagesharing.internal.change.TargetAccess;
import io.github.imagesharing.internal.change.TargetLocks;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.internal.facts.Fact;
import io.github.imagesharing.internal.facts.FactReader;
import io.github.imagesharing.internal.facts.ImageDescriptions;
import io.github.imagesharing.internal.facts.ImageFacts;
import io.github.imagesharing.internal.rules.SharePreconditions;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything the facade does with CVM images: facts, rules, change, report. Thread-safe. */
public final class ImageSharing {

    private static final Logger LOG = LoggerFactory.getLogger(ImageSharing.class);

    private final CvmPort cvm;
    private final FactReader facts;
    private final AccountLimits limits;
    private final TargetLocks turns = new TargetLocks();
    private final RecentWrites recent;
    private final Set<Precondition> logged = ConcurrentHashMap.newKeySet();

    /**
     * Makes it.
     *
     * @param cvm the product
     * @param executor runs the reads that go side by side
     */
    public ImageSharing(CvmPort cvm, Executor executor) {
        this.cvm = cvm;
        this.facts = new FactReader(cvm, executor);
        this.recent = new RecentWrites(cvm.settings().retry());
        int limit = cvm.settings().accountLimit();
        this.limits = new AccountLimits(limit, limit);
    }

    /** Shares, if every precondition holds; the report says what holds for each account, also where one does not. */
    public ShareReport share(ImageId image, Set<AccountId> accounts) {
        Deadline deadline = deadline();
        ImageFacts known = gather(image, deadline);
        return share(known, accounts, known.access(), new LeadImages(), deadline);
    }

    public ShareReport unshare(ImageId image, Set<AccountId> accounts) {
        return unshare(image, accounts, new LeadImages(), deadline());
    }

    /** The same for one image of a batch, whose images are described together. */
    ShareReport share(
            ImageId image,
            Set<AccountId> accounts,
            Supplier<ImageDescriptions> described,
            Supplier<Fact<AccountId>> own,
            LeadImages scout) {
        Deadline deadline = work();
        ImageFacts known = facts(image, described, own, deadline);
        return known.own() instanceof Fact.Known<AccountId> me && accounts.size() > 1 && accounts.contains(me.value())
                ? shareWithOthers(known, me.value(), accounts, scout, deadline)
                : share(known, accounts, Set.of(), scout, deadline);
    }

    /** In a batch an own account costs the others nothing, like any other that the service would refuse. */
    private ShareReport shareWithOthers(
            ImageFacts known, AccountId own, Set<AccountId> accounts, LeadImages scout, Deadline deadline) {
        Set<AccountId> others = Sets.filter(accounts, account -> !account.equals(own));
        ShareReport report = share(known, others, Set.of(), scout, deadline);
        Outcome refused = new Outcome.Failed(SharePreconditions.selfSharing(known, own));
        return new ShareReport(
                known.id(),
                Maps.toMap(accounts, account -> report.outcomes().getOrDefault(account, refused)),
                report.requestIds());
    }

    ShareReport unshare(ImageId image, Set<AccountId> accounts, LeadImages scout) {
        return unshare(image, accounts, scout, work());
    }

    /** What is true of one image of a batch; who has access is read ahead of what the others share. */
    ImageFacts facts(
            ImageId image, Supplier<ImageDescriptions> described, Supplier<Fact<AccountId>> own, Deadline deadline) {
        Fact<AccessView> access = ImageDescriptions.known(() -> sight(image, deadline));
        return facts.facts(image, described.get(), access::orThrow, own.get());
    }

    ImageDescriptions describe(List<ImageId> page) {
        return facts.describe(page, work());
    }

    Fact<AccountId> own() {
        return facts.own(work());
    }

    /** The report of an image or blueprint that was refused as a whole. */
    static ShareReport failed(Shareable target, Set<AccountId> accounts, ImageSharingException why) {
        return failed(target, accounts, Set.of(), why);
    }

    static ShareReport failed(
            Shareable target, Set<AccountId> accounts, Set<AccountId> spared, ImageSharingException why) {
        Outcome failed = new Outcome.Failed(why);
        return new ShareReport(
                target,
                Maps.toMap(accounts, account -> spared.contains(account) ? new Outcome.Unchanged() : failed),
                List.of());
    }

    ImageFacts gather(ImageId image, Deadline deadline) {
        return facts.gather(image, () -> sight(image, deadline), deadline);
    }

    AccessView sight(ImageId image, Deadline deadline) {
        return recent.sight(image, () -> facts.accounts(image, deadline));
    }

    /** Who is spared has access and keeps it, whatever forbids to share; a batch fails a refused image as a whole. */
    private ShareReport share(
            ImageFacts known, Set<AccountId> accounts, Set<AccountId> spared, LeadImages scout, Deadline deadline) {
        Optional<ImageSharingException> forbidden = forbidden(known, accounts);
        return forbidden.isPresent()
                ? failed(known.id(), accounts, spared, forbidden.get())
                : change(known.id(), Permission.SHARE, scout, deadline, accounts, known.sight());
    }

    /** The first violation, the others suppressed in it. */
    Optional<ImageSharingException> forbidden(ImageFacts known, Set<AccountId> accounts) {
        ShareCheck check = SharePreconditions.check(known, accounts);
        check.unchecked().forEach(unchecked -> logOnce(known.id(), unchecked));
        if (check.isAllowed()) {
            return Optional.empty();
        }
        ImageSharingException first = check.violations().get(0).about(known.id());
        check.violations().stream().skip(1).forEach(first::addSuppressed);
        return Optional.of(first);
    }

    private ShareReport unshare(ImageId image, Set<AccountId> accounts, LeadImages scout, Deadline deadline) {
        return change(image, Permission.CANCEL, scout, deadline, accounts, sight(image, deadline));
    }

    private ShareReport change(
            ImageId image,
            Permission permission,
            LeadImages scout,
            Deadline deadline,
            Set<AccountId> accounts,
            AccessView sight) {
        Function<Boolean, ShareReport> change = waited -> changing(image, permission, scout, deadline)
                .run(accounts, (waited ? sight(image, deadline) : sight).baselineFor(permission));
        Set<AccountId> haveAccess = sight.baselineFor(permission);
        Set<AccountId> changing = Sets.filter(accounts, account -> !permission.holds(account, haveAccess));
        return inTurn(image, changing, scout, deadline, change);
    }

    ShareReport inTurn(
            ImageId image,
            Set<AccountId> changing,
            LeadImages scout,
            Deadline deadline,
            Function<Boolean, ShareReport> change) {
        return scout.orFollow(image, changing, deadline, () -> turns.inTurn(image, deadline, change));
    }

    public List<SharedAccount> sharedWith(ImageId image) {
        return cvm.sharedWith(image, deadline());
    }

    public ShareCheck check(ImageId image, Set<AccountId> accounts) {
        return SharePreconditions.check(gather(image, deadline()), accounts);
    }

    public List<CvmImage> images(ImageQuery query) {
        return cvm.images(query, deadline());
    }

    AccessChange changing(ImageId image, Permission permission, LeadImages scout, Deadline deadline) {
        TargetAccess access = new TargetAccess() {
            @Override
            public Optional<Set<AccountId>> read(Deadline until) {
                recent.awaitBelievable(image, permission, until);
                return Optional.of(facts.accounts(image, until));
            }

            @Override
            public String write(Permission what, Set<AccountId> some, Deadline until) {
                return recent.remembering(image, what, some, () -> cvm.modify(image, what, some, until));
            }
        };
        return new AccessChange(image, permission, access, limits, scout, retry(), deadline);
    }

    private void logOnce(ImageId image, ShareCheck.Unchecked unchecked) {
        boolean unexpected = cvm.settings().optionalChecks() != OptionalChecks.SKIP;
        if (unexpected && logged.add(unchecked.precondition())) {
            LOG.warn(
                    "{} could not be checked before sharing {}, the service will refuse by itself (logged once): {}",
                    unchecked.precondition(),
                    image,
                    unchecked.reason());
        }
    }

    Deadline deadline() {
        return Deadline.in(retry().deadline());
    }

    /** For one image of a batch, which must not fail only because there are many. */
    Deadline work() {
        return Deadline.ofWork(retry().deadline());
    }

    int limit() {
        return limits.perTarget();
    }

    private Retry retry() {
        return cvm.settings().retry();
    }
}
