package io.github.imagesharing.testkit.state;

import io.github.imagesharing.AccountId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who exists in the cloud: every account of digits, unless told otherwise. Thread-safe. */
public final class Accounts {

    private final AccountId own;
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final Set<String> subAccounts = ConcurrentHashMap.newKeySet();
    private final Map<String, String> onlyCopies = new ConcurrentHashMap<>();

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

    public boolean isOwn(String account) {
        return own.value().equals(account);
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

    /** The same text, kept once however many images name it: a thousand images times five hundred accounts fit. */
    public String onlyCopy(String account) {
        return onlyCopies.computeIfAbsent(account, text -> text);
    }
}
