package io.github.imagesharing.internal.copy;

import io.github.imagesharing.CvmImage;
import io.github.imagesharing.DuplicateImageNameException;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.internal.rules.CopyRules;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the copy of an image in a region by its exact name, which is all that is left of it after a lost answer or another
 * program's end.
 *
 * @param source the image that is copied
 * @param name the copies' name
 */
public record CopySearch(CvmImage source, String name) {

    /**
     * The copy in a region; of several the one that is ready, or else may become so, and then the one with the first id.
     *
     * @throws DuplicateImageNameException if all images of that name are something else
     */
    public Optional<CvmImage> in(CvmPort region, Deadline deadline) {
        List<CvmImage> named = region.images(ImageQuery.byName(name), deadline).stream()
                .filter(image -> image.name().equals(name)) // The service's filter takes a part of a name.
                .filter(image -> !image.id().equals(source.id()))
                .sorted(Comparator.comparing((CvmImage image) -> image.state() != ImageState.NORMAL)
                        .thenComparing(image -> image.state() == ImageState.CREATEFAILED)
                        .thenComparing(image -> image.id().value()))
                .toList();
        Optional<CvmImage> copy = named.stream()
                .filter(image -> CopyRules.difference(source, image).isEmpty())
                .findFirst();
        if (copy.isEmpty() && !named.isEmpty()) {
            throw another(named.get(0));
        }
        return copy;
    }

    /** Refuses an image of the name that is something else. */
    public CvmImage require(CvmImage found) {
        if (CopyRules.difference(source, found).isPresent()) {
            throw another(found);
        }
        return found;
    }

    private DuplicateImageNameException another(CvmImage found) {
        String difference = CopyRules.difference(source, found).orElseThrow();
        return new DuplicateImageNameException(Details.precondition(
                source.id(),
                "%s is called \"%s\" and is not a copy of %s: %s. Name the copies otherwise, or rename that image"
                        .formatted(found.id(), name, source.id(), difference)));
    }
}
