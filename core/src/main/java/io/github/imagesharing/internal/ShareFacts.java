package io.github.imagesharing.internal;

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
record ShareFacts(
        ImageId id,
        Known<CvmImage> known,
        Sight sight,
        Known<Boolean> encrypted,
        Known<AccountId> own,
        int limit,
        boolean demanded) {

    /** The image, or null if there is none. */
    @Nullable
    CvmImage image() {
        return known instanceof Known.Value<CvmImage> there ? there.value() : null;
    }

    /** Who has access for certain. */
    Set<AccountId> access() {
        return sight.surely();
    }

    /** The facts as they will be once some accounts have lost their access. */
    ShareFacts without(Set<AccountId> leaving) {
        Set<AccountId> staying = Set.copyOf(Sets.difference(sight.surely(), leaving));
        return new ShareFacts(id, known, new Sight(staying, staying), encrypted, own, limit, demanded);
    }
}
