package io.github.imagesharing.internal;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.internal.change.AccountSearch;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.internal.facts.ImageFacts;
import io.github.imagesharing.spi.Deadline;
import java.util.Set;

/**
 * A call about one of the images of a distribution: everything is read now, accounts that were refused in one region are
 * known in the others, and no region waits for another.
 */
public final class RegionalCall implements CallScope {

    private final ImageSharing images;
    private final AccountSearch search;
    private final Deadline deadline;

    RegionalCall(ImageSharing images, AccountSearch search, Deadline deadline) {
        this.images = images;
        this.search = search.alone();
        this.deadline = deadline;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public ImageFacts facts(ImageId imageId) {
        return images.facts().read(imageId, () -> images.view(imageId, deadline), deadline);
    }

    /** The same without asking who has access, for an image that is to be copied alone. */
    ImageFacts factsWithoutAccess(ImageId imageId) {
        return images.facts().read(imageId, () -> AccessView.NOBODY, deadline);
    }

    @Override
    public AccountSearch search() {
        return search;
    }

    /** The own account among many costs the others nothing. */
    @Override
    public Set<AccountId> refusedAlone(ImageFacts facts, Set<AccountId> asked) {
        return facts.ownAmongMany(asked);
    }

    @Override
    public Set<AccountId> unchangedWhenRefused(ImageFacts facts) {
        return facts.accountsWithAccess();
    }
}
