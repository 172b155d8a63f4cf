package io.github.imagesharing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account that has access.
 *
 * @param account the root account
 * @param sharedAt since when, or null where the service does not say
 */
public record SharedAccount(AccountId account, @Nullable Instant sharedAt) {

    /**
     * Checks the account.
     *
     * @throws IllegalArgumentException if it is null
     */
    public SharedAccount {
        ArgumentChecks.given("account", account);
    }
}
