package io.github.imagesharing.internal;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.Precondition;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.internal.change.AccessChange;
import io.github.imagesharing.internal.change.AccountLimits;
import io.github.imagesharing.internal.change.ProductState;
import io.github.imagesharing.internal.change.TargetAccess;
import io.github.imagesharing.internal.change.TargetLocks;
import io.github.imagesharing.internal.copy.ImageCopies;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.internal.facts.FactReader;
import io.github.imagesharing.internal.facts.ImageFacts;
import io.github.imagesharing.internal.rules.SharePreconditions;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.spi.TimeSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shares CVM images and takes access away: facts, rules, change, report. One method for each of the facade. Thread-safe. */
public final class ImageSharing {

    private static final Logger LOG = LoggerFactory.getLogger(ShareCheck.class);

    private final CvmPort cvm;
    private final FactReader facts;
    private final ProductState product;
    private final ImageCopies copies;
    private final TimeSource time;
    private final Set<Precondition> logged = ConcurrentHashMap.newKeySet();

    /**
     * Makes it; sends nothing.
     *
     * @param cvm the product
     * @param executor runs the reads that go side by side
     * @param time where time comes from
     */
    public ImageSharing(CvmPort cvm, Executor executor, TimeSource time) {
        this.cvm = cvm;
        this.facts = new FactReader(cvm, executor);
        this.time = time;
        this.copies = new ImageCopies(cvm.settings().retry(), time);
        int limit = cvm.settings().accountLimit();
        this.product =
                new ProductState(new AccountLimits(limit, limit), cvm.settings().retry(), time);
    }

    /** A call about one image alone, which begins now. */
    public SingleCall singleCall() {
        return new SingleCall(this);
    }

    /** Shares, if every precondition holds; the report says what holds for each account, also where one does not. */
    public ShareReport share(ImageId imageId, Set<AccountId> accounts, CallScope scope) {
        TargetLocks.Turn turn = turn(imageId);
        ImageFacts facts = scope.facts(imageId);
        Set<AccountId> alone = scope.refusedAlone(facts, accounts);
        ShareReport report = share(turn, facts, ImmutableSet.copyOf(Sets.difference(accounts, alone)), scope);
        if (alone.isEmpty()) {
            return report;
        }
        Map<AccountId, Outcome> outcomes = new LinkedHashMap<>();
        accounts.forEach(
                account -> outcomes.put(account, new Outcome.Failed(SharePreconditions.selfSharing(facts, account))));
        outcomes.putAll(report.outcomes());
        return new ShareReport(imageId, outcomes, report.requestIds());
    }

    private ShareReport share(TargetLocks.Turn turn, ImageFacts facts, Set<AccountId> accounts, CallScope scope) {
        Optional<ImageSharingException> violation = firstViolation(facts, accounts);
        return violation.isPresent()
                ? RefusedReport.of(facts.id(), accounts, scope.unchangedWhenRefused(facts), violation.get())
                : change(turn, new Wanted(facts.id(), Permission.SHARE, accounts), facts.access(), scope);
    }

    /** Takes access away, whatever the image is like. */
    public ShareReport unshare(ImageId imageId, Set<AccountId> accounts, CallScope scope) {
        TargetLocks.Turn turn = turn(imageId);
        Wanted wanted = new Wanted(imageId, Permission.CANCEL, accounts);
        return change(turn, wanted, view(imageId, scope.deadline()), scope);
    }

    /** What the preconditions say; changes nothing. */
    public ShareCheck check(ImageId imageId, Set<AccountId> accounts, CallScope scope) {
        return SharePreconditions.check(scope.facts(imageId), accounts);
    }

    /** Who has access, as the service lists them. */
    public List<SharedAccount> sharedWith(ImageId imageId) {
        return cvm.sharedWith(imageId, deadline());
    }

    /** The images of a query, all pages. */
    public List<CvmImage> images(ImageQuery query) {
        return cvm.images(query, deadline());
    }

