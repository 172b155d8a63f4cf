package io.github.imagesharing.internal.change;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import java.util.Optional;
import java.util.Set;

/** Who has access to one image or blueprint, and one request to change it. */
public interface TargetAccess {

    /** Empty where the service has no way to tell. */
    Optional<Set<AccountId>> read(Deadline deadline);

    /** Gives the request's identifier. */
    String write(Permission permission, Set<AccountId> accounts, Deadline deadline);
}
