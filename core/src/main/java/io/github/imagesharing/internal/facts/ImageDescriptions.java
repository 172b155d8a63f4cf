package io.github.imagesharing.internal.facts;

import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.InvalidImageIdException;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the service says of some images and of their snapshots, read in as few requests as it takes.
 *
 * @param images each image, or why there is none
 * @param encryption for each snapshot whether it is encrypted
 */
public record ImageDescriptions(Map<ImageId, Fact<CvmImage>> images, Fact<Map<String, Boolean>> encryption) {

    static ImageDescriptions read(CvmPort cvm, Collection<ImageId> ids, OptionalRead encryption, Deadline deadline) {
        Map<ImageId, Fact<CvmImage>> images = images(cvm, ids, deadline);
        if (cvm.settings().optionalChecks() == OptionalChecks.SKIP) {
            return new ImageDescriptions(images, new Fact.Skipped<>());
        }
        List<String> snapshots = images.values().stream()
                .filter(Fact.Known.class::isInstance)
                .flatMap(known -> snapshots(((Fact.Known<CvmImage>) known).value()).stream())
                .distinct()
                .toList();
        return new ImageDescriptions(
                images,
                snapshots.isEmpty()
                        ? new Fact.Known<>(Map.of())
                        : encryption.read(deadline, soon -> cvm.encrypted(snapshots, soon)));
    }

    /** Whether an image is encrypted, which only its snapshots can tell. */
    Fact<Boolean> encrypted(CvmImage image) {
        List<String> snapshots = snapshots(image);
        if (encryption instanceof Fact.Skipped<?>) {
            return new Fact.Skipped<>();
        }
        if (encryption instanceof Fact.Unavailable<?> unavailable && !snapshots.isEmpty()) {
            return new Fact.Unavailable<>(unavailable.why());
        }
        if (encryption instanceof Fact.Known<Map<String, Boolean>> known && !snapshots.isEmpty()) {
            boolean encrypted = snapshots.stream().anyMatch(id -> known.value().getOrDefault(id, false));
            if (encrypted || known.value().keySet().containsAll(snapshots)) {
                return new Fact.Known<>(encrypted);
            }
        }
        String message =
                image.id() + ": the service does not tell its snapshots, so whether it is encrypted is not known";
        return new Fact.Unavailable<>(
                new ImageNotShareableException(Details.precondition(image.id(), message), Reason.ENCRYPTED));
    }

    /** An image that is not there is a violation like any other, so it does not end the call. */
    private static Map<ImageId, Fact<CvmImage>> images(CvmPort cvm, Collection<ImageId> ids, Deadline deadline) {
        Map<ImageId, Fact<CvmImage>> images = new HashMap<>();
        ids.forEach(id -> images.put(id, absent(id)));
        try {
            cvm.describe(ids, deadline).forEach(image -> images.replace(image.id(), new Fact.Known<>(image)));
        } catch (InvalidImageIdException e) {
            if (ids.size() == 1) {
                ids.forEach(id -> images.put(id, new Fact.Unavailable<>(e)));
            } else {
                ids.forEach(id -> images.putAll(images(cvm, List.of(id), deadline)));
            }
        }
        return images;
    }

    private static Fact<CvmImage> absent(ImageId id) {
        return new Fact.Unavailable<>(new ImageNotFoundException(
                Details.precondition(id, id + ": there is no such image in this region; images are regional")));
    }

    private static List<String> snapshots(CvmImage image) {
        return image.snapshots().stream().map(CvmImage.Snapshot::id).toList();
    }
}
