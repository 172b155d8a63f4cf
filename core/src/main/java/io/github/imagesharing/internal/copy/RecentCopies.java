package io.github.imagesharing.internal.copy;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.Comparators;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.Retry;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which copies this service has asked for.
 *
 * <p>It answers a copy that is not listed yet when the next request for it is made: after a lost answer, by another thread, or
 * by a call that was interrupted and made again. A copy whose id was answered is known by it; one whose request may have been
 * carried out is looked for when it would be listed. Shown by {@code DistributionTwinsTest}.
 *
 * <p>Thread-safe. The last thousand are remembered.
 */
final class RecentCopies {

    /** When a copy that was begun is listed at the latest. Not published. */
    private static final Duration LISTED_WITHIN = Duration.ofSeconds(10);

    private static final int MOST = 1000;

    /** What was asked for: the copy of an image, by its name, in a region. */
    record Wanted(ImageId source, String name, Region region) {}

    /** When it was asked for, and the copy's id, or null if no answer named it. */
    private record Asked(long atNanos, @Nullable ImageId copy) {}

    private final Cache<Wanted, Asked> recent =
            CacheBuilder.newBuilder().maximumSize(MOST).build();
    private final Duration listedWithin;
    private final TimeSource time;

    RecentCopies(Retry retry, TimeSource time) {
        Duration half = LISTED_WITHIN.dividedBy(2);
        this.listedWithin = Comparators.min(half, retry.mostBackoff()).multipliedBy(2);
        this.time = time;
    }

    /** A request for it was made just now, which named the copy or not. */
    void asked(Wanted wanted, Optional<ImageId> copy) {
        recent.put(wanted, new Asked(time.nanoTime(), copy.orElse(null)));
    }

    /** The copy was seen: from now on looks tell whether it is there, but for those that were made before. */
    void seen(Wanted wanted) {
        recent.asMap().computeIfPresent(wanted, (key, asked) -> new Asked(asked.atNanos(), null));
    }

    /** The copy, where an answer named it so lately that it may not be listed yet. */
    Optional<ImageId> copy(Wanted wanted) {
        Asked asked = recent.getIfPresent(wanted);
        return asked == null || isListed(asked, time.nanoTime()) ? Optional.empty() : Optional.ofNullable(asked.copy());
    }

    /** Whether a request for it was made, which may have been carried out. */
    boolean isAsked(Wanted wanted) {
        return recent.getIfPresent(wanted) != null;
    }

    /** Whether a look at a moment shows what was asked for before. */
    boolean isSettled(Wanted wanted, long lookedAtNanos) {
        Asked asked = recent.getIfPresent(wanted);
        return asked == null || isListed(asked, lookedAtNanos);
    }

    /** How long until what was asked for is listed; not positive if it is. */
    Duration untilListed(Wanted wanted) {
        Asked asked = recent.getIfPresent(wanted);
        return asked == null ? Duration.ZERO : listedWithin.minusNanos(time.nanoTime() - asked.atNanos());
    }

    private boolean isListed(Asked asked, long nanos) {
        return nanos - asked.atNanos() >= listedWithin.toNanos();
    }
}
