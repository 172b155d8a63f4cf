package io.github.imagesharing.testkit.state;

import io.github.imagesharing.DiskUsage;
import io.github.imagesharing.Region;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CVM image. Immutable.
 *
 * @param id its id
 * @param number what the ids of its snapshots are made from
 * @param name its name
 * @param type whose it is, as the service writes it
 * @param state its state, as the service writes it
 * @param source where it comes from, as the service writes it
 * @param license its licence, as the service writes it
 * @param platform the family of its operating system
 * @param osName the name of its operating system
 * @param cloudInit whether it supports cloud-init
 * @param wholeInstance whether it has a data disk as well
 * @param encrypted whether its disks are encrypted
 * @param snapshotsListed whether a listing of images names its snapshots
 * @param family the family it is in; empty if in none
 * @param deprecated whether its owner retired it
 * @param createdAt when it was made
 * @param region the only region where it exists; empty if it exists in all regions
 * @param tags its tags
 * @param accounts who has access, and since when
 */
public record Image(
        String id,
        long number,
        String name,
        String type,
        String state,
        String source,
        String license,
        String platform,
        String osName,
        boolean cloudInit,
        boolean wholeInstance,
        boolean encrypted,
        boolean snapshotsListed,
        String family,
        boolean deprecated,
        Instant createdAt,
        Optional<Region> region,
        Map<String, String> tags,
        Map<String, Instant> accounts) {

    public Image {
        // The order in which accounts got access is kept; Map.copyOf would lose it.
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
    }

    /** The size of its system disk. */
    public long sizeGiB() {
        return 50;
    }

    /** Whether it is a custom image of the account whose cloud this is. */
    public boolean isOwn() {
        return type.equals("PRIVATE_IMAGE");
    }

    public boolean isIn(String asked) {
        return region.map(only -> only.value().equals(asked)).orElse(true);
    }

    public List<Snapshot> snapshots() {
        Snapshot system = new Snapshot(Ids.snapshot(number, 0), DiskUsage.SYSTEM_DISK, sizeGiB(), encrypted);
        return wholeInstance
                ? List.of(system, new Snapshot(Ids.snapshot(number, 1), DiskUsage.DATA_DISK, 100, encrypted))
                : List.of(system);
    }

    public Image accounts(Map<String, Instant> changed) {
        return changed(state, region, changed);
    }

    public Image state(String changed) {
        return changed(changed, region, accounts);
    }

    public Image in(Region only) {
        return changed(state, Optional.of(only), accounts);
    }

    private Image changed(String newState, Optional<Region> newRegion, Map<String, Instant> newAccounts) {
        return new Image(
                id,
                number,
                name,
                type,
                newState,
                source,
                license,
                platform,
                osName,
                cloudInit,
                wholeInstance,
                encrypted,
                snapshotsListed,
                family,
                deprecated,
                createdAt,
                newRegion,
                tags,
                newAccounts);
    }

    /** Its copy in a region: a private image of its own, to which neither tags, family nor accounts travel. */
    public Image copy(long newNumber, String newName, Region destination, boolean encrypt, Instant now) {
        return new Image(
                Ids.image(newNumber),
                newNumber,
                newName,
                type,
                state,
                source,
                license,
                platform,
                osName,
                cloudInit,
                wholeInstance,
                encrypt,
                snapshotsListed,
                "",
                false,
                now,
                Optional.of(destination),
                Map.of(),
                Map.of());
    }
}
