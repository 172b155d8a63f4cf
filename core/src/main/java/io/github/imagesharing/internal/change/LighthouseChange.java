package io.github.imagesharing.internal.change;

import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.LighthouseRoleException;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.internal.facts.Fact;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.LighthousePort;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.transport.RetryLoop;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares one image into Lighthouse or takes it back, and says truly what became of it, whatever the service answers.
 *
 * <p>It answers a response that is lost after the request was applied, with one image and one id in place of the many
 * accounts of {@link AccessChange}: the same {@link WriteLoop} sends, and a blueprint made from the image is the effect
 * that is looked for. Shown by {@code LostAnswersTest}.
 *
 * <p>For one call on one thread.
 */
public final class LighthouseChange {

    /** How much of the time is kept for the read that settles what is in doubt at the end. */
    private static final int PERCENT_FOR_RECHECK = 10;

    private final LighthousePort lighthouse;
    private final ImageId imageId;
    private final RecentWrites recent;
    private final Retry retry;
    private final Deadline deadline;
    private final Deadline writing;

    /** While it lasts, a read may show the state from before the call. */
    private final Deadline firstLag;

    private boolean mayHaveBeenApplied;
    private boolean applied;
    private boolean isAfterOpposite;

    /**
     * Prepares the change; sends nothing.
     *
     * @param lighthouse the product
     * @param imageId the image
     * @param recent what this service has just written
     * @param deadline when to give up
     */
    public LighthouseChange(LighthousePort lighthouse, ImageId imageId, RecentWrites recent, Deadline deadline) {
        this.lighthouse = lighthouse;
        this.imageId = imageId;
        this.recent = recent;
        this.retry = lighthouse.settings().retry();
        this.deadline = deadline;
        this.writing = deadline.reserving(PERCENT_FOR_RECHECK);
        this.firstLag = Deadline.in(ReadLag.longest(retry), deadline.time());
    }

    /** Shares the image; gives its blueprint. */
    public BlueprintId share() {
        isAfterOpposite = recent.isAfterOpposite(imageId, Permission.SHARE);
        try {
            return run(new ShareRequest()).blueprint().orElseGet(this::unnamed);
        } catch (ImageSharingException failure) {
            boolean inDoubt = mayHaveBeenApplied && !applied && !(failure instanceof CallInterruptedException);
            if (!inDoubt) {
                throw failure;
            }
            return named(await(Permission.SHARE, Optional::isPresent, failure)).orElseThrow(() -> unsettled(failure));
        }
    }

    /** What may have been applied must not end in a failure that says that it certainly was not. */
    private ImageSharingException unsettled(ImageSharingException failure) {
        return FailureScope.of(failure) == FailureScope.NOT_ACTED_ON
                ? new CloudUnreachableException(
                        Details.client(
                                imageId,
                                imageId + ": an earlier request may have been applied, and no look could tell; then: "
                                        + failure.getMessage(),
                                failure),
                        true,
                        true)
                : failure;
    }

    /** The image is shared, but the response does not say as which blueprint. */
    private BlueprintId unnamed() {
        return named(await(Permission.SHARE, Optional::isPresent, null))
                .orElseThrow(() -> new ServiceFailureException(Details.client(
                        imageId,
                        imageId + " is in Lighthouse now, but neither the answer nor a look at the blueprints"
                                + " told which one it is",
                        null)));
    }

    /** Takes the image back; one that is not there is no failure. */
    public void unshare() {
        UnshareRequest request = new UnshareRequest();
        isAfterOpposite = recent.isAfterOpposite(imageId, Permission.CANCEL);
        try {
            var unused = run(request);
        } catch (ImageNotFoundException | LighthouseRoleException refused) {
            throw refused;
        } catch (ImageSharingException failure) {
            boolean inDoubt = mayHaveBeenApplied && !(failure instanceof CallInterruptedException);
            if (!inDoubt || !isGone(await(Permission.CANCEL, gone(request, failure), failure))) {
                throw failure;
            }
        }
    }

    /** Sends one request and remembers it. */
    private Optional<BlueprintId> change(Permission permission) {
        return recent.remembering(
                imageId, permission, Set.of(), () -> lighthouse.changeImage(imageId, permission, writing));
    }

    private <T> T run(WriteLoop.Request<T> request) {
        return new WriteLoop(new RetryLoop(retry, writing, imageId)).run(request);
    }

    /**
     * The image is in Lighthouse.
     *
     * @param blueprint its blueprint, where the response names one
     */
    private record Shared(Optional<BlueprintId> blueprint) {}

    /** The request that shares the image. */
    private final class ShareRequest implements WriteLoop.Request<Shared> {

