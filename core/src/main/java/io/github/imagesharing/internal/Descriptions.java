package io.github.imagesharing.internal;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.InvalidImageIdException;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the service says of some images and of their snapshots, each in as few requests as it takes.
 *
 * @param images each image, or why there is none
 * @param encryption by snapshot whether it is encrypted
 */
record Descriptions(Map<ImageId, Known<CvmImage>> images, Known<Map<String, Boolean>> encryption) {

    static Descriptions read(CvmPort cvm, Collection<ImageId> ids, Deadline deadline, Deadline optional) {
        Map<ImageId, Known<CvmImage>> images = images(cvm, ids, deadline);
        if (cvm.settings().optionalChecks() == OptionalChecks.SKIP) {
            return new Descriptions(images, new Known.Skipped<>());
        }
        List<String> snapshots = images.values().stream()
                .filter(Known.Value.class::isInstance)
                .flatMap(known -> snapshots(((Known.Value<CvmImage>) known).value()).stream())
                .distinct()
                .toList();
        return new Descriptions(images, known(() -> cvm.encrypted(snapshots, optional)));
    }

    /** Whether an image is encrypted, which only its snapshots can tell. */
    Known<Boolean> encrypted(CvmImage image) {
        List<String> snapshots = snapshots(image);
        if (encryption instanceof Known.Not<Map<String, Boolean>> not && !snapshots.isEmpty()) {
            return new Known.Not<>(not.why());
        }
        if (encryption instanceof Known.Value<Map<String, Boolean>> known && !snapshots.isEmpty()) {
            boolean encrypted = snapshots.stream().anyMatch(id -> known.value().getOrDefault(id, false));
            if (encrypted || known.value().keySet().containsAll(snapshots)) {
                return new Known.Value<>(encrypted);
            }
        }
        if (encryption instanceof Known.Skipped<Map<String, Boolean>>) {
            return new Known.Skipped<>();
        }
        String message =
                image.id() + ": the service does not tell its snapshots, so whether it is encrypted is not known";
        return new Known.Not<>(new ImageNotShareableException(
                Details.precondition(image.id(), message), ImageNotShareableException.Reason.ENCRYPTED));
    }

    /** A fact that the call can do without. */
    static <T> Known<T> known(Supplier<T> fact) {
        try {
            return new Known.Value<>(fact.get());
        } catch (CallInterruptedException e) {
            throw e;
        } catch (ImageSharingException e) {
            return new Known.Not<>(e);
        }
    }

    /** An image that is not there is a violation like any other, not an accident. */
    private static Map<ImageId, Known<CvmImage>> images(CvmPort cvm, Collection<ImageId> ids, Deadline deadline) {
        Map<ImageId, Known<CvmImage>> images = new HashMap<>();
        ids.forEach(id -> images.put(id, absent(id)));
        try {
            cvm.describe(ids, deadline).forEach(image -> images.replace(image.id(), new Known.Value<>(image)));
        } catch (InvalidImageIdException e) {
            if (ids.size() == 1) {
                ids.forEach(id -> images.put(id, new Known.Not<>(e)));
            } else {
                ids.forEach(id -> images.putAll(images(cvm, List.of(id), deadline)));
            }
        }
        return images;
    }

    private static Known<CvmImage> absent(ImageId id) {
        return new Known.Not<>(new ImageNotFoundException(
                Details.precondition(id, id + ": there is no such image in this region; images are regional")));
    }

    private static List<String> snapshots(CvmImage image) {
        return image.snapshots().stream().map(CvmImage.Snapshot::id).toList();
    }
}
