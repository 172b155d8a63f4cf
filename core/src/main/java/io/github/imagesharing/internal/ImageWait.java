package io.github.imagesharing.internal;

import com.google.common.collect.Comparators;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.Retry;
import io.github.imagesharing.internal.change.ReadLag;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits until an image can be used: one that is known by its id, or a copy that is only known by its name so far. For one
 * call on one thread.
 */
public final class ImageWait {

    /** Reads the image; empty if it is not listed. */
    @FunctionalInterface
    interface Read {
        Optional<CvmImage> read(Deadline deadline);
    }

    private final Retry retry;
    private final ImageId imageId;
    private final Read read;
    private final Consumer<CvmImage> seen;
    private final Duration timeout;
    private final Deadline deadline;

    /** The image as last listed, or null if it never was. */
    private @Nullable CvmImage listed;

    /** How long reads have not listed it any more, or null if the last one did or none ever did. */
    private @Nullable Deadline goneFor;

    private boolean hasLooked;

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
        this(
                cvm.settings().retry(),
                imageId,
                deadline -> cvm.describe(List.of(imageId), deadline).stream().findFirst(),
                image -> {},
                timeout,
                Deadline.in(timeout, time));
    }

    /**
     * Begins a wait for whatever a read gives.
     *
     * @param retry says how often to look
     * @param imageId the image that messages name
     * @param read reads the image
     * @param seen hears of every look that found it
     * @param timeout how long it may take, as a message says it
     * @param deadline when to give up
     */
    ImageWait(Retry retry, ImageId imageId, Read read, Consumer<CvmImage> seen, Duration timeout, Deadline deadline) {
        this.retry = retry;
        this.imageId = imageId;
        this.read = read;
        this.seen = seen;
        this.timeout = timeout;
        this.deadline = deadline;
    }

    /** Reads until the image is NORMAL, never will be, or the time is up; what is not listed yet may be soon. */
    public CvmImage untilNormal() {
        while (!deadline.isOver()) {
            read();
            if (listed != null && listed.state() == ImageState.NORMAL && goneFor == null) {
                return listed;
            }
            if (goneFor != null && goneFor.isOver()) {
                throw new ImageNotFoundException(Details.client(
                        named(), named() + ": it was listed in this region, and is not any more", lastFailure));
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
            Optional<CvmImage> image = read.read(deadline.within(retry.deadline()));
            lastFailure = null;
            hasLooked = true;
            if (image.isPresent()) {
                listed = image.get();
                goneFor = null;
                seen.accept(listed);
            } else if (listed != null && goneFor == null) {
                goneFor = Deadline.in(ReadLag.longest(retry), deadline.time());
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
        Duration tenth = Comparators.min(retry.mostBackoff(), waited.dividedBy(10));
        if (!deadline.pause(Comparators.max(retry.firstBackoff(), tenth))) {
            throw CallInterruptedException.keepingFlag(
                    named(), named() + ": interrupted while waiting for it; " + lastKnown(), lastFailure);
        }
    }

    private ImageNotReadyException notReady(String why) {
        Details details = Details.client(named(), named() + ": " + why, lastFailure);
        return new ImageNotReadyException(details, listed == null ? null : listed.state());
    }

    /** A copy that was only known by its name has an id once it is listed. */
    private ImageId named() {
        return listed == null ? imageId : listed.id();
    }

    private String lastKnown() {
        if (!hasLooked && lastFailure == null) {
            return "there was no time to look";
        }
        String state = listed == null
                ? "it has not been listed in this region yet"
                : "its last state is "
                        + listed.unrecognized()
                                .getOrDefault("ImageState", listed.state().name());
        return lastFailure == null ? state : state + "; the last look failed: " + lastFailure.getMessage();
    }
}
