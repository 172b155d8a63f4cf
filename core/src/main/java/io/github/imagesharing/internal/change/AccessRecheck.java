package io.github.imagesharing.internal.change;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads who has access after a failure, and waits out stale reads before it calls anything missing. A read that fails
 * leaves things in doubt. Shown by {@code AccessRecheckTest}.
 */
final class AccessRecheck {

    private final TargetAccess access;
    private final Permission permission;
    private final ReadLag lag;
    private final Deadline deadline;

    AccessRecheck(TargetAccess access, Permission permission, Deadline deadline) {
        this.access = access;
        this.permission = permission;
        this.lag = ReadLag.of(access.product().retry(), deadline);
        this.deadline = deadline;
    }

    /**
     * What was read.
     *
     * @param accountsWithAccess who has access, or null if that could not be read
     * @param tooEarly whether there was no time to wait out a stale read, so that nothing is certainly missing
     */
    record Result(@Nullable Set<AccountId> accountsWithAccess, boolean tooEarly) {

        /** Adds the numbers to a refusal for the quota, which the service gives without them. */
        ImageSharingException withNumbers(ImageSharingException failure, int limit) {
            return failure instanceof ShareQuotaExceededException && accountsWithAccess != null
                    ? new ShareQuotaExceededException(failure.details(), limit, accountsWithAccess.size())
                    : failure;
        }
    }

    /** One read. */
    Optional<Set<AccountId>> once() {
        try {
            return access.readSettled(permission, deadline);
        } catch (ImageSharingException unreadable) {
            return Optional.empty();
        }
    }

    /** Reads until all are as wanted or the lag is over; reads nothing where nothing is in doubt. */
    Result of(Set<AccountId> inDoubt, boolean readsMayBeStale) {
        if (inDoubt.isEmpty()) {
            return new Result(Set.of(), false);
        }
        Predicate<Set<AccountId>> asWanted = accountsWithAccess ->
                inDoubt.stream().allMatch(account -> permission.isDone(account, accountsWithAccess));
        boolean tooEarly = readsMayBeStale && lag.isCutShort();
        return new Result((readsMayBeStale ? lag.await(this::once, asWanted) : once()).orElse(null), tooEarly);
    }
}
