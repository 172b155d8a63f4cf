package io.github.imagesharing.spring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.spi.TimeSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * What the last real calls did; sends nothing itself. Unknown before the first call. Down while the last call of its kind, a
 * write or a read in a region, failed for a reason that is the caller's or the service's: the keys were refused or could not be
 * had, the cloud was not reached, the service failed. Everything else is up: an image or an account that is refused, a policy
 * that refuses an action, too many requests, a distributed quota whose engine is out.
 *
 * <p>It answers two faults: a check that asks the cloud itself, every ten seconds on every machine, and so takes from the
 * quota; and one account's refusal that takes a whole machine out of service. A read that succeeds says nothing of writes, so
 * it does not end what a write began. CBS and STS are not counted, since the library can do without them. Shown by
 * {@code HealthTest}.
 *
 * <p>Thread-safe.
 */
final class ImageSharingHealthIndicator implements HealthIndicator, CallObserver {

    private static final Set<String> COUNTED = Set.of("cvm", "lighthouse");

    private final TimeSource time;

    /** The kinds of calls of which the last one failed so that the service is down. */
    @GuardedBy("this")
    private final Map<Kind, Map<String, String>> down = new LinkedHashMap<>();

    @GuardedBy("this")
    private @Nullable Map<String, String> lastFailure;

    @GuardedBy("this")
    private @Nullable Instant lastSuccess;

    ImageSharingHealthIndicator(TimeSource time) {
        this.time = time;
    }

    @Override
    public synchronized Health health() {
        Health.Builder health = down.isEmpty() ? Health.up() : Health.down();
        if (lastFailure == null && lastSuccess == null) {
            return Health.unknown().build();
        }
        if (lastFailure != null) {
            health.withDetail("lastFailure", down.values().stream().findFirst().orElse(lastFailure));
        }
        if (lastSuccess != null) {
            health.withDetail("lastSuccess", lastSuccess.toString());
        }
        return health.build();
    }

    @Override
    public Watch began(Call call) {
        return COUNTED.contains(call.api().service()) ? new CallWatch(call) : Watch.NONE;
    }

    private synchronized void succeeded(Call call) {
        lastSuccess = time.instant();
        down.remove(Kind.of(call));
    }

    private synchronized void failed(Call call, ImageSharingException failure, boolean wasSent) {
        if (failure instanceof CallInterruptedException) {
            return; // Nobody is to blame, and the library itself ends a read beside one that failed.
        }
        lastFailure = description(call, failure);
        if (isOfCallerOrService(failure, wasSent)) {
            down.put(Kind.of(call), lastFailure);
        } else if (failure.detectedBy() == DetectedBy.SERVICE) {
            down.remove(Kind.of(call)); // It answered, and refused this one call.
        }
    }

    private Map<String, String> description(Call call, ImageSharingException failure) {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("at", time.instant().toString());
        description.put("api", call.api().service() + '.' + call.api().action());
        description.put("type", failure.getClass().getSimpleName());
        failure.errorCode().ifPresent(code -> description.put("code", code));
        failure.requestId().ifPresent(id -> description.put("request", id));
        description.put("message", String.valueOf(failure.getMessage()));
        return description;
    }

    private static boolean isOfCallerOrService(ImageSharingException failure, boolean wasSent) {
        if (failure instanceof CloudUnreachableException) {
            // One whose time was over has what used it up as its cause; one without a cause did not begin.
            return failure.getCause() instanceof ImageSharingException before
                    ? isOfCallerOrService(before, wasSent)
                    : failure.getCause() != null;
        }
        if (failure instanceof AccessDeniedException) {
            return !wasSent; // Then it is the role that may not be assumed; else a policy, which may be about one
            // image.
        }
        return failure instanceof AuthenticationException || failure instanceof ServiceFailureException;
    }

    /** What fails together: the writes in a region, or the reads. */
    private record Kind(Region region, boolean isWrite) {

        static Kind of(Call call) {
            return new Kind(call.region(), call.isWrite());
        }
    }

    /** Hears of one call. */
    private final class CallWatch implements Watch {

        private final Call call;
        private boolean wasSent;

        CallWatch(Call call) {
            this.call = call;
        }

        @Override
        public void attempted(Attempt attempt) {
            wasSent |= attempt.wasSent();
        }

        @Override
        public void ended(Ending ending) {
            if (ending.failure().isEmpty()) {
                succeeded(call);
            } else if (ending.failure().get() instanceof ImageSharingException failure) {
                failed(call, failure, wasSent);
            }
        }
    }
}
