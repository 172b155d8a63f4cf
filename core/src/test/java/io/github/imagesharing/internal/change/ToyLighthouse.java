package io.github.imagesharing.internal.change;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.Region;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.LighthouseImage;
import io.github.imagesharing.spi.LighthousePort;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One image in Lighthouse or not, in memory, with reads that lag in virtual time. */
final class ToyLighthouse implements LighthousePort {

    static final ImageId IMAGE = ImageId.of("img-toy");
    static final BlueprintId BLUEPRINT = BlueprintId.of("lhbp-su83x02a");

    private record Since(boolean there, long at) {}

    final VirtualTime time = new VirtualTime();
    final Retry retry;
    final List<Permission> written = new ArrayList<>();
    Supplier<ToyCloud.Fate> fate = () -> ToyCloud.Fate.FINE;
    Supplier<@Nullable ImageSharingException> refusal = () -> null;
    Supplier<@Nullable ImageSharingException> readFails = () -> null;
    Runnable beforeRead = () -> {};
    Duration lag = Duration.ZERO;
    boolean namesBlueprint = true;
    int reads;
    private final Deque<Since> history = new ArrayDeque<>();

    ToyLighthouse(Retry retry) {
        this.retry = retry;
        this.history.push(new Since(false, Long.MIN_VALUE));
    }

    boolean isThere() {
        return history.getFirst().there();
    }

    /** Somebody else does it. */
    void set(boolean there) {
        history.push(new Since(there, time.nanoTime()));
    }

    @Override
    public LighthousePort in(Region region) {
        return this;
    }

    @Override
    public CloudSettings settings() {
        return CloudSettings.builder()
                .region(Region.of("ap-guangzhou"))
                .retry(retry)
                .build();
    }

    @Override
    public Optional<BlueprintId> changeImage(ImageId imageId, Permission permission, Deadline deadline) {
        written.add(permission);
        ToyCloud.Fate now = fate.get();
        switch (now) {
            case NOT_SENT -> throw new CloudUnreachableException(details(null), false, true);
            case LOST_BEFORE_ACTING -> throw new CloudUnreachableException(details(null), true, true);
            case THROTTLED -> throw new ThrottledException(details("RequestLimitExceeded"));
            case BUSY -> throw new ImageNotReadyException(details("ResourceInUse.ImageInUse"));
            default -> {
                // It is acted on.
            }
        }
        ImageSharingException refused = refusal.get();
        if (refused != null) {
            throw refused;
        }
        boolean wanted = permission == Permission.SHARE;
        if (isThere() == wanted) {
            throw wanted
                    ? new AlreadySharedException(details("UnsupportedOperation.ImageAlreadyShared"))
                    : new NotSharedException(details("UnsupportedOperation.BlueprintHasNotShared"));
        }
        set(wanted);
        if (now == ToyCloud.Fate.LOST_AFTER_ACTING) {
            throw new CloudUnreachableException(details(null), true, true);
        }
        if (now == ToyCloud.Fate.UNUSABLE_ANSWER_AFTER_ACTING) {
            throw new ServiceFailureException(details(null));
        }
        return wanted && namesBlueprint ? Optional.of(BLUEPRINT) : Optional.empty();
    }

    @Override
    public Optional<BlueprintId> blueprintOf(ImageId imageId, Deadline deadline) {
        reads++;
        if (Thread.currentThread().isInterrupted()) {
            throw new CallInterruptedException(Details.client(imageId, "interrupted", null));
        }
        beforeRead.run();
        ImageSharingException unreadable = readFails.get();
        if (unreadable != null) {
            throw unreadable;
        }
        long asOf = time.nanoTime() - lag.toNanos();
        boolean shown = history.stream()
                .filter(since -> since.at() <= asOf)
                .findFirst()
                .orElseThrow()
                .there();
        return shown ? Optional.of(BLUEPRINT) : Optional.empty();
    }

    static Details details(@Nullable String code) {
        return new Details("toy", code, null, IMAGE, DetectedBy.SERVICE, null);
    }

    @Override
    public Optional<LighthouseImage> imageToShare(ImageId imageId, Deadline deadline) {
        throw new AssertionError("a change does not check");
    }

    @Override
    public List<SharedAccount> sharedWith(BlueprintId blueprint, Deadline deadline) {
        throw new AssertionError("a change of an image asks for no accounts");
    }

    @Override
    public String changeBlueprint(
            BlueprintId blueprint, Permission permission, Set<AccountId> accounts, Deadline deadline) {
        throw new AssertionError("a change of an image changes no blueprint");
    }

    @Override
    public Optional<String> typeOf(BlueprintId blueprint, Deadline deadline) {
        throw new AssertionError("a change of an image asks for no type");
    }

    @Override
    public void close() {}
}