        @Override
        public Shared send() {
            try {
                Shared shared = new Shared(change(Permission.SHARE));
                applied = true;
                return shared;
            } catch (AlreadySharedException already) {
                if (mayHaveBeenApplied) {
                    throw already;
                }
                if (mayBeAskedAgain(Permission.SHARE)) {
                    return send();
                }
                throw withBlueprint(already);
            } catch (ImageSharingException failure) {
                mayHaveBeenApplied |= isInDoubt(failure);
                throw failure;
            }
        }

        @Override
        public boolean isInDoubt(ImageSharingException failure) {
            return FailureScope.of(failure).mayHaveChanged(1)
                    && !FailureScope.isOutright(failure)
                    && !(failure instanceof LighthouseRoleException);
        }

        /** Where blueprints cannot be read it is sent again: a second share makes no second blueprint but is refused. */
        @Override
        public Optional<Shared> look() {
            Optional<BlueprintId> there = named(blueprint(Permission.SHARE, writing));
            return there.isPresent() ? Optional.of(new Shared(there)) : Optional.empty();
        }
    }

    /** The request that takes the image back. */
    private final class UnshareRequest implements WriteLoop.Request<Boolean> {

        @Override
        public Boolean send() {
            try {
                var unused = change(Permission.CANCEL);
                return true;
            } catch (NotSharedException asWanted) {
                return mayBeAskedAgain(Permission.CANCEL) ? send() : true;
            } catch (ImageSharingException failure) {
                mayHaveBeenApplied |= FailureScope.of(failure).mayHaveChanged(1);
                throw failure;
            }
        }

        @Override
        public boolean isInDoubt(ImageSharingException failure) {
            return FailureScope.of(failure).mayHaveChanged(1) && !FailureScope.isOutright(failure);
        }

        /**
         * Never sent again unseen, because a second one would take back what somebody else has shared since. That it is
         * gone is believed when the read is later than the lag, because no read came before the change: until then one may
         * not show yet what was shared a moment before.
         */
        @Override
        public Optional<Boolean> look() {
            Optional<BlueprintId> there = blueprint(Permission.CANCEL, writing).orThrow();
            if (there.isEmpty() && !firstLag.isOver()) {
                writing.pause(firstLag.left());
                there = blueprint(Permission.CANCEL, writing).orThrow();
            }
            return there.isEmpty() ? Optional.of(true) : Optional.empty();
        }
    }

    /** Right after a write the other way the service may still speak of the state before it, so it is asked again once. */
    private boolean mayBeAskedAgain(Permission permission) {
        boolean again = isAfterOpposite;
        if (again) {
            isAfterOpposite = false;
            recent.awaitVisible(imageId, permission, writing);
        }
        return again;
    }

    /** The blueprint the image has, read when the state from before a write the other way can no longer show. */
    private Fact<Optional<BlueprintId>> blueprint(Permission permission, Deadline until) {
        recent.awaitVisible(imageId, permission, until);
        return Fact.of(() -> lighthouse.blueprintOf(imageId, until));
    }

    /** The same, read until it is as wanted or no read can be stale. */
    private Fact<Optional<BlueprintId>> await(
            Permission permission, Predicate<Optional<BlueprintId>> wanted, @Nullable ImageSharingException failure) {
        Supplier<Optional<Fact.Known<Optional<BlueprintId>>>> read =
                () -> blueprint(permission, deadline) instanceof Fact.Known<Optional<BlueprintId>> known
                        ? Optional.of(known)
                        : Optional.empty();
        Optional<Fact.Known<Optional<BlueprintId>>> seen =
                ReadLag.of(retry, deadline).await(read, known -> wanted.test(known.value()));
        if (Thread.currentThread().isInterrupted()) {
            throw CallInterruptedException.keepingFlag(
                    imageId, imageId + ": interrupted while looking whether it is in Lighthouse", failure);
        }
        return seen.<Fact<Optional<BlueprintId>>>map(known -> known).orElseGet(Fact.Skipped::new);
    }

    /** A read that agrees with a refusal is believed at once; where the request was lost, only one later than the lag. */
    private static Predicate<Optional<BlueprintId>> gone(UnshareRequest request, ImageSharingException failure) {
        boolean isLost = request.isInDoubt(failure);
        return there -> !isLost && there.isEmpty();
    }

    private static Optional<BlueprintId> named(Fact<Optional<BlueprintId>> blueprint) {
        return blueprint instanceof Fact.Known<Optional<BlueprintId>> known ? known.value() : Optional.empty();
    }

    private static boolean isGone(Fact<Optional<BlueprintId>> blueprint) {
        return blueprint instanceof Fact.Known<Optional<BlueprintId>> known
                && known.value().isEmpty();
    }

    private AlreadySharedException withBlueprint(AlreadySharedException already) {
        Optional<BlueprintId> there = named(await(Permission.SHARE, Optional::isPresent, already));
        return new AlreadySharedException(already.details(), there.orElse(null));
    }
}
