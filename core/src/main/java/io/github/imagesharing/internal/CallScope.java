package io.github.imagesharing.internal;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.AccountSearch;
import io.github.imagesharing.internal.facts.ImageFacts;
import io.github.imagesharing.spi.Deadline;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the call about one image may use, and the few points in which an image of a batch is treated differently from an
 * image alone.
 */
public sealed interface CallScope permits SingleCall, BatchCall, RegionalCall {

    /** When the call gives up. */
    Deadline deadline();

    /** What is true of the image. */
    ImageFacts facts(ImageId imageId);

    /** What is known of the accounts, and who searches. */
    AccountSearch search();

    /** Makes a change of those accounts that are not as wanted, as soon as it may begin: now, but for an image of a batch. */
    default ShareReport admit(ImageId imageId, Set<AccountId> changing, Supplier<ShareReport> change) {
        return change.get();
    }

    /** Accounts that are refused alone, so that they cost the others nothing: the own account in a batch or a distribution. */
    Set<AccountId> refusedAlone(ImageFacts facts, Set<AccountId> accounts);

    /** Accounts that are unchanged although the image is refused, since they have access; a batch fails all of them. */
    Set<AccountId> unchangedWhenRefused(ImageFacts facts);
}
