package io.github.imagesharing.internal;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.internal.change.AccountSearch;
import io.github.imagesharing.internal.facts.ImageFacts;
import io.github.imagesharing.spi.Deadline;
import java.util.Set;

/** A call about one image alone: everything is read now, nothing is known before, nothing is waited for. */
public final class SingleCall implements CallScope {

    private final ImageSharing images;
    private final Deadline deadline;
    private final AccountSearch search = new AccountSearch();

    SingleCall(ImageSharing images) {
        this.images = images;
        this.deadline = images.deadline();
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public ImageFacts facts(ImageId imageId) {
        return images.facts().read(imageId, () -> images.view(imageId, deadline), deadline);
    }

    @Override
    public AccountSearch search() {
        return search;
    }

    @Override
    public Set<AccountId> refusedAlone(ImageFacts facts, Set<AccountId> asked) {
        return Set.of();
    }

    @Override
    public Set<AccountId> unchangedWhenRefused(ImageFacts facts) {
        return facts.accountsWithAccess();
    }
}
