package io.github.imagesharing.internal.change;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.TooManyAccountsException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Who has access to one image, in memory, with a switch for each answer that nobody has published. */
final class ToyCloud {

    /** What a refused request has changed. */
    enum OnRefusal {
        NOTHING,
        THOSE_BEFORE,
        ALL_OTHERS
    }

    /** What becomes of one write. */
    enum Fate {
        FINE,
        LOST_BEFORE_ACTING,
        LOST_AFTER_ACTING,
        UNUSABLE_ANSWER_AFTER_ACTING,
        NOT_SENT,
        THROTTLED,
        BUSY
    }

    final VirtualTime time = new VirtualTime();
    final Set<AccountId> truth = new LinkedHashSet<>();
    final Set<AccountId> bad = new HashSet<>();
    private final Deque<Set<AccountId>> stale = new ArrayDeque<>();

    OnRefusal onRefusal = OnRefusal.NOTHING;
    boolean badToShareOnly;
    boolean unknownCodes;
    boolean sharedAlreadyIsAnError;
    int perRequest = Integer.MAX_VALUE;
    int laggingReads;
    /** After so long no read lags, however few there were: a test that is held up is not shown the past. */
    Duration mostLag = Duration.ofDays(1);

    private long wroteAt;
    Supplier<Fate> fate = () -> Fate.FINE;
    Supplier<Boolean> readFails = () -> false;
    /** What the next writes that reach it are refused with, whatever is true. */
    final Deque<ImageSharingException> refusals = new ArrayDeque<>();

    final List<String> written = new ArrayList<>();
    int reads;
    int writes;
    int readsThatFailed;

    TargetAccess access(ProductState product) {
        return new TargetAccess(AccessChangeTest.IMAGE, product, deadline -> Optional.of(read()), this::write);
    }

    Set<AccountId> read() {
        reads++;
        if (readFails.get()) {
            readsThatFailed++;
            throw new ServiceFailureException(details("InternalError"));
        }
        boolean lags = !stale.isEmpty() && time.nanoTime() - wroteAt < mostLag.toNanos();
        return lags ? stale.remove() : Set.copyOf(truth);
    }

    private String write(Permission permission, Set<AccountId> accounts, Deadline deadline) {
        if (accounts.isEmpty()) {
            throw new AssertionError("a request without accounts");
        }
        writes++;
        written.add(permission + " " + accounts.size());
        Fate now = fate.get();
        switch (now) {
            case NOT_SENT -> throw new CloudUnreachableException(details(null), false, true);
            case LOST_BEFORE_ACTING -> throw new CloudUnreachableException(details(null), true, true);
            case THROTTLED -> throw new ThrottledException(details("RequestLimitExceeded"));
            case BUSY -> throw new ImageNotReadyException(details("InvalidParameterValue.InvalidImageState"));
            default -> {
                // It is acted on.
            }
        }
        if (!refusals.isEmpty()) {
            throw refusals.remove();
        }
        Set<AccountId> before = Set.copyOf(truth);
        try {
            act(permission, accounts);
        } finally {
            stale.clear();
            wroteAt = time.nanoTime();
            for (int i = 0; i < laggingReads && !before.equals(truth); i++) {
                stale.add(before);
            }
        }
        if (now == Fate.LOST_AFTER_ACTING) {
            throw new CloudUnreachableException(details(null), true, true);
        }
        if (now == Fate.UNUSABLE_ANSWER_AFTER_ACTING) {
            throw new ServiceFailureException(details(null));
        }
        return "request-" + writes;
    }

    private void act(Permission permission, Set<AccountId> accounts) {
        if (accounts.size() > perRequest) {
            throw new TooManyAccountsException(details("InvalidParameterValue.LimitExceeded"));
        }
        ImageSharingException refusal = null;
        Set<AccountId> good = new LinkedHashSet<>();
        for (AccountId account : accounts) {
            ImageSharingException fault = fault(permission, account);
            if (fault == null) {
                if (refusal == null || onRefusal == OnRefusal.ALL_OTHERS) {
                    good.add(account);
                }
            } else if (refusal == null) {
                refusal = fault;
            }
        }
        if (refusal != null && onRefusal == OnRefusal.NOTHING) {
            throw refusal;
        }
        if (permission == Permission.SHARE) {
            truth.addAll(good);
        } else {
            truth.removeAll(good);
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    private @org.jspecify.annotations.Nullable ImageSharingException fault(Permission permission, AccountId account) {
        if (bad.contains(account) && (permission == Permission.SHARE || !badToShareOnly)) {
            return unknownCodes
                    ? new UnrecognizedServiceException(details("FailedOperation.Whatever"))
                    : new AccountNotFoundException(details("InvalidAccountId.NotFound"));
        }
        if (sharedAlreadyIsAnError && permission.isDone(account, truth)) {
            return permission == Permission.SHARE
                    ? new AlreadySharedException(details("FailedOperation.AccountAlreadyExists"))
                    : new NotSharedException(details("FailedOperation.NotShared"));
        }
        return null;
    }

    private static Details details(@org.jspecify.annotations.Nullable String code) {
        return new Details("toy", code, null, null, DetectedBy.SERVICE, null);
    }
}
