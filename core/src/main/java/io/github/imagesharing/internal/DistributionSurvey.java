package io.github.imagesharing.internal;

import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.Distribution;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.internal.copy.CopySearch;
import io.github.imagesharing.internal.facts.Fact;
import io.github.imagesharing.internal.facts.ImageFacts;
import io.github.imagesharing.internal.rules.SharePreconditions;
import io.github.imagesharing.internal.tasks.Tasks;
import io.github.imagesharing.spi.CvmPort;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is true before an image is distributed: the image, its copies so far, and the regions that must fail. Nothing is
 * changed by it.
 *
 * @param facts what is true of the image
 * @param search finds the copies; empty where there is no image
 * @param copies the copies that exist, in whatever state
 * @param missing the regions that have no copy yet, and may get one
 * @param violations why a region must fail
 * @param atNanos when the regions were looked at
 */
record DistributionSurvey(
        ImageFacts facts,
        Optional<CopySearch> search,
        Map<Region, CvmImage> copies,
        Set<Region> missing,
        Map<Region, ImageSharingException> violations,
        long atNanos) {

    /** Reads the image, then its copies in all regions side by side. */
    static DistributionSurvey read(
            Regions regions, ImageSharing home, Distribution asked, RegionalCall call, Tasks tasks) {
        ImageFacts facts = asked.accountsIn(home.region()).isEmpty()
                ? call.factsWithoutAccess(asked.image())
                : call.facts(asked.image());
        long now = call.deadline().time().nanoTime();
        Map<Region, CvmImage> copies = new LinkedHashMap<>();
        Set<Region> missing = new LinkedHashSet<>();
        Map<Region, ImageSharingException> violations = new LinkedHashMap<>();
        violationAtHome(facts, asked.accountsIn(home.region()))
                .ifPresent(violation -> violations.put(home.region(), violation));
        Set<Region> destinations = Sets.difference(asked.regions(), Set.of(home.region()));
        Optional<CopySearch> search = destinations.isEmpty()
                ? Optional.empty()
                : facts.found().map(image -> new CopySearch(image, name(asked, image)));
        Map<Region, Tasks.Task<Optional<CvmImage>>> looks = new LinkedHashMap<>();
        for (Region region : destinations) {
            CvmPort there = regions.in(region).cvm();
            looks.put(
                    region,
                    tasks.start(() ->
                            search.flatMap(one -> one.in(there, call.deadline().apart()))));
        }
        looks.forEach((region, look) -> {
            Fact<Optional<CvmImage>> found = Fact.of(look::join);
            Optional<ImageSharingException> violation = found instanceof Fact.Unavailable<Optional<CvmImage>> not
                    ? Optional.of(not.why())
                    : violationElsewhere(facts, asked.accountsIn(region));
            if (found instanceof Fact.Known<Optional<CvmImage>> known
                    && known.value().isPresent()) {
                copies.put(region, known.value().get());
            } else if (violation.isPresent()) {
                violations.put(region, violation.get());
            } else {
                missing.add(region);
            }
        });
        return new DistributionSurvey(facts, search, copies, missing, violations, now);
    }

    private static String name(Distribution asked, CvmImage image) {
        String name = asked.name() == null ? image.name() : asked.name();
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    image.id() + " has no name by which its copies could be found again: name the copies");
        }
        return name;
    }

    private static Optional<ImageSharingException> violationAtHome(ImageFacts facts, Set<AccountId> accounts) {
        if (accounts.isEmpty()) {
            return facts.image() instanceof Fact.Unavailable<CvmImage> absent
                    ? Optional.of(absent.why())
                    : Optional.empty();
        }
        return violationOf(facts, Sets.difference(accounts, facts.ownAmongMany(accounts)));
    }

    private static Optional<ImageSharingException> violationOf(ImageFacts facts, Set<AccountId> accounts) {
        return accounts.isEmpty() ? Optional.empty() : first(facts, SharePreconditions.check(facts, accounts));
    }

    /** Why a copy that exists cannot be shared; one that is under way can be, later. */
    static Optional<ImageSharingException> violationOfCopy(ImageFacts facts, Set<AccountId> accounts) {
        Optional<ImageSharingException> failed = facts.found()
                .filter(image -> image.state() == ImageState.CREATEFAILED)
                .map(image -> new ImageNotReadyException(
                        Details.precondition(
                                image.id(),
                                image.id() + ": it is CREATEFAILED; delete it before it can be copied again"),
                        image.state()));
        return failed.isPresent() ? failed : violationOf(facts, accounts);
    }

    /** A copy that is to be made is shared with nobody yet. */
    private static Optional<ImageSharingException> violationElsewhere(ImageFacts facts, Set<AccountId> accounts) {
        Optional<ImageSharingException> copying = first(facts, SharePreconditions.checkCopying(facts));
        if (copying.isPresent() || accounts.isEmpty()) {
            return copying;
        }
        ImageFacts copy = facts.without(facts.accountsWithAccess());
        return first(facts, SharePreconditions.check(copy, Sets.difference(accounts, facts.ownAmongMany(accounts))));
    }

    /** An image that is being copied is waited for. */
    private static Optional<ImageSharingException> first(ImageFacts facts, ShareCheck check) {
        return check.violations().stream()
                .filter(violation -> !(violation instanceof ImageNotReadyException && isSyncing(facts)))
                .findFirst();
    }

    private static boolean isSyncing(ImageFacts facts) {
        return facts.found()
                .filter(image -> image.state() == ImageState.SYNCING)
                .isPresent();
    }

    boolean isSourceSyncing() {
        return isSyncing(facts);
    }
}