    /** The newest image of a query that can be used; of two of one time, or of no time, that with the greater id. */
    public Optional<CvmImage> newest(ImageQuery query) {
        return images(query).stream()
                .filter(image -> image.state() == ImageState.NORMAL && !image.isDeprecated())
                .max(Comparator.comparing(CvmImage::createdAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(image -> image.id().value()));
    }

    /** The caller's own root account, asked now. */
    public AccountId ownAccount() {
        return cvm.askOwnAccount(deadline());
    }

    /** The accounts of the organisation with which anything can be shared: all but the own, which must be known. */
    public Set<AccountId> organizationAccounts() {
        Deadline deadline = deadline();
        AccountId own = cvm.ownAccount(deadline);
        return ImmutableSet.copyOf(Sets.difference(cvm.organizationAccounts(deadline), Set.of(own)));
    }

    /**
     * One kind of change of some accounts.
     *
     * @param imageId the image
     * @param permission what to do
     * @param accounts the accounts
     */
    private record Wanted(ImageId imageId, Permission permission, Set<AccountId> accounts) {

        Set<AccountId> missing(AccessView view) {
            Set<AccountId> baseline = view.baselineFor(permission);
            return Sets.filter(accounts, account -> !permission.isDone(account, baseline));
        }
    }

    private ShareReport change(TargetLocks.Turn turn, Wanted wanted, AccessView view, CallScope scope) {
        ImageId imageId = wanted.imageId();
        return scope.admit(
                imageId,
                wanted.missing(view),
                () -> locked(turn, scope, held -> {
                    AccessView current = held.carried(view).orElseGet(() -> view(imageId, scope.deadline()));
                    return change(imageId, wanted.permission(), scope)
                            .run(wanted.accounts(), current.baselineFor(wanted.permission()));
                }));
    }

    /** Begins a turn at an image, before anything of it is read. */
    TargetLocks.Turn turn(ImageId imageId) {
        return product.locks().turn(imageId);
    }

    /** Makes a change of one image when no other change of it is under way. */
    ShareReport locked(TargetLocks.Turn turn, CallScope scope, Function<TargetLocks.Held, ShareReport> change) {
        try (TargetLocks.Held held = turn.await(scope.deadline())) {
            return change.apply(held);
        }
    }

    /** Prepares one change of an image. */
    AccessChange change(ImageId imageId, Permission permission, CallScope scope) {
        return new AccessChange(access(imageId), permission, scope.search(), scope.deadline());
    }

    /** The first violation, if any; what could not be checked is logged once. */
    Optional<ImageSharingException> firstViolation(ImageFacts facts, Set<AccountId> accounts) {
        ShareCheck check = SharePreconditions.check(facts, accounts);
        check.unchecked().forEach(unchecked -> logOnce(facts.id(), unchecked));
        return check.firstViolation()
                .map(violation -> violation.with(violation.details().withImage(facts.id())));
    }

    private void logOnce(ImageId imageId, ShareCheck.Unchecked unchecked) {
        boolean unexpected = cvm.settings().optionalChecks() != OptionalChecks.SKIP;
        if (unexpected && logged.add(unchecked.precondition())) {
            LOG.warn(
                    "{} could not be checked before sharing {}, the service will refuse by itself (logged once): {}",
                    unchecked.precondition(),
                    imageId,
                    unchecked.reason());
        }
    }

    /** Who has access now, as far as a read can be believed. */
    AccessView view(ImageId imageId, Deadline deadline) {
        return access(imageId).view(deadline).orElseThrow();
    }

    /** The same, when a read can no longer be older than this service's own writes. */
    AccessView settledView(ImageId imageId, Deadline deadline) {
        return access(imageId).settledView(deadline).orElseThrow();
    }

    private TargetAccess access(ImageId imageId) {
        return new TargetAccess(
                imageId,
                product,
                deadline -> Optional.of(facts.accounts(imageId, deadline)),
                (permission, accounts, deadline) -> cvm.changeAccess(imageId, permission, accounts, deadline));
    }

    FactReader facts() {
        return facts;
    }

    /** What is remembered of the copies of this region's images. */
    ImageCopies copies() {
        return copies;
    }

    /** The product, in this region. */
    public CvmPort cvm() {
        return cvm;
    }

    Region region() {
        return cvm.settings().region();
    }

    Deadline deadline() {
        return Deadline.in(product.retry().deadline(), time);
    }

    /** For one image of a batch, which must not fail only because there are many. */
    Deadline workDeadline(Deadline.Ending ending) {
        return Deadline.ofWork(product.retry().deadline(), time, ending);
    }

    RequestQuota quota() {
        return cvm.settings().quota();
    }

    TimeSource time() {
        return time;
    }

    /** With how many accounts one image may be shared. */
    int accountLimit() {
        return product.limits().perTarget();
    }
}
