package io.github.imagesharing.cli.sync;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a file says so far, for each region that was asked for.
 *
 * <p>It answers an image that would be looked for in another region than its own: what names no region is for the only one
 * that was asked for, and what names one that was not asked for is refused. Shown by {@code DesiredAccessTest}.
 *
 * <p>For one file on one thread.
 */
final class AccessDraft {

    /** What it says for one region. */
    record Regional(Map<ImageId, Set<AccountId>> accounts, Set<ImageId> deleted) {

        private DesiredAccess done() {
            deleted.removeAll(accounts.keySet());
            return new DesiredAccess(accounts, deleted);
        }
    }

    private final Map<String, Regional> regions = new LinkedHashMap<>();

    AccessDraft(Set<Region> asked) {
        asked.forEach(
                region -> regions.put(region.value(), new Regional(new LinkedHashMap<>(), new LinkedHashSet<>())));
    }

    /**
     * What it says for a region.
     *
     * @param name the region's name, or empty where the file names none
     * @throws IllegalArgumentException if that is none of those asked for, or could be several
     */
    Regional in(String name) {
        Regional found = regions.get(name);
        if (found != null) {
            return found;
        }
        String asked = String.join(", ", regions.keySet());
        if (!name.isEmpty()) {
            throw new IllegalArgumentException("it names the region " + Region.of(name)
                    + ", which was not asked for: --region must name it. Asked for: " + asked);
        }
        if (regions.size() > 1) {
            throw new IllegalArgumentException("it names no region, and several were asked for: " + asked);
        }
        return regions.values().iterator().next();
    }

    Map<Region, DesiredAccess> done() {
        Map<Region, DesiredAccess> done = new LinkedHashMap<>();
        regions.forEach((name, regional) -> done.put(Region.of(name), regional.done()));
        return done;
    }
}
