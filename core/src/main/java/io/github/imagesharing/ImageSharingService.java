package io.github.imagesharing;

import static io.github.imagesharing.Arguments.accounts;
import static io.github.imagesharing.Arguments.image;

import io.github.imagesharing.internal.ImageAudit;
import io.github.imagesharing.internal.ImageBatch;
import io.github.imagesharing.internal.ImageSharing;
import io.github.imagesharing.internal.ImageWait;
import io.github.imagesharing.internal.SharePlans;
import io.github.imagesharing.internal.tasks.ServiceThreads;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.LighthousePort;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Shares CVM custom images with other root accounts and into Lighthouse.
 *
 * <p>Thread-safe; one serves a whole application. Every method blocks, for no longer than {@link Retry#deadline()} (a
 * batch or an audit: so long for each image, waiting for its turn not counted), and answers to interruption with
 * {@link CallInterruptedException}. What goes wrong is an {@link ImageSharingException}; what is asked wrongly (null,
 * malformed, empty) is an {@link IllegalArgumentException} before anything is sent. A method whose product was not given
 * to the builder throws {@link IllegalStateException} naming the artifact to add. After {@link #close()} a call ends in
 * {@link CloudUnreachableException}, not retryable.
 *
 * <p>Nothing is stored: what is shared is read from the cloud, the difference is changed, and where an answer was lost
 * the truth is read again. So every call can be made again, and a program that died is resumed by running it again.
 */
public final class ImageSharingService extends BatchCalls implements AutoCloseable {

    private final @Nullable CvmPort cvm;
    private final @Nullable ImageSharing images;
    private final @Nullable LighthousePort lighthouse;
    private final Executor executor;
    private final @Nullable ExecutorService ownThreads;

    private ImageSharingService(Builder builder) {
        super(builder.lighthouse);
        this.ownThreads = builder.executor == null ? ServiceThreads.own() : null;
        this.executor = ownThreads == null ? Objects.requireNonNull(builder.executor) : ownThreads;
        this.cvm = builder.cvm;
        this.images = cvm == null ? null : new ImageSharing(cvm, executor);
        this.lighthouse = builder.lighthouse;
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
     * Shares an image with root accounts. Every precondition is checked first; accounts that have access already are
     * left out of the request, so a second call changes nothing. At most 500 accounts may have access to one image, as
     * CVM's {@code ModifyImageSharePermission} publishes, and they can use it in its own region only.
     *
     * @param image the image, one of the caller's own custom images
     * @param accounts the root accounts; duplicates count once
     * @return what became of each account, all of them as asked
     * @throws ImageSharingException if not all accounts got access: the first cause, the others suppressed in it; its
     *     {@link ImageSharingException#report()} says what holds for each account
     * @throws IllegalArgumentException if there is no account
     */
    public ShareReport share(ImageId image, Collection<AccountId> accounts) {
        return cvmImages().share(image(image), accounts(accounts)).orThrow();
    }

    /**
     * Takes access away. Has no preconditions: the image may be in any state, and an account without access is
     * unchanged.
     *
     * @param image the image
     * @param accounts the root accounts; duplicates count once
     * @return what became of each account, all of them as asked
     * @throws ImageSharingException if not all accounts lost access, as for {@link #share}
     * @throws IllegalArgumentException if there is no account
     */
    public ShareReport unshare(ImageId image, Collection<AccountId> accounts) {
        return cvmImages().unshare(image(image), accounts(accounts)).orThrow();
    }

    /**
     * Who has access.
     *
     * @param image the image, one of the caller's own
     * @return the accounts, as the service lists them
     * @throws ImageSharingException if it cannot be read
     */
    public List<SharedAccount> sharedWith(ImageId image) {
        return cvmImages().sharedWith(image(image));
    }

    /**
     * Checks every precondition of {@link #share} and changes nothing.
     *
     * @param image the image; one that does not exist is a violation like any other
     * @param accounts the root accounts to share with
     * @return all violations at once, and what could not be checked
     * @throws ImageSharingException if the facts themselves cannot be read
     * @throws IllegalArgumentException if there is no account
     */
    public ShareCheck check(ImageId image, Collection<AccountId> accounts) {
        return cvmImages().check(image(image), accounts(accounts));
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
     * Some of the caller's custom images in the region.
     *
     * @param query which
     * @return the images, of all pages
     * @throws ImageSharingException if they cannot be read
     */
    public List<CvmImage> images(ImageQuery query) {
        return cvmImages().images(Arguments.given("query", query));
    }

    /**
     * What must be shared and unshared so that exactly the desired accounts have access. Reads who has access and
     * changes nothing; the plan can be looked at and restricted, and {@link #apply} carries it out.
     *
     * @param image the image, one of the caller's own
     * @param desired who is to have access; none means nobody
     * @return the plan
     * @throws ImageSharingException if it cannot be read who has access
     * @throws IllegalArgumentException if the accounts are null or one of them is
     */
    public SharePlan plan(ImageId image, Collection<AccountId> desired) {
        return new SharePlans(cvmImages()).plan(image(image), Arguments.possiblyNo(desired));
    }

    /**
     * Carries a plan out. The world is read again, and what has changed since the plan was made is reported and not
     * trampled: an account that got access elsewhere keeps it ({@link ShareReport#unplanned()}), one that was to keep its
     * access and lost it does not get it back (it failed with {@link NotSharedException}). Accounts are taken away
     * first where the limit of accounts needs it, and no more than it needs; else last.
     *
     * <p>Where anything is to be shared, the preconditions of {@link #share} are checked first; if one does not hold,
     * nothing at all is changed.
     *
     * @param plan the plan
     * @return what became of each account the plan names, all of them as planned
     * @throws ImageSharingException if not all are as planned, as for {@link #share}
     */
    public ShareReport apply(SharePlan plan) {
        return new SharePlans(cvmImages()).apply(Arguments.given("plan", plan)).orThrow();
    }

    /**
     * Who has access to which of the caller's custom images, at the pace of the quota: ten images a second.
     *
     * @param query which images
     * @return each image's accounts; an image deleted meanwhile is named as skipped
     * @throws ImageSharingException if anything else cannot be read, for a report with holes would mislead
     */
    public AccessReport audit(ImageQuery query) {
        return new ImageAudit(cvm(), executor).of(Arguments.given("query", query));
    }

    /**
     * Waits until an image is NORMAL. An image just created may not be listed yet, and is waited for too. Looks after
     * {@link Retry#firstBackoff()}, then ever more rarely, up to {@link Retry#mostBackoff()} apart.
     *
     * @param image the image
     * @param timeout how long to wait; the deadline of {@link Retry} does not shorten it
     * @return the image, NORMAL
     * @throws ImageNotReadyException if it is not NORMAL in time, or at once if it is {@code CREATEFAILED} or
     *     {@code IMPORTFAILED}; {@link ImageNotReadyException#state()} is the last state seen
     * @throws ImageSharingException if the service refuses to tell
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public CvmImage awaitNormal(ImageId image, Duration timeout) {
        return new ImageWait(cvm(), image(image), Arguments.positive("timeout", timeout)).untilNormal();
    }

    /** Ends calls under way and gives threads and connections back. */
    @Override
    public void close() {
        if (cvm != null) {
            cvm.close();
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

    private CvmPort cvm() {
        cvmImages();
        return Objects.requireNonNull(cvm);
    }

    @Override
    ImageBatch batch() {
        return new ImageBatch(cvmImages(), executor);
    }

    /** Builds an {@link ImageSharingService}. Not thread-safe. */
    public static final class Builder {

        private @Nullable CvmPort cvm;
        private @Nullable LighthousePort lighthouse;
        private @Nullable Executor executor;

        private Builder() {}

        /**
         * Adds CVM. The service closes it.
         *
         * @param cvm {@code CvmSharing.connect(settings)} of the artifact image-sharing-cvm
         * @return this builder
         */
        public Builder cvm(CvmPort cvm) {
            this.cvm = Arguments.given("cvm", cvm);
            return this;
        }

        /**
         * Adds Lighthouse. The service closes it.
         *
         * @param lighthouse {@code LighthouseSharing.connect(settings)} of the artifact image-sharing-lighthouse
         * @return this builder
         */
        public Builder lighthouse(LighthousePort lighthouse) {
            this.lighthouse = Arguments.given("lighthouse", lighthouse);
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
            this.executor = Arguments.given("executor", executor);
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
