package io.github.imagesharing.internal;

import com.google.common.collect.Comparators;
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
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits until an image can be used. For one call on one thread. */
public final class ImageWait {

    private final CvmPort cvm;
    private final ImageId imageId;
    private final Duration timeout;
    private final Deadline deadline;

    /** The image as last listed, or null if it never was. */
    private @Nullable CvmImage listed;

    /** Why the last read failed, or null if it did not. */
    private @Nullable ImageSharingException lastFailure;

    /**
     * Begins the wait.
     *
     * @param cvm the product
     * @param imageId the image
     * @param timeout how long to wait
     * @param time where time comes from
     */
    public ImageWait(CvmPort cvm, ImageId imageId, Duration timeout, TimeSource time) {
        this.cvm = cvm;
        this.imageId = imageId;
        this.timeout = timeout;
        this.deadline = Deadline.in(timeout, time);
    }

    /** Reads until the image is NORMAL, never will be, or the time is up; what is not listed yet may be soon. */
    public CvmImage untilNormal() {
        while (!deadline.isOver()) {
            read();
            if (listed != null && listed.state() == ImageState.NORMAL) {
                return listed;
            }
            if (listed != null
                    && (listed.state() == ImageState.CREATEFAILED || listed.state() == ImageState.IMPORTFAILED)) {
                throw notReady("it is " + listed.state() + " and will never be NORMAL");
            }
            pause();
        }
        throw notReady("not NORMAL after %s; %s".formatted(timeout, lastKnown()));
    }

    private void read() {
        try {
            List<CvmImage> images = cvm.describe(List.of(imageId), deadline.within(retry().deadline()));
            lastFailure = null;
            if (!images.isEmpty()) {
                listed = images.get(0);
            }
        } catch (ImageSharingException e) {
            if (!e.isRetryable()) {
                throw e;
            }
            if (!deadline.isOver()) { // Else the read was cut off by the time-out, which says nothing new.
                lastFailure = e;
            }
        }
    }

    /** A tenth of the time waited so far: hardly late, and few requests where it takes hours. */
    private void pause() {
        Duration waited = timeout.minus(deadline.left());
        Duration tenth = Comparators.min(retry().mostBackoff(), waited.dividedBy(10));
        if (!deadline.pause(Comparators.max(retry().firstBackoff(), tenth))) {
            throw CallInterruptedException.keepingFlag(
                    imageId, imageId + ": interrupted while waiting for it; " + lastKnown(), lastFailure);
        }
    }

    private ImageNotReadyException notReady(String why) {
        Details details = Details.client(imageId, imageId + ": " + why, lastFailure);
        return new ImageNotReadyException(details, listed == null ? null : listed.state());
    }

    private String lastKnown() {
        String state = listed == null
                ? "it has not been listed in this region yet"
                : "its last state is "
                        + listed.unrecognized()
                                .getOrDefault("ImageState", listed.state().name());
        return lastFailure == null ? state : state + "; the last look failed: " + lastFailure.getMessage();
    }

    private Retry retry() {
        return cvm.settings().retry();
    }
}
