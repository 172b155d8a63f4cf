package io.github.imagesharing;

import io.github.imagesharing.spi.Printable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CVM image as {@code DescribeImages} shows it. Immutable.
 *
 * <p>The service leaves members out or sends null for them; such texts are empty here, and an enumeration's constant
 * that this version does not know is {@code UNKNOWN} with the raw text in {@link #unrecognized()}.
 *
 * @param id the image
 * @param name the name its owner gave it
 * @param state whether it is ready
 * @param source where it comes from
 * @param type whose it is
 * @param license the licence it runs under
 * @param platform the family of its operating system, for example {@code CentOS}
 * @param osName the name of its operating system
 * @param architecture {@code x86_64}, {@code arm} or {@code i386}
 * @param sizeGiB its size in GiB
 * @param cloudInit whether it supports cloud-init; false also where the service does not say
 * @param snapshots the snapshots it is made of; empty also where the service does not say, which happens
 * @param createdAt when it was created, or null where the service does not say
 * @param family the image family its owner put it in; empty where there is none
 * @param isDeprecated whether its owner retired it; false also where the service does not say
 * @param syncPercent how much of a copy that is under way is copied, 0 to 100, as the service tells it; null where it does
 *     not, and no proof of anything: the service shows it on images that are not copied too
 * @param unrecognized the raw text of each {@code UNKNOWN} above, by the service's name of the member, for example
 *     {@code ImageState}
 */
public record CvmImage(
        ImageId id,
        String name,
        ImageState state,
        ImageSource source,
        ImageType type,
        LicenseType license,
        String platform,
        String osName,
        String architecture,
        long sizeGiB,
        boolean cloudInit,
        List<Snapshot> snapshots,
        @Nullable Instant createdAt,
        String family,
        boolean isDeprecated,
        @Nullable Integer syncPercent,
        Map<String, String> unrecognized) {

    /**
     * Makes the collections immutable.
     *
     * @throws IllegalArgumentException if anything but the time and the percentage is null
     */
    public CvmImage {
        ArgumentChecks.image(id);
        ArgumentChecks.given("name", name);
        ArgumentChecks.given("state", state);
        ArgumentChecks.given("source", source);
        ArgumentChecks.given("type", type);
        ArgumentChecks.given("license", license);
        ArgumentChecks.given("platform", platform);
        ArgumentChecks.given("name of the operating system", osName);
        ArgumentChecks.given("architecture", architecture);
        snapshots = ArgumentChecks.all("snapshots", snapshots);
        ArgumentChecks.given("family", family);
        unrecognized = ArgumentChecks.all("unrecognized", unrecognized);
    }

    /**
     * All members, as a line that can be printed and logged whatever the image is called: what acts on a terminal, a log
     * or a reader is escaped.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return Printable.of("CvmImage[id=" + id + ", name=" + name + ", state=" + state + ", source=" + source
                + ", type="
                + type + ", license=" + license + ", platform=" + platform + ", osName=" + osName + ", architecture="
                + architecture + ", sizeGiB=" + sizeGiB + ", cloudInit=" + cloudInit + ", snapshots=" + snapshots
                + ", createdAt=" + createdAt + ", family=" + family + ", isDeprecated=" + isDeprecated
                + ", syncPercent=" + syncPercent + ", unrecognized=" + unrecognized + "]");
    }

    /**
     * One snapshot of an image.
     *
     * @param id the snapshot's identifier, for example {@code snap-29ykydfb}
     * @param usage what its disk is used for
     * @param sizeGiB the size of its disk in GiB
     */
    public record Snapshot(String id, DiskUsage usage, long sizeGiB) {

        /**
         * Checks the members.
         *
         * @throws IllegalArgumentException if one is null
         */
        public Snapshot {
            ArgumentChecks.given("snapshot id", id);
            ArgumentChecks.given("disk usage", usage);
        }
    }
}
