package io.github.imagesharing.internal.change;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageSharingException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a batch has learned of its accounts: an account refused for itself by one image is not asked for again by the
 * others. A single call begins with nothing known. Thread-safe.
 */
public final class BatchAccounts {

    private final Map<AccountId, ImageSharingException> refused = new ConcurrentHashMap<>();
    private final Set<AccountId> accepted = ConcurrentHashMap.newKeySet();

    /** Remembers an account that the service refused for itself, whatever the image. */
    void refused(AccountId account, ImageSharingException why) {
        refused.putIfAbsent(account, why);
    }

    /** Why an account was refused before. */
    Optional<ImageSharingException> refusal(AccountId account) {
        return Optional.ofNullable(refused.get(account));
    }

    /** Remembers accounts that the service accepted. */
    public void accepted(Set<AccountId> accounts) {
        accepted.addAll(accounts);
    }

    /** Whether each of some accounts was accepted or refused before. */
    public boolean wereTried(Set<AccountId> accounts) {
        return accounts.stream().allMatch(account -> accepted.contains(account) || refused.containsKey(account));
    }
}
