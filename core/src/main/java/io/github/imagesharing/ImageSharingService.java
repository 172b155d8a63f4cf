package io.github.imagesharing;

import static io.github.imagesharing.ArgumentChecks.accounts;
import static io.github.imagesharing.ArgumentChecks.blueprint;
import static io.github.imagesharing.ArgumentChecks.image;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import io.github.imagesharing.internal.BlueprintSharing;
import io.github.imagesharing.internal.ImageAudit;
import io.github.imagesharing.internal.ImageBatch;
import io.github.imagesharing.internal.ImageDistribution;
import io.github.imagesharing.internal.ImageSharing;
import io.github.imagesharing.internal.ImageWait;
import io.github.imagesharing.internal.LighthouseImageSharing;
import io.github.imagesharing.internal.Regions;
import io.github.imagesharing.internal.SharePlans;
import io.github.imagesharing.internal.observers.Operations;
import io.github.imagesharing.internal.tasks.ServiceThreads;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.LighthousePort;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Shares CVM custom images with other root accounts and into Lighthouse.
 *
 * <p>Thread-safe; one serves a whole application. Every method blocks, for no longer than {@link Retry#deadline()} (a
 * batch or an audit: so long for each image, waits for the quota not counted; {@link #distribute}: as long as
 * {@link Distribution#within()} says), and answers to interruption with
 * {@link CallInterruptedException}. What goes wrong is an {@link ImageSharingException}; what is asked wrongly (null,
 * malformed, empty) is an {@link IllegalArgumentException} before anything is sent. A method whose product was not given
 * to the builder throws {@link IllegalStateException} naming the artifact to add. After {@link #close()} a call ends in
 * {@link CloudUnreachableException}, not retryable.
 *
 * <p>Nothing is stored: what is shared is read from the cloud, the difference is changed, and where an answer was lost
 * the truth is read again. So every call can be made again, and a program that died is resumed by running it again.
 */
public final class ImageSharingService implements AutoCloseable {

    private final @Nullable ImageSharingService root;
    private final Map<Region, ImageSharingService> views = new ConcurrentHashMap<>();
    private final @Nullable Regions regions;
    private final @Nullable LighthousePort lighthouse;
    private final TimeSource time;
    private final Executor executor;
    private final @Nullable ExecutorService ownThreads;
    private final @Nullable ImageSharing images;
    private final @Nullable LighthouseImageSharing lighthouseImages;
    private final @Nullable BlueprintSharing blueprints;

    private ImageSharingService(Builder builder) {
        this.root = null;
        this.lighthouse = builder.lighthouse;
        this.time = builder.time;
        this.ownThreads = builder.executor == null ? ServiceThreads.own() : null;
        Executor threads = ownThreads == null ? Objects.requireNonNull(builder.executor) : ownThreads;
        this.executor =
                builder.cvm == null ? threads : carrying(builder.cvm.settings().observer(), threads);
        this.regions = builder.cvm == null ? null : new Regions(builder.cvm, executor, time);
        this.images = regions == null ? null : regions.home();
        this.lighthouseImages = lighthouse == null ? null : new LighthouseImageSharing(lighthouse, time);
        this.blueprints = lighthouse == null ? null : new BlueprintSharing(lighthouse, time);
    }

    /** A view of another service in a region. */
    private ImageSharingService(ImageSharingService root, Region region) {
        this.root = root;
        this.time = root.time;
        this.ownThreads = null;
        this.executor = root.executor;
        this.regions = root.regions;
        this.images = regions == null ? null : regions.in(region);
        LighthousePort there = root.lighthouse;
        if (there == null || there.settings().region().equals(region)) {
            this.lighthouse = there;
            this.lighthouseImages = root.lighthouseImages;
            this.blueprints = root.blueprints;
        } else {
            this.lighthouse = there.in(region);
            this.lighthouseImages = new LighthouseImageSharing(lighthouse, time);
            this.blueprints = new BlueprintSharing(lighthouse, time);
        }
    }

    private static Executor carrying(CallObserver observer, Executor threads) {
        return work -> threads.execute(observer.carried(work));
    }

    /**
     * Begins a service.
     *
     * @return a builder without products
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The same service in another region: an image, its accesses and its blueprint belong to one. Credential, quota,
     * threads and connections are shared.
     *
     * @param region the region; the own one gives the same service too
     * @return a view, the same each time; closing it closes nothing, it ends with the service it came from
     * @throws IllegalArgumentException if the region is null
     */
    public ImageSharingService in(Region region) {
        ArgumentChecks.given("region", region);
        return root == null
                ? views.computeIfAbsent(region, other -> new ImageSharingService(this, other))
                : root.in(region);
    }

    /**
     * Shares an image with root accounts. Every precondition is checked first; accounts that have access already are
     * left out of the request, so a second call changes nothing. At most 500 accounts may have access to one image, as
     * CVM's {@code ModifyImageSharePermission} publishes, and they can use it in its own region only.
     *
     * @param imageId the image, one of the caller's own custom images
     * @param accounts the root accounts; duplicates count once
     * @return what became of each account, all of them as asked
     * @throws ImageSharingException if not all accounts got access: the first cause, the others suppressed in it; its
     *     {@link ImageSharingException#report()} says what holds for each account
     * @throws IllegalArgumentException if there is no account
     */
    public ShareReport share(ImageId imageId, Collection<AccountId> accounts) {
        ImageSharing sharing = cvmImages();
        ImageId image = image(imageId);
        Set<AccountId> named = accounts(accounts);
        return cvmOperations().change("share", image, named, () -> sharing.share(image, named, sharing.singleCall()));
    }

    /**
     * Takes access away. Has no preconditions: the image may be in any state, and an account without access is
     * unchanged.
     *
     * @param imageId the image
     * @param accounts the root accounts; duplicates count once
     * @return what became of each account, all of them as asked
     * @throws ImageSharingException if not all accounts lost access, as for {@link #share}
     * @throws IllegalArgumentException if there is no account
     */
    public ShareReport unshare(ImageId imageId, Collection<AccountId> accounts) {
        ImageSharing sharing = cvmImages();
        ImageId image = image(imageId);
        Set<AccountId> named = accounts(accounts);
        return cvmOperations()
                .change("unshare", image, named, () -> sharing.unshare(image, named, sharing.singleCall()));
    }

    /**
     * Who has access.
     *
     * @param imageId the image, one of the caller's own
     * @return the accounts, as the service lists them
     * @throws ImageSharingException if it cannot be read
     */
    public List<SharedAccount> sharedWith(ImageId imageId) {
        ImageSharing sharing = cvmImages();
        return cvmOperations().call("sharedWith", image(imageId), 0, () -> sharing.sharedWith(imageId));
    }

    /**
     * Checks every precondition of {@link #share} and changes nothing.
     *
     * @param imageId the image; one that does not exist is a violation like any other
     * @param accounts the root accounts to share with
     * @return all violations at once, and what could not be checked
     * @throws ImageSharingException if the facts themselves cannot be read
     * @throws IllegalArgumentException if there is no account
     */
    public ShareCheck check(ImageId imageId, Collection<AccountId> accounts) {
        ImageSharing sharing = cvmImages();
        Set<AccountId> named = accounts(accounts);
        return cvmOperations()
                .call("check", image(imageId), named.size(), () -> sharing.check(imageId, named, sharing.singleCall()));
    }

    /**
     * All custom images of the caller in the region.
     *
     * @return the images, of all pages
     * @throws ImageSharingException if they cannot be read
     */
    public List<CvmImage> images() {
        return images(ImageQuery.all());
    }

    /**
     * Some of the caller's custom images in the region, or those that others share with it:
     * {@link ImageQuery#sharedWithMe()}. What others share can be looked at and used; no call here changes it.
     *
     * @param query which
     * @return the images, of all pages
     * @throws ImageSharingException if they cannot be read
     */
    public List<CvmImage> images(ImageQuery query) {
        ImageSharing sharing = cvmImages();
        ArgumentChecks.given("query", query);
        return cvmOperations().call("images", () -> sharing.images(query));
    }

    /**
     * The image that a pipeline means by the name of a family, or by any other query: the newest that is
     * {@link ImageState#NORMAL} and not deprecated, by {@link CvmImage#createdAt()}. An image of which the service does not
     * say the time is older than all others; of two of the same time it is that with the greater identifier.
     *
     * @param query which images, for example {@code ImageQuery.family("web")}
     * @return the newest, empty if there is none that can be used
     * @throws ImageSharingException if they cannot be read
     */
    public Optional<CvmImage> newest(ImageQuery query) {
        ImageSharing sharing = cvmImages();
        ArgumentChecks.given("query", query);
        return cvmOperations().call("newest", () -> sharing.newest(query));
    }

    /**
     * What must be shared and unshared so that exactly the desired accounts have access. Reads who has access and
     * changes nothing; the plan can be looked at and restricted, and {@link #apply} carries it out.
     *
     * @param imageId the image, one of the caller's own
     * @param desired who is to have access; none means nobody
     * @return the plan
     * @throws ImageSharingException if it cannot be read who has access
     * @throws IllegalArgumentException if the accounts are null or one of them is
     */
    public SharePlan plan(ImageId imageId, Collection<AccountId> desired) {
        SharePlans plans = new SharePlans(cvmImages());
        Set<AccountId> named = ArgumentChecks.possiblyNo(desired);
        return cvmOperations().call("plan", image(imageId), named.size(), () -> plans.plan(imageId, named));
    }

    /**
     * Carries a plan out. The world is read again, and what has changed since the plan was made is reported and not
     * trampled: an account that got access elsewhere keeps it ({@link ShareReport#unplanned()}), one that was to keep its
     * access and lost it does not get it back (it failed with {@link NotSharedException}). Accounts are taken away
     * first where the limit of accounts needs it, and no more than it needs; else last.
     *
     * <p>Where anything is to be shared, the preconditions of {@link #share} are checked first; if one does not hold,
     * nothing at all is changed. Where the service itself refuses to give access, for a reason other than one account, or
     * where nobody of all who were to have access has it, nobody loses it: what was taken away to make room is given back, unless the
     * call is interrupted or its time ends between the two.
     *
     * @param plan the plan
     * @return what became of each account the plan names, all of them as planned
     * @throws ImageSharingException if not all are as planned, as for {@link #share}
     */
    public ShareReport apply(SharePlan plan) {
        ImageSharing sharing = cvmImages();
        ArgumentChecks.given("plan", plan);
        return cvmOperations()
                .change(
                        "apply",
                        plan.image(),
                        changes(plan),
                        () -> new SharePlans(sharing).apply(plan, sharing.singleCall()));
    }

    /**
     * Who has access to which of the caller's custom images, at the pace of the quota: ten images a second.
     *
     * @param query which images
     * @return each image's accounts; an image deleted meanwhile is named as skipped
     * @throws ImageSharingException if anything else cannot be read, for a report with holes would mislead
     * @throws IllegalArgumentException for {@link ImageQuery#sharedWithMe()}, since only its owner may ask who has access
     *     to an image
     */
    public AccessReport audit(ImageQuery query) {
        ImageAudit audit = new ImageAudit(cvmImages().cvm(), executor, time);
        ImageQuery own = ArgumentChecks.ownImages(query);
        return cvmOperations().call("audit", () -> audit.of(own));
    }

    /**
     * Waits until an image is NORMAL. An image just created may not be listed yet, and is waited for too. Looks after
     * {@link Retry#firstBackoff()}, then ever more rarely, up to {@link Retry#mostBackoff()} apart.
     *
     * @param imageId the image
     * @param timeout how long to wait; the deadline of {@link Retry} does not shorten it
     * @return the image, NORMAL
     * @throws ImageNotReadyException if it is not NORMAL in time, or at once if it is {@code CREATEFAILED} or
     *     {@code IMPORTFAILED}; {@link ImageNotReadyException#state()} is the last state seen
     * @throws ImageSharingException if the service refuses to tell
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public CvmImage awaitNormal(ImageId imageId, Duration timeout) {
        ImageWait wait =
                new ImageWait(cvmImages().cvm(), image(imageId), ArgumentChecks.positive("timeout", timeout), time);
        return cvmOperations().call("awaitNormal", imageId, 0, wait::untilNormal);
    }

    /**
     * Shares many images with the same accounts, at the pace of the quota. Never throws for one image or account: an
     * image that may not be shared is reported with all its violations, an account that the service refuses is found
     * once and left out of the rest. An interruption ends it early: the flag is kept, and the report says what was done.
     *
     * <p>So does what fails all images alike: a key that is refused, a region without the product or an endpoint that does
     * not answer ends the batch after three images in a row, a service that fails after ten, a policy, which may be about
     * some images only, after twenty-five, or a hundred once a write of the batch got through. Each of them was tried as
     * often as {@link Retry} says, and none got through between them. The rest failed for the same reason, without having
     * been asked; leave out what a policy refuses.
     *
     * @param images the images; duplicates count once
     * @param accounts the root accounts; duplicates count once
     * @return what became of each image and account; call again to complete what is not
     * @throws IllegalArgumentException if there is no image or no account
     */
    public BatchReport shareAll(Collection<ImageId> images, Collection<AccountId> accounts) {
        return shareAll(images, accounts, progress -> {});
    }

    /**
     * The same, and says how it goes on.
     *
     * @param images the images; duplicates count once
     * @param accounts the root accounts; duplicates count once
     * @param listener hears of every image finished
     * @return what became of each image and account
     * @throws IllegalArgumentException if there is no image or no account
     */
    public BatchReport shareAll(Collection<ImageId> images, Collection<AccountId> accounts, BatchListener listener) {
        ImageBatch batch = batch();
        Set<ImageId> all = ArgumentChecks.images(images);
        Set<AccountId> named = accounts(accounts);
        ArgumentChecks.given("listener", listener);
        return cvmOperations()
                .changeAll("shareAll", all.size(), named.size(), () -> batch.shareAll(all, named, listener));
    }

    /**
     * Takes access to many images away, as {@link #shareAll(Collection, Collection)} gives it.
     *
     * @param images the images; duplicates count once
     * @param accounts the root accounts; duplicates count once
     * @return what became of each image and account
     * @throws IllegalArgumentException if there is no image or no account
     */
    public BatchReport unshareAll(Collection<ImageId> images, Collection<AccountId> accounts) {
        return unshareAll(images, accounts, progress -> {});
    }

    /**
     * The same, and says how it goes on.
     *
     * @param images the images; duplicates count once
     * @param accounts the root accounts; duplicates count once
     * @param listener hears of every image finished
     * @return what became of each image and account
     * @throws IllegalArgumentException if there is no image or no account
     */
    public BatchReport unshareAll(Collection<ImageId> images, Collection<AccountId> accounts, BatchListener listener) {
        ImageBatch batch = batch();
        Set<ImageId> all = ArgumentChecks.images(images);
        Set<AccountId> named = accounts(accounts);
        ArgumentChecks.given("listener", listener);
        return cvmOperations()
                .changeAll("unshareAll", all.size(), named.size(), () -> batch.unshareAll(all, named, listener));
    }

    /**
     * Carries out plans for many images, at the pace of the quota, as {@link #shareAll(Collection, Collection)} shares
     * them and as {@link #apply} carries out each.
     *
     * @param plans the plans, at most one for an image; with none nothing is sent, and the report is empty and complete
     * @return what became of each image and account
     * @throws IllegalArgumentException if a plan is null, or there are two for one image
     */
    public BatchReport applyAll(Collection<SharePlan> plans) {
        return applyAll(plans, progress -> {});
    }

    /**
     * The same, and says how it goes on.
     *
     * @param plans the plans, at most one for an image; with none nothing is sent, and the report is empty and complete
     * @param listener hears of every image finished
     * @return what became of each image and account
     * @throws IllegalArgumentException if a plan is null, or there are two for one image
     */
    public BatchReport applyAll(Collection<SharePlan> plans, BatchListener listener) {
        ImageBatch batch = batch();
        Map<ImageId, SharePlan> all = ArgumentChecks.plans(plans);
        ArgumentChecks.given("listener", listener);
        long named = all.values().stream()
                .flatMap(plan -> changes(plan).stream())
                .distinct()
                .count();
        return cvmOperations()
                .changeAll("applyAll", all.size(), Math.toIntExact(named), () -> batch.applyAll(all, listener));
    }

    /**
     * Copies an image to other regions and shares it and every copy. The image itself is shared first, in this region; then
     * one request has it copied to all regions that lack a copy; then each copy is shared as soon as it is NORMAL, and no
     * region waits for another. Nothing is ever deleted.
     *
     * <p>The call can be made again, and then goes on from there: a copy is known by its exact name, and only what is missing
     * is copied and shared. An image of that name that is no copy, because its platform, OS name, architecture, size or source
     * differs or it is older, is left alone: its region fails with {@link DuplicateImageNameException}. While the image is
     * being copied it can be neither shared nor copied, so it is waited for.
     *
     * <p>Every precondition of sharing and of copying is checked before anything is sent. Throws nothing for what happens to
     * the image or to one region: the report says it, also after an interruption, whose flag is kept.
     *
     * @param distribution which image, where to, and with whom it is shared
     * @return what holds in each region; {@link DistributionReport#orThrow()} makes an exception of what is not as asked
     * @throws IllegalArgumentException if accounts are named for a region that is not copied to, or neither the copies nor
     *     the image have a name
     */
    public DistributionReport distribute(Distribution distribution) {
        return distribute(distribution, progress -> {});
    }

    /**
     * The same, and says how it goes on.
     *
     * @param distribution which image, where to, and with whom it is shared
     * @param listener hears of every change of a region's stage
     * @return what holds in each region
     * @throws IllegalArgumentException as for {@link #distribute(Distribution)}
     */
    public DistributionReport distribute(Distribution distribution, DistributionListener listener) {
        ImageDistribution regionally = distribution();
        int named = accountsOf(ArgumentChecks.given("distribution", distribution));
        ArgumentChecks.given("listener", listener);
        return cvmOperations()
                .distribute("distribute", distribution.image(), named, () -> regionally.run(distribution, listener));
    }

    /**
     * What {@link #distribute(Distribution)} would do, as far as reads can tell; changes nothing. What only the service knows,
     * such as its quota of images or whether it copies across a border, it cannot tell.
     *
     * @param distribution which image, where to, and with whom it is shared
     * @return what exists, what would be copied, who would gain access where, and which regions would fail
     * @throws ImageSharingException if the image cannot be read
     * @throws IllegalArgumentException as for {@link #distribute(Distribution)}
     */
    public DistributionPlan planDistribution(Distribution distribution) {
        ImageDistribution regionally = distribution();
        int named = accountsOf(ArgumentChecks.given("distribution", distribution));
        return cvmOperations()
                .call("planDistribution", distribution.image(), named, () -> regionally.plan(distribution));
    }

    /**
     * The caller's own root account, whoever of it the caller is: a cheap way to see that the cloud answers and takes the
     * credential. Asked anew each time, also where {@link CloudSettings#ownAccount()} is set; threads that ask at the same
     * time share one request. 20 a second are allowed.
     *
     * @return the account, as STS tells
     * @throws ImageSharingException if it cannot be had, so also if the credential is refused
     */
    public AccountId ownAccount() {
        ImageSharing sharing = cvmImages();
        return cvmOperations().call("ownAccount", sharing::ownAccount);
    }

    /**
     * The root accounts of the caller's organisation, for {@link #share} with all of them: its management account and its
     * members, without the caller's own. All of them or an exception, never a part. Only the management account and
     * delegated administrators may ask.
     *
     * <p>Compare their number with {@link CloudSettings#accountLimit()}: one image cannot be shared with more.
     *
     * @return the accounts, the management account first, then in the order listed; immutable, empty where the caller is
     *     alone in its organisation
     * @throws NoOrganizationException if the caller is in no organisation
     * @throws AccessDeniedException if the caller may not list the members, or is shown none of them
     * @throws ImageSharingException if anything else keeps a part of them, or the own account, from being read
     */
    public Set<AccountId> organizationAccounts() {
        ImageSharing sharing = cvmImages();
        return cvmOperations().call("organizationAccounts", sharing::organizationAccounts);
    }

    /**
     * Shares an image into the caller's own Lighthouse, in the same region, if its six conditions hold. Whether a blueprint
     * that came from a CVM image may be handed on to other accounts is not documented: see {@link #shareBlueprint}.
     *
     * @param imageId the image, one of the caller's own custom images
     * @return the blueprint it has in Lighthouse now
     * @throws AlreadySharedException if it was there before; {@link AlreadySharedException#blueprintId()} names the
     *     blueprint where that can be found
     * @throws ImageSharingException if it is not there: the first violation with the others suppressed, or the refusal
     */
    public BlueprintId shareToLighthouse(ImageId imageId) {
        LighthouseImageSharing sharing = lighthouse(lighthouseImages);
        return lighthouseOperations().call("shareToLighthouse", image(imageId), 0, () -> sharing.share(imageId));
    }

    /**
     * Takes an image back from the caller's own Lighthouse. One that is not there is no error.
     *
     * @param imageId the image, in any state
     * @throws ImageSharingException if it is, or may be, in Lighthouse still
     */
    public void unshareFromLighthouse(ImageId imageId) {
        LighthouseImageSharing sharing = lighthouse(lighthouseImages);
        lighthouseOperations().call("unshareFromLighthouse", image(imageId), 0, () -> {
            sharing.unshare(imageId);
            return imageId;
        });
    }

    /**
     * Checks the conditions of {@link #shareToLighthouse} and changes nothing. Lighthouse decides; its own words are in
     * the messages. Where blueprints may not be listed, what no other condition explains is
     * {@link ImageNotShareableException.Reason#LIGHTHOUSE_CONDITIONS}. That they hold does not say that the blueprint may be
     * handed on, which is not documented: see {@link #shareBlueprint}.
     *
     * @param imageId the image; one that does not exist is a violation like any other
     * @return all violations at once, and what could not be checked
     * @throws ImageSharingException if Lighthouse cannot be asked
     */
    public ShareCheck checkLighthouse(ImageId imageId) {
        LighthouseImageSharing sharing = lighthouse(lighthouseImages);
        return lighthouseOperations().call("checkLighthouse", image(imageId), 0, () -> sharing.check(imageId));
    }

    /**
     * Hands a blueprint on to other root accounts, 10 a request. Those that have it already are unchanged. This
     * service changes one blueprint at a time; a change made elsewhere meanwhile is waited out.
     *
     * <p>Only custom blueprints are documented to be handed on; whether one that came from a CVM image counts as such is not.
     * Where the service refuses a blueprint as one it does not find, or by an unknown code, its type is read, and if it is not
     * {@code PRIVATE} the message says so.
     *
     * <p>Where the service has no {@code DescribeBlueprintsShareAcrossAccountInfos}, as on its international site, who
     * has it is told by the answers alone: then one account goes with each request, and what becomes of a request
     * whose answer is lost may stay {@link Outcome.Unknown}.
     *
     * @param blueprint the blueprint, which must be NORMAL
     * @param accounts the root accounts; duplicates count once
     * @return what became of each account, all of them as asked
     * @throws ImageSharingException if not all accounts got it, as for {@link #share}
     * @throws IllegalArgumentException if there is no account
     */
    public ShareReport shareBlueprint(BlueprintId blueprint, Collection<AccountId> accounts) {
        return changeBlueprint("shareBlueprint", blueprint(blueprint), Permission.SHARE, accounts(accounts));
    }

    /**
     * Takes a blueprint back from root accounts, as {@link #shareBlueprint} hands it on.
     *
     * @param blueprint the blueprint
     * @param accounts the root accounts; duplicates count once
     * @return what became of each account, all of them as asked
     * @throws ImageSharingException if not all accounts lost it, as for {@link #share}
     * @throws IllegalArgumentException if there is no account
     */
    public ShareReport unshareBlueprint(BlueprintId blueprint, Collection<AccountId> accounts) {
        return changeBlueprint("unshareBlueprint", blueprint(blueprint), Permission.CANCEL, accounts(accounts));
    }

    /**
     * Who has a blueprint.
     *
     * @param blueprint the blueprint
     * @return the accounts, of all pages
     * @throws ImageSharingException if it cannot be read; {@link UnrecognizedServiceException} with the code
     *     {@code InvalidAction} where the service does not tell at all, as on its international site
     */
    public List<SharedAccount> blueprintSharedWith(BlueprintId blueprint) {
        BlueprintSharing sharing = lighthouse(blueprints);
        return lighthouseOperations()
                .call("blueprintSharedWith", blueprint(blueprint), 0, () -> sharing.sharedWith(blueprint));
    }

    /** Ends calls under way and gives threads and connections back; does nothing for a view of {@link #in}. */
    @Override
    public void close() {
        if (root != null) {
            return;
        }
        if (images != null) {
            images.cvm().close();
        }
        if (lighthouse != null) {
            lighthouse.close();
        }
        if (ownThreads != null) {
            ownThreads.shutdown(); // not at once: the callers were not interrupted, and their calls end by themselves
        }
    }

    private ImageSharing cvmImages() {
        if (images == null) {
            throw new IllegalStateException("this service was built without CVM: add the artifact"
                    + " io.github.imagesharing:image-sharing-cvm and .cvm(CvmSharing.connect(settings))");
        }
        return images;
    }

    private ShareReport changeBlueprint(
            String name, BlueprintId blueprint, Permission permission, Set<AccountId> accounts) {
        BlueprintSharing sharing = lighthouse(blueprints);
        return lighthouseOperations()
                .change(name, blueprint, accounts, () -> sharing.change(blueprint, permission, accounts));
    }

    private static Set<AccountId> changes(SharePlan plan) {
        return Sets.union(plan.toShare(), plan.toUnshare());
    }

    private static int accountsOf(Distribution distribution) {
        return ImmutableSet.<AccountId>builder()
                .addAll(distribution.accounts())
                .addAll(Iterables.concat(distribution.regionalAccounts().values()))
                .build()
                .size();
    }

    private Operations cvmOperations() {
        return new Operations(cvmImages().cvm().settings());
    }

    private Operations lighthouseOperations() {
        return new Operations(lighthouse(lighthouse).settings());
    }

    private ImageDistribution distribution() {
        ImageSharing home = cvmImages();
        return new ImageDistribution(Objects.requireNonNull(regions), home, executor, time);
    }

    private ImageBatch batch() {
        return new ImageBatch(cvmImages(), executor);
    }

    private static <T> T lighthouse(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("this service was built without Lighthouse: add the artifact"
                    + " io.github.imagesharing:image-sharing-lighthouse"
                    + " and .lighthouse(LighthouseSharing.connect(settings))");
        }
        return part;
    }

    /** Builds an {@link ImageSharingService}. Not thread-safe. */
    public static final class Builder {

        private @Nullable CvmPort cvm;
        private @Nullable LighthousePort lighthouse;
        private @Nullable Executor executor;
        private TimeSource time = TimeSource.system();

        private Builder() {}

        /**
         * Adds CVM. The service closes it.
         *
         * @param cvm {@code CvmSharing.connect(settings)} of the artifact image-sharing-cvm
         * @return this builder
         */
        public Builder cvm(CvmPort cvm) {
            this.cvm = ArgumentChecks.given("cvm", cvm);
            return this;
        }

        /**
         * Adds Lighthouse. The service closes it.
         *
         * @param lighthouse {@code LighthouseSharing.connect(settings)} of the artifact image-sharing-lighthouse
         * @return this builder
         */
        public Builder lighthouse(LighthousePort lighthouse) {
            this.lighthouse = ArgumentChecks.given("lighthouse", lighthouse);
            return this;
        }

        /**
         * Sets what runs the requests that go side by side. By default up to 128 daemon threads of the service's own; a
         * small or busy executor slows a batch down but does not stop it. The service does not close it.
         *
         * @param executor for example one of virtual threads
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = ArgumentChecks.given("executor", executor);
            return this;
        }

        /** Lets a test decide what time it is. */
        Builder time(TimeSource time) {
            this.time = time;
            return this;
        }

        /**
         * Makes the service; sends nothing.
         *
         * @return a service, to be closed
         */
        public ImageSharingService build() {
            return new ImageSharingService(this);
        }
    }
}
