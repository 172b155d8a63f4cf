package io.github.imagesharing.testkit.state;

import java.time.Instant;
import java.util.Map;

/**
 * A Lighthouse blueprint made from a CVM image.
 *
 * @param id its id
 * @param imageId the image it was made from
 * @param name its name
 * @param state its state, as the service writes it
 * @param platform the family of its operating system
 * @param osName the name of its operating system
 * @param sizeGiB the system disk it needs
 * @param createdAt when it was made
 * @param accounts who has it, and since when
 * @param busyUntilNanos until when a change to who has it runs
 */
public record Blueprint(
        String id,
        String imageId,
        String name,
        String state,
        String platform,
        String osName,
        long sizeGiB,
        Instant createdAt,
        Map<String, Instant> accounts,
        long busyUntilNanos) {

    public static Blueprint of(String id, Image image, Instant now) {
        return new Blueprint(
                id,
                image.id(),
                image.name(),
                "NORMAL",
                image.platform(),
                image.osName(),
                image.sizeGiB(),
                now,
                Map.of(),
                System.nanoTime());
    }

    public Blueprint state(String changed) {
        return new Blueprint(
                id, imageId, name, changed, platform, osName, sizeGiB, createdAt, accounts, busyUntilNanos);
    }

    public Blueprint accounts(Map<String, Instant> changed, long changingUntilNanos) {
        return new Blueprint(
                id, imageId, name, state, platform, osName, sizeGiB, createdAt, changed, changingUntilNanos);
    }
}
