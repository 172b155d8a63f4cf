package io.github.imagesharing.internal;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.Retry;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits until an image can be used. For one call on one thread. */
public final class ImageWait {

    private final CvmPort cvm;
    private final ImageId id;
    private final Duration timeout;
    private final Deadline deadline;

    /** The image as last listed, or null if it never was. */
    private @Nullable CvmImage seen;

    /** Why the last look failed, or null if it did not. */
    private @Nullable ImageSharingException blind;

    /**
     * Begins the wait.
     *
     * @param cvm the product
     * @param id the image
     * @param timeout how long to wait
     */
    public ImageWait(CvmPort cvm, ImageId id, Duration timeout) {
        this.cvm = cvm;
        this.id = id;
        this.timeout = timeout;
        this.deadline = Deadline.in(timeout);
    }

    /** Looks until the image is NORMAL, never will be, or the time is up; what is not listed yet may be soon. */
    public CvmImage untilNormal() {
        while (!deadline.isOver()) {
            look();
            if (seen != null && seen.state() == ImageState.NORMAL) {
                return seen;
            }
            if (seen != null && (seen.state() == ImageState.CREATEFAILED || seen.state() == ImageState.IMPORTFAILED)) {
                throw notReady("it is " + seen.state() + " and will never be NORMAL");
            }
            pause();
        }
        throw notReady("not NORMAL after %s; %s".formatted(timeout, lastSight()));
    }

    private void look() {
        try {
            List<CvmImage> listed = cvm.describe(List.of(id), deadline.within(retry().deadline()));
            blind = null;
            if (!listed.isEmpty()) {
                seen = listed.get(0);
            }
        } catch (ImageSharingException e) {
            if (!e.isRetryable()) {
                throw e;
            }
            if (!deadline.isOver()) { // else the look was broken off, which says nothing new
                blind = e;
            }
        }
    }

    /** A tenth of the time waited so far: hardly late, and gentle where it takes hours. */
    private void pause() {
        Duration waited = timeout.minus(deadline.left());
        Duration pause = atMost(retry().mostBackoff(), waited.dividedBy(10));
        if (pause.compareTo(retry().firstBackoff()) < 0) {
            pause = retry().firstBackoff();
        }
        try {
            Thread.sleep(Math.max(1, atMost(pause, deadline.left()).toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(
                    Details.client(id, id + ": interrupted while waiting for it; " + lastSight(), e));
        }
    }

    private ImageNotReadyException notReady(String why) {
        Details details = Details.client(id, id + ": " + why, blind);
        return new ImageNotReadyException(details, seen == null ? null : seen.state());
    }

    private String lastSight() {
        String sight = seen == null
                ? "it has not been listed in this region yet"
                : "its last state is "
                        + seen.unrecognized()
                                .getOrDefault("ImageState", seen.state().name());
        return blind == null ? sight : sight + "; the last look failed: " + blind.getMessage();
    }

    private Retry retry() {
        return cvm.settings().retry();
    }

    private static Duration atMost(Duration most, Duration duration) {
        return duration.compareTo(most) < 0 ? duration : most;
    }
}
