package io.github.imagesharing;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which image {@link ImageSharingService#distribute} copies to which regions, and with whom the image and its copies are
 * shared. Immutable; each method gives a changed copy.
 *
 * <p>The service's own region takes part whether named or not: the image itself is shared there.
 *
 * @param image the image, one of the caller's own custom images
 * @param regions where it is to be copied to, in the order named; the own region makes no difference
 * @param accounts with whom the image and every copy are shared, but where {@code regionalAccounts} says otherwise
 * @param regionalAccounts with whom it is shared in some regions instead
 * @param name the copies' name, or null for the image's own
 * @param within how long to wait for the copies at most
 */
public record Distribution(
        ImageId image,
        Set<Region> regions,
        Set<AccountId> accounts,
        Map<Region, Set<AccountId>> regionalAccounts,
        @Nullable String name,
        Duration within) {

    /** A copy takes 10 to 30 minutes, as the product's guide says. */
    private static final Duration DEFAULT_WITHIN = Duration.ofMinutes(60);

    /** As CVM's {@code SyncImages} publishes it for {@code ImageName}. */
    private static final int LONGEST_NAME = 60;

    /**
     * Makes the collections immutable.
     *
     * @throws IllegalArgumentException if anything but the name is null, the name is blank or longer than 60 characters,
     *     or the time is not positive
     */
    public Distribution {
        ArgumentChecks.image(image);
        regions = ImmutableSet.copyOf(ArgumentChecks.all("regions", regions));
        accounts = ArgumentChecks.possiblyNo(accounts);
        regionalAccounts = ArgumentChecks.all("accounts by region", regionalAccounts).entrySet().stream()
                .collect(ImmutableMap.toImmutableMap(
                        Map.Entry::getKey, region -> ArgumentChecks.possiblyNo(region.getValue())));
        if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
            throw new IllegalArgumentException(
                    "name \"%s\": 1 to %s characters, not all of them blank".formatted(name, LONGEST_NAME));
        }
        ArgumentChecks.positive("time for the copies", within);
    }

    /**
     * An image that is neither copied nor shared with anybody yet.
     *
     * @param image the image
     * @return the distribution, with 60 minutes for the copies
     * @throws IllegalArgumentException if the image is null
     */
    public static Distribution of(ImageId image) {
        return new Distribution(image, Set.of(), Set.of(), Map.of(), null, DEFAULT_WITHIN);
    }

    /**
     * Copies the image to regions too.
     *
     * @param regions the regions; added to those named before
     * @return a changed copy
     * @throws IllegalArgumentException if one is null
     */
    public Distribution to(Region... regions) {
        return to(List.of(ArgumentChecks.given("regions", regions)));
    }

    /**
     * Copies the image to regions too.
     *
     * @param regions the regions; added to those named before
     * @return a changed copy
     * @throws IllegalArgumentException if they or one of them is null
     */
    public Distribution to(Collection<Region> regions) {
        Set<Region> more = ImmutableSet.copyOf(ArgumentChecks.all("regions", regions));
        return new Distribution(
                image, Sets.union(this.regions, more).immutableCopy(), accounts, regionalAccounts, name, within);
    }

    /**
     * Shares the image and every copy with accounts, in place of those named before. Nobody, the default, is a legal wish.
     *
     * @param accounts the root accounts; duplicates count once
     * @return a changed copy
     * @throws IllegalArgumentException if they or one of them is null
     */
    public Distribution sharedWith(Collection<AccountId> accounts) {
        return new Distribution(image, regions, ArgumentChecks.possiblyNo(accounts), regionalAccounts, name, within);
    }

    /**
     * Shares what is in one region with these accounts instead.
     *
     * @param region the region, the own one or one that is copied to
     * @param accounts the root accounts; duplicates count once, and none is nobody
     * @return a changed copy
     * @throws IllegalArgumentException if the region, the accounts or one of them is null
     */
    public Distribution sharedWith(Region region, Collection<AccountId> accounts) {
        Map<Region, Set<AccountId>> changed = new LinkedHashMap<>(regionalAccounts);
        changed.put(ArgumentChecks.given("region", region), ArgumentChecks.possiblyNo(accounts));
        return new Distribution(image, regions, accounts(), changed, name, within);
    }

    /**
     * Names the copies. A copy is known by its name when the call is made again, so it must be the same then; and another
     * release needs another name, or the copies of the one before may be taken for its own.
     *
     * @param name 1 to 60 characters, as CVM's {@code SyncImages} publishes; the image's own name by default
     * @return a changed copy
     * @throws IllegalArgumentException if it is null, blank or longer
     */
    public Distribution named(String name) {
        return new Distribution(image, regions, accounts, regionalAccounts, ArgumentChecks.given("name", name), within);
    }

    /**
     * Sets how long to wait for the copies, 60 minutes by default.
     *
     * @param within the time, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not positive
     */
    public Distribution within(Duration within) {
        return new Distribution(image, regions, accounts, regionalAccounts, name, ArgumentChecks.given("time", within));
    }

    /**
     * With whom the image or its copy is shared in a region.
     *
     * @param region the region
     * @return the root accounts; none is nobody
     * @throws IllegalArgumentException if the region is null
     */
    public Set<AccountId> accountsIn(Region region) {
        return regionalAccounts.getOrDefault(ArgumentChecks.given("region", region), accounts);
    }

    /**
     * What is asked for, for a log.
     *
     * @return one line, in which accounts are counted
     */
    @Override
    public String toString() {
        return "Distribution[%s to %s, shared with %s accounts%s]"
                .formatted(
                        image,
                        regions,
                        accounts.size(),
                        regionalAccounts.isEmpty() ? "" : ", others in " + regionalAccounts.keySet());
    }
}
