package io.github.imagesharing.spi;

import io.github.imagesharing.AccountId;
import java.util.Set;

/**
 * What to do about an account's access, as the service spells it.
 *
 * @hidden
 */
public enum Permission {
    /** Give access. */
    SHARE,
    /** Take it away. (One official example misspells it.) */
    CANCEL;

    /**
     * Whether an account is as wanted already, so that nothing needs to be done for it.
     *
     * @param account the account
     * @param accountsWithAccess those who have access
     * @return true if nothing needs to be done for it
     */
    public boolean isDone(AccountId account, Set<AccountId> accountsWithAccess) {
        return accountsWithAccess.contains(account) == (this == SHARE);
    }
}
