package io.github.imagesharing.internal.change;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at what a change that failed has done, and waits out reads that lag before it calls anything missing. */
final class AccessRecheck {

    private final TargetAccess access;
    private final Permission permission;
    private final ReadLag glances;
    private final Deadline deadline;

    AccessRecheck(TargetAccess access, Permission permission, Retry retry, Deadline deadline) {
        this.access = access;
        this.permission = permission;
        this.glances = ReadLag.of(retry, deadline);
        this.deadline = deadline;
    }

    /**
     * What was seen.
     *
     * @param haveAccess who has access, or null if that could not be read
     * @param tooEarly whether there was no time to wait out a read that lags, so that nothing is certainly missing
     */
    record Result(@Nullable Set<AccountId> haveAccess, boolean tooEarly) {

        /** The service refuses for the quota without its numbers. */
        ImageSharingException counted(ImageSharingException failure, int limit) {
            if (!(failure instanceof ShareQuotaExceededException) || haveAccess == null) {
                return failure;
            }
            return new ShareQuotaExceededException(
                    new Details(
                            String.valueOf(failure.getMessage()),
                            failure.errorCode().orElse(null),
                            failure.requestId().orElse(null),
                            failure.imageId().orElse(null),
                            failure.detectedBy(),
                            failure.getCause()),
                    limit,
                    haveAccess.size());
        }
    }

    Optional<Set<AccountId>> once() {
        try {
            return access.read(deadline);
        } catch (ImageSharingException unreadable) {
            return Optional.empty();
        }
    }

    /** Looks until all are as wanted or the lag is over; reads nothing where nothing is in doubt. */
    Result at(Set<AccountId> inDoubt, boolean mayLag) {
        if (inDoubt.isEmpty()) {
            return new Result(Set.of(), false);
        }
        Predicate<Set<AccountId>> asWanted =
                haveAccess -> inDoubt.stream().allMatch(account -> permission.holds(account, haveAccess));
        boolean tooEarly = mayLag && glances.isShort();
        return new Result((mayLag ? glances.until(this::once, asWanted) : once()).orElse(null), tooEarly);
    }
}
