package io.github.imagesharing.internal;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.AccountSearch;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.internal.facts.Fact;
import io.github.imagesharing.internal.facts.ImageDescriptions;
import io.github.imagesharing.internal.facts.ImageFacts;
import io.github.imagesharing.spi.Deadline;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A call about one image of a batch: the images of a page are described together, accounts that were refused are known, one
 * image at a time searches for them, and waits for the other images do not count.
 */
public final class BatchCall implements CallScope {

    /**
     * What the images of one page share.
     *
     * @param descriptions the images of the page, waited for
     * @param ownAccount the caller's own account, waited for
     */
    record Page(Supplier<ImageDescriptions> descriptions, Supplier<Fact<AccountId>> ownAccount) {

        /** For changes that need neither. */
        static final Page NOT_NEEDED =
                new Page(() -> new ImageDescriptions(Map.of(), new Fact.Skipped<>()), Fact.Skipped::new);
    }

    private final ImageSharing images;
    private final Page page;
    private final AccountSearch search;
    private final BatchFailures failures;
    private final Deadline deadline;

    BatchCall(ImageSharing images, Page page, AccountSearch search, BatchFailures failures) {
        this.images = images;
        this.page = page;
        this.search = search;
        this.failures = failures;
        this.deadline = images.workDeadline(failures.ending());
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    /** Who has access is read ahead of what the page shares, so that both are under way at the same time. */
    @Override
    public ImageFacts facts(ImageId imageId) {
        Fact<AccessView> access = Fact.of(() -> images.view(imageId, deadline));
        if (access instanceof Fact.Known<AccessView>) {
            failures.answered();
        }
        ImageDescriptions descriptions = waited(imageId, page.descriptions());
        return images.facts().facts(imageId, descriptions, access::orThrow, waited(imageId, page.ownAccount()));
    }

    /** What the page shares may wait for the quota much longer than one image may take. */
    private <T> T waited(ImageId imageId, Supplier<T> shared) {
        try {
            return deadline.excusing(shared::get);
        } catch (InterruptedException e) {
            throw CallInterruptedException.keepingFlag(imageId, imageId + ": interrupted before it was changed", e);
        }
    }

    @Override
    public AccountSearch search() {
        return search;
    }

    @Override
    public ShareReport admit(ImageId imageId, Set<AccountId> changing, Supplier<ShareReport> change) {
        return search.admit(imageId, changing, deadline, change);
    }

    @Override
    public Set<AccountId> refusedAlone(ImageFacts facts, Set<AccountId> asked) {
        return facts.ownAmongMany(asked);
    }

    @Override
    public Set<AccountId> unchangedWhenRefused(ImageFacts facts) {
        return Set.of();
    }
}
