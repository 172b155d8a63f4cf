package io.github.imagesharing.internal.change;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Retry;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What this service has just written, because a read may still show the state from before: who takes access away and
 * gives it again at once must not be told that it was there all the time. Forgotten as soon as no read can lag behind it.
 * Thread-safe.
 */
public final class RecentWrites {

    private static final int MOST_TARGETS = 1000;

    /** The last write for each account, and when the last of each kind was made, in nanoseconds. */
    private record Writes(Map<AccountId, Permission> last, Map<Permission, Long> at) {}

    private final Duration lag;
    private final Cache<Shareable, Writes> recent;

    public RecentWrites(Retry retry) {
        this.lag = ReadLag.lag(retry);
        this.recent = CacheBuilder.newBuilder()
                .expireAfterWrite(lag)
                .maximumSize(MOST_TARGETS)
                .build();
    }

    /** Makes a write and remembers it as of when it was over, unless its refusal says that it changed nothing. */
    public <T> T remembering(Shareable target, Permission permission, Set<AccountId> accounts, Supplier<T> write) {
        try {
            T written = write.get();
            remember(target, permission, accounts);
            return written;
        } catch (ImageSharingException failure) {
            if (FailureScope.of(failure).mayHaveChanged(accounts.size())) {
                remember(target, permission, accounts);
            } else if (FailureScope.of(failure) == FailureScope.ACCOUNT) {
                forget(target, accounts);
            }
            throw failure;
        }
    }

    /** An account refused for itself did not change by the request of many in which it was before. */
    private void forget(Shareable target, Set<AccountId> accounts) {
        recent.asMap().computeIfPresent(target, (key, before) -> {
            Map<AccountId, Permission> last = new HashMap<>(before.last);
            last.keySet().removeAll(accounts);
            return new Writes(last, before.at);
        });
    }

    private void remember(Shareable target, Permission permission, Set<AccountId> accounts) {
        recent.asMap().compute(target, (key, before) -> {
            Map<AccountId, Permission> last = before == null ? new HashMap<>() : new HashMap<>(before.last);
            Map<Permission, Long> at = before == null ? new HashMap<>() : new HashMap<>(before.at);
            accounts.forEach(account -> last.put(account, permission));
            at.put(permission, System.nanoTime());
            return new Writes(last, at);
        });
    }

    /** Reads who has access; what was written a moment ago is surely so only where the read shows it too. */
    public AccessView sight(Shareable target, Supplier<Set<AccountId>> read) {
        Writes writes = recent.getIfPresent(target);
        Set<AccountId> haveAccess = read.get();
        if (writes == null) {
            return new AccessView(haveAccess, haveAccess);
        }
        Set<AccountId> surely = new LinkedHashSet<>(haveAccess);
        Set<AccountId> perhaps = new LinkedHashSet<>(haveAccess);
        writes.last.forEach((account, did) -> {
            if (did == Permission.CANCEL) {
                surely.remove(account);
            } else {
                perhaps.add(account);
            }
        });
        return new AccessView(surely, perhaps);
    }

    /** Waits until a read can no longer show the state from before a write the other way; false if there was none. */
    public boolean awaitBelievable(Shareable target, Permission permission, Deadline deadline) {
        Permission opposite = permission == Permission.SHARE ? Permission.CANCEL : Permission.SHARE;
        Long written = Optional.ofNullable(recent.getIfPresent(target))
                .map(writes -> writes.at.get(opposite))
                .orElse(null);
        if (written == null || Thread.currentThread().isInterrupted()) {
            return false;
        }
        Duration left = lag.minusNanos(System.nanoTime() - written);
        Duration wait = left.compareTo(deadline.left()) < 0 ? left : deadline.left();
        try {
            Thread.sleep(Math.max(0, wait.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the read that follows answers to it
        }
        return true;
    }
}
