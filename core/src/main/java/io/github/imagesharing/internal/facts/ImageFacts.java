package io.github.imagesharing.internal.facts;

import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is true before an image is shared; all that the rules look at.
 *
 * @param id the image
 * @param known the image as the service shows it, or why there is none
 * @param sight who has access; nobody where the image is not the caller's own, which nobody else may ask
 * @param encrypted whether a snapshot of it is encrypted
 * @param own the caller's own root account
 * @param limit with how many accounts one image may be shared
 * @param demanded whether a check that cannot be made refuses
 */
public record ImageFacts(
        ImageId id,
        Fact<CvmImage> known,
        AccessView sight,
        Fact<Boolean> encrypted,
        Fact<AccountId> own,
        int limit,
        boolean demanded) {

    /** The image, or null if there is none. */
    @Nullable
    public CvmImage image() {
        return known instanceof Fact.Known<CvmImage> there ? there.value() : null;
    }

    /** Who has access for certain. */
    public Set<AccountId> access() {
        return sight.certain();
    }

    /** The facts as they will be once some accounts have lost their access. */
    public ImageFacts without(Set<AccountId> leaving) {
        Set<AccountId> staying = Set.copyOf(Sets.difference(sight.certain(), leaving));
        return new ImageFacts(id, known, new AccessView(staying, staying), encrypted, own, limit, demanded);
    }
}
