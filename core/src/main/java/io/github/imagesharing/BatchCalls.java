package io.github.imagesharing;

import static io.github.imagesharing.Arguments.accounts;

import io.github.imagesharing.internal.ImageBatch;
import io.github.imagesharing.spi.LighthousePort;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The facade's methods for many images. */
abstract class BatchCalls extends LighthouseCalls {

    BatchCalls(@Nullable LighthousePort lighthouse) {
        super(lighthouse);
    }

    /** Throws where CVM is missing. */
    abstract ImageBatch batch();

    /**
     * Shares many images with the same accounts, at the pace of the quota. Never throws for one image or account: an
     * image that may not be shared is reported with all its violations, an account that the service refuses is found
     * once and left out of the rest. An interruption ends it early: the flag is kept, and the report says what was done.
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
        return batch().shareAll(Arguments.images(images), accounts(accounts), Arguments.given("listener", listener));
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
        return batch().unshareAll(Arguments.images(images), accounts(accounts), Arguments.given("listener", listener));
    }

    /**
     * Carries out plans for many images, at the pace of the quota, as {@link #shareAll(Collection, Collection)} shares
     * them and as {@link ImageSharingService#apply} carries out each.
     *
     * @param plans the plans, at most one for an image
     * @return what became of each image and account
     * @throws IllegalArgumentException if there is no plan, or two for one image
     */
    public BatchReport applyAll(Collection<SharePlan> plans) {
        return applyAll(plans, progress -> {});
    }

    /**
     * The same, and says how it goes on.
     *
     * @param plans the plans, at most one for an image
     * @param listener hears of every image finished
     * @return what became of each image and account
     * @throws IllegalArgumentException if there is no plan, or two for one image
     */
    public BatchReport applyAll(Collection<SharePlan> plans, BatchListener listener) {
        return batch().applyAll(Arguments.plans(plans), Arguments.given("listener", listener));
    }
}
