package io.github.imagesharing.internal;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.BatchAccounts;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.internal.facts.Fact;
import io.github.imagesharing.internal.facts.ImageDescriptions;
import io.github.imagesharing.internal.facts.ImageFacts;
import io.github.imagesharing.spi.Deadline;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A call about one image of a batch: the images of a page are described together, accounts that were refused are known, the
 * first images go alone, and waits for the other images do not count.
 */
public final class BatchCall implements CallScope {

    /**
     * What the images of one page share.
     *
     * @param descriptions the images of the page, waited for
     * @param ownAccount the caller's own account, waited for
     */
    record Page(SharedRead<ImageDescriptions> descriptions, SharedRead<Fact<AccountId>> ownAccount) {

        /** For changes that need neither. */
        static final Page NOT_NEEDED = new Page(
                SharedRead.of(() -> new ImageDescriptions(Map.of(), new Fact.Skipped<>())),
                SharedRead.of(Fact.Skipped::new));
    }

    private final ImageSharing images;
    private final Page page;
    private final LeadImages lead;
    private final BatchFailures.ImageGate gate;
    private final Deadline deadline;

    BatchCall(ImageSharing images, Page page, LeadImages lead, BatchFailures.ImageGate gate) {
        this.images = images;
        this.page = page;
        this.lead = lead;
        this.gate = gate;
        this.deadline = images.workDeadline(gate);
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    /**
     * Who has access is read ahead of what the page shares, so that both are under way at the same time. What fails it for
     * the caller's sake would fail the page, too; only a refusal by a policy may be because the image is another's.
     */
    @Override
    public ImageFacts facts(ImageId imageId) {
        Fact<AccessView> access = Fact.of(() -> images.view(imageId, deadline));
        if (access instanceof Fact.Unavailable<AccessView> unavailable
                && BatchFailures.mayConcernAll(unavailable.why())
                && !(unavailable.why() instanceof AccessDeniedException)) {
            throw unavailable.why();
        }
        ImageDescriptions descriptions = waited(imageId, page.descriptions());
        return images.facts().facts(imageId, descriptions, access::orThrow, waited(imageId, page.ownAccount()));
    }

    /** What the page shares may wait for the quota much longer than one image may take. */
    private <T> T waited(ImageId imageId, SharedRead<T> shared) {
        try {
            return deadline.excusingLock(() -> shared.await(gate));
        } catch (InterruptedException e) {
            throw CallInterruptedException.keepingFlag(imageId, imageId + ": interrupted before it was changed", e);
        }
    }

    @Override
    public BatchAccounts accounts() {
        return lead.accounts();
    }

    @Override
    public ShareReport admit(ImageId imageId, Set<AccountId> changing, Supplier<ShareReport> change) {
        gate.admitted();
        return lead.admit(imageId, changing, this, change);
    }

    /** Whether this image tries for all others while they are held, so that it waits for none of them. */
    boolean triesForAll() {
        return gate.triesForAll();
    }

    @Override
    public Set<AccountId> refusedAlone(ImageFacts facts, Set<AccountId> asked) {
        boolean isOneOfMany = facts.ownAccount() instanceof Fact.Known<AccountId> own
                && asked.size() > 1
                && asked.contains(own.value());
        return isOneOfMany ? Set.of(facts.ownAccount().orThrow()) : Set.of();
    }

    @Override
    public Set<AccountId> unchangedWhenRefused(ImageFacts facts) {
        return Set.of();
    }
}
