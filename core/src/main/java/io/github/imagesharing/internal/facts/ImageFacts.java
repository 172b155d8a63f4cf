package io.github.imagesharing.internal.facts;

import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.OptionalChecks;
import java.util.Optional;
import java.util.Set;

/**
 * What is true before an image is shared; all that the rules look at.
 *
 * @param id the image
 * @param image the image as the service shows it, or why there is none
 * @param access who has access; nobody where the image is not the caller's own, which nobody else may ask
 * @param encrypted whether a snapshot of it is encrypted
 * @param ownAccount the caller's own root account
 * @param limits what the settings say
 */
public record ImageFacts(
        ImageId id,
        Fact<CvmImage> image,
        AccessView access,
        Fact<Boolean> encrypted,
        Fact<AccountId> ownAccount,
        Limits limits) {

    /**
     * What the settings say.
     *
     * @param accounts with how many accounts one image may be shared
     * @param optionalChecks what to do about a check that cannot be made
     */
    public record Limits(int accounts, OptionalChecks optionalChecks) {}

    /** The image, empty if there is none. */
    public Optional<CvmImage> found() {
        return image instanceof Fact.Known<CvmImage> known ? Optional.of(known.value()) : Optional.empty();
    }

    /** Whether it was read who has access. */
    public boolean isAccessRead() {
        return found().filter(image -> image.type() == ImageType.PRIVATE_IMAGE).isPresent();
    }

    /** The own account, where it is known to be one of several that are asked for; else nobody. */
    public Set<AccountId> ownAmongMany(Set<AccountId> asked) {
        return ownAccount instanceof Fact.Known<AccountId> own && asked.size() > 1 && asked.contains(own.value())
                ? Set.of(own.value())
                : Set.of();
    }

    /** Who has access for certain. */
    public Set<AccountId> accountsWithAccess() {
        return access.certain();
    }

    /** The facts as they will be once some accounts have lost their access. */
    public ImageFacts without(Set<AccountId> toRemove) {
        Set<AccountId> toKeep = Set.copyOf(Sets.difference(access.certain(), toRemove));
        return new ImageFacts(id, image, AccessView.ofCertain(toKeep), encrypted, ownAccount, limits);
    }
}
