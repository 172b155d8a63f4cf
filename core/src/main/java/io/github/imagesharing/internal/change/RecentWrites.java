package io.github.imagesharing.internal.change;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Retry;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What this service has just written.
 *
 * <p>It answers stale reads after a write of one's own: who takes access away and gives it again at once must not be told
 * that it was there all the time. A write is forgotten as soon as no read can be older than it. Shown by
 * {@code RecentWritesTest} and {@code LaggingReadsTest}.
 *
 * <p>Thread-safe. Each target's writes are one immutable value that is replaced atomically.
 */
public final class RecentWrites {

    private static final int MOST_TARGETS = 1000;

    /**
     * The writes of one account that may be the last to have had an effect.
     *
     * @param confirmed the last that succeeded, or null
     * @param inDoubt the kinds of those since that may have been applied
     */
    private record Last(@Nullable Permission confirmed, Set<Permission> inDoubt) {

        static final Last NONE = new Last(null, Set.of());

        Last doubtful(Permission kind) {
            return new Last(confirmed, Sets.union(inDoubt, Set.of(kind)).immutableCopy());
        }

        Last without(Permission kind) {
            return new Last(confirmed, Sets.difference(inDoubt, Set.of(kind)).immutableCopy());
        }

        boolean mayBe(Permission kind) {
            return confirmed == kind || inDoubt.contains(kind);
        }
    }

    /** The last writes for each account, and when the last of each kind was made, in nanoseconds. */
    private record Writes(Map<AccountId, Last> last, Map<Permission, Long> at) {

        static final Writes NONE = new Writes(Map.of(), Map.of());

        AccessView viewOf(Set<AccountId> read) {
            Set<AccountId> may = last.keySet();
            return new AccessView(
                    read,
                    ImmutableSet.copyOf(
                            Sets.filter(may, account -> !read.contains(account) && mayBe(account, Permission.SHARE))),
                    ImmutableSet.copyOf(
                            Sets.filter(may, account -> read.contains(account) && mayBe(account, Permission.CANCEL))));
        }

        private boolean mayBe(AccountId account, Permission kind) {
            return last.getOrDefault(account, Last.NONE).mayBe(kind);
        }

        Writes with(Set<AccountId> accounts, UnaryOperator<Last> change) {
            Map<AccountId, Last> changed = new HashMap<>(last);
            accounts.forEach(account ->
                    changed.compute(account, (written, before) -> change.apply(before == null ? Last.NONE : before)));
            return new Writes(changed, at);
        }

        /** When the latest write was over. */
        Optional<Long> latest() {
            return at.values().stream().reduce((one, other) -> other - one > 0 ? other : one);
        }

        Writes at(Permission kind, long nanos) {
            Map<Permission, Long> changed = new HashMap<>(at);
            changed.put(kind, nanos);
            return new Writes(last, changed);
        }
    }

    private final Duration lag;
    private final TimeSource time;
    private final Cache<Shareable, Writes> recent;

    /**
     * Begins without writes.
     *
     * @param retry says how long a read may be stale
     * @param time where time comes from
     */
    public RecentWrites(Retry retry, TimeSource time) {
        this.lag = ReadLag.longest(retry);
        this.time = time;
        this.recent = CacheBuilder.newBuilder()
                .expireAfterWrite(lag)
                .ticker(new Ticker() {
                    @Override
                    public long read() {
                        return time.nanoTime();
                    }
                })
                .maximumSize(MOST_TARGETS)
                .build();
    }

    /**
     * Makes a write and remembers it as of when it was over, unless its refusal says that it changed nothing. One that may
     * have been applied does not wipe out what was written before it.
     */
    public <T> T remembering(Shareable target, Permission permission, Set<AccountId> accounts, Supplier<T> write) {
        try {
            T written = write.get();
            remember(target, permission, accounts, before -> new Last(permission, Set.of()));
            return written;
        } catch (ImageSharingException failure) {
            FailureScope scope = FailureScope.of(failure);
            if (scope.mayHaveChanged(accounts.size())) {
                remember(target, permission, accounts, before -> before.doubtful(permission));
            } else if (scope == FailureScope.ONE_ACCOUNT && permission == Permission.SHARE) {
                refused(target, accounts); // A CANCEL may be refused because one has worked.
            }
            throw failure;
        }
    }

    /** Accounts were refused access for their own sake, so no request of many has given it to them either. */
    void refused(Shareable target, Set<AccountId> accounts) {
        recent.asMap()
                .computeIfPresent(
                        target, (key, before) -> before.with(accounts, last -> last.without(Permission.SHARE)));
    }

    private void remember(
            Shareable target, Permission permission, Set<AccountId> accounts, UnaryOperator<Last> change) {
        recent.asMap()
                .compute(
                        target,
                        (key, known) -> (known == null ? Writes.NONE : known)
                                .with(accounts, change)
                                .at(permission, time.nanoTime()));
    }

    /**
     * Reads who has access; what was written a moment before the read is certain only where the read shows it too. Empty
     * where the read gives nothing.
     */
    public Optional<AccessView> view(Shareable target, Supplier<Optional<Set<AccountId>>> read) {
        Writes before = recent(target);
        return read.get().map(before::viewOf);
    }

    /**
     * Whether the service may still show, or speak of, the state from before a write the other way. Asked before what may
     * be stale is read, because the memory of a write may end meanwhile.
     */
    public boolean isAfterOpposite(Shareable target, Permission permission) {
        Long written = recent(target).at.get(opposite(permission));
        return written != null && time.nanoTime() - written < lag.toNanos();
    }

    /** Accounts are known to be as a write of that kind leaves them: by a read after the lag, or by the service's word. */
    void confirmed(Shareable target, Permission permission, Set<AccountId> accounts) {
        recent.asMap()
                .computeIfPresent(
                        target, (key, known) -> known.with(accounts, before -> new Last(permission, Set.of())));
    }

    /** Whether a write of a kind, made a moment ago, may be the last that had an effect on an account. */
    boolean mayHaveWritten(Shareable target, Permission permission, AccountId account) {
        return recent(target).mayBe(account, permission);
    }

    /**
     * Waits until a read can no longer show the state from before a write the other way. An interruption ends the wait,
     * and the read that follows answers to it.
     */
    public void awaitVisible(Shareable target, Permission permission, Deadline deadline) {
        Optional.ofNullable(recent(target).at.get(opposite(permission)))
                .ifPresent(written -> pauseUntilVisible(written, deadline));
    }

    /** The same for a write of either kind. */
    public void awaitVisible(Shareable target, Deadline deadline) {
        recent(target).latest().ifPresent(latest -> pauseUntilVisible(latest, deadline));
    }

    private static Permission opposite(Permission permission) {
        return permission == Permission.SHARE ? Permission.CANCEL : Permission.SHARE;
    }

    /** The cache forgets a moment later than the lag is over, so the times of the writes themselves decide. */
    private Writes recent(Shareable target) {
        Writes writes = Optional.ofNullable(recent.getIfPresent(target)).orElse(Writes.NONE);
        boolean isOver = writes.latest()
                .filter(latest -> time.nanoTime() - latest >= lag.toNanos())
                .isPresent();
        return isOver ? Writes.NONE : writes;
    }

    private void pauseUntilVisible(long written, Deadline deadline) {
        Duration left = lag.minusNanos(time.nanoTime() - written);
        deadline.pause(Comparators.max(left, Duration.ZERO));
    }
}
