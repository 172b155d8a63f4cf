package io.github.imagesharing.testkit.state;

import io.github.imagesharing.AccountId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts of the cloud: by default every account number is a root account that exists. Thread-safe. */
public final class Accounts {

    private final AccountId own;
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final Set<String> subAccounts = ConcurrentHashMap.newKeySet();
    private final Map<String, String> interned = new ConcurrentHashMap<>();

    Accounts(AccountId own) {
        this.own = own;
    }

    public AccountId own() {
        return own;
    }

    public void close(AccountId account) {
        closed.add(account.value());
    }

    public void makeSubAccount(AccountId account) {
        subAccounts.add(account.value());
    }

    public boolean isClosed(String account) {
        return closed.contains(account);
    }

    public boolean isSubAccount(String account) {
        return subAccounts.contains(account);
    }

    public static boolean isWellFormed(String account) {
        return !account.isEmpty() && account.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * Returns one instance for equal texts, so that a thousand images with five hundred accounts each need little
     * memory.
     */
    public String intern(String account) {
        return interned.computeIfAbsent(account, text -> text);
    }
}
