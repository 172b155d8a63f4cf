package io.github.imagesharing.internal.change;

import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.LighthouseRoleException;
import io.github.imagesharing.NotSharedException;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.LighthousePort;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.transport.RetryLoop;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shares one image into Lighthouse or takes it back, and says truly what became of it, whatever the service answers.
 * For one call on one thread.
 */
public final class LighthouseChange {

    private final LighthousePort lighthouse;
    private final ImageId image;
    private final Permission permission;
    private final RecentWrites recent;
    private final Retry retry;
    private final Deadline deadline;
    private final Deadline writing;

    private boolean mayHaveLanded;
    private boolean landed;

    public LighthouseChange(
            LighthousePort lighthouse, ImageId image, Permission permission, RecentWrites recent, Deadline deadline) {
        this.lighthouse = lighthouse;
        this.image = image;
        this.permission = permission;
        this.recent = recent;
        this.retry = lighthouse.settings().retry();
        this.deadline = deadline;
        // A tenth of the time is kept for the last look.
        this.writing = deadline.within(deadline.left().dividedBy(10).multipliedBy(9));
    }

    public BlueprintId share() {
        try {
            return RetryLoop.run(retry, writing, image, this::isWorthIt, this::lookAndSend);
        } catch (ImageSharingException failure) {
            if (landed || !mayHaveLanded || failure instanceof CallInterruptedException) {
                throw failure;
            }
            return await(Optional::isPresent, failure)
                    .flatMap(blueprint -> blueprint)
                    .orElseThrow(() -> failure);
        }
    }

    /** Sent again without looking: taking it back twice does no harm, and a look may show old news. */
    public void unshare() {
        try {
            RetryLoop.run(
                    retry, writing, image, this::isWorthIt, () -> lighthouse.modify(image, Permission.CANCEL, writing));
        } catch (NotSharedException asWanted) {
            // nothing to take back
        } catch (ImageNotFoundException | LighthouseRoleException refused) {
            throw refused;
        } catch (ImageSharingException failure) {
            boolean inDoubt =
                    FailureScope.of(failure).mayHaveChanged(1) && !(failure instanceof CallInterruptedException);
            if (!inDoubt || !await(Optional::isEmpty, failure).equals(Optional.of(Optional.empty()))) {
                throw failure;
            }
        }
    }

    private BlueprintId lookAndSend() {
        if (mayHaveLanded) {
            Optional<BlueprintId> there = look(writing).flatMap(blueprint -> blueprint);
            if (there.isPresent()) {
                return there.get();
            }
        }
        return send();
    }

    private BlueprintId send() {
        Optional<BlueprintId> named;
        try {
            named = lighthouse.modify(image, Permission.SHARE, writing);
        } catch (AlreadySharedException already) {
            throw mayHaveLanded ? already : naming(already);
        } catch (ImageSharingException failure) {
            mayHaveLanded |= isInDoubt(failure);
            throw failure;
        }
        landed = true;
        return named.orElseGet(this::unnamed);
    }

    /** Shared, but the answer does not say as what. */
    private BlueprintId unnamed() {
        return await(Optional::isPresent, null)
                .flatMap(blueprint -> blueprint)
                .orElseThrow(() -> new ServiceFailureException(Details.client(
                        image,
                        image + " is in Lighthouse now, but neither the answer nor a look at the blueprints"
                                + " told which one it is",
                        null)));
    }

    private boolean isWorthIt(ImageSharingException failure) {
        return !landed && failure.isRetryable() && FailureScope.of(failure) == FailureScope.ALL;
    }

    private static boolean isInDoubt(ImageSharingException failure) {
        return FailureScope.of(failure).mayHaveChanged(1)
                && !FailureScope.isOutright(failure)
                && !(failure instanceof LighthouseRoleException);
    }

    /** Empty where the blueprints cannot be read. */
    private Optional<Optional<BlueprintId>> look(Deadline until) {
        recent.awaitBelievable(image, permission, until);
        try {
            return Optional.of(lighthouse.blueprintOf(image, until));
        } catch (CallInterruptedException e) {
            throw e;
        } catch (ImageSharingException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<Optional<BlueprintId>> await(
            Predicate<Optional<BlueprintId>> hoped, @Nullable ImageSharingException failure) {
        Optional<Optional<BlueprintId>> seen = ReadLag.of(retry, deadline).until(() -> look(deadline), hoped);
        if (Thread.currentThread().isInterrupted()) {
            throw new CallInterruptedException(
                    Details.client(image, image + ": interrupted while looking whether it is in Lighthouse", failure));
        }
        return seen;
    }

    private AlreadySharedException naming(AlreadySharedException already) {
        return new AlreadySharedException(
                new Details(
                        String.valueOf(already.getMessage()),
                        already.errorCode().orElse(null),
                        already.requestId().orElse(null),
                        already.imageId().orElse(null),
                        already.detectedBy(),
                        already.getCause()),
                await(Optional::isPresent, already)
                        .flatMap(blueprint -> blueprint)
                        .orElse(null));
    }
}
