package io.github.imagesharing.internal;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.Comparators;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.UnsupportedRegionException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Deadline.Wait;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a batch has learned of failures that are about the caller or the service and not about one image: a key that is
 * refused, an action that no policy allows, an endpoint that does not answer.
 *
 * <p>It answers a batch that goes on asking in vain: hundreds of requests, each tried again and again. When three images in a
 * row failed so, and none got through between them, the others are held before their next request, and one at a time tries,
 * at growing intervals; the first that gets through lets all of them go on. Where none does within a bounded time the batch
 * ends, and the rest failed for the same reason, certainly not changed.
 *
 * <p>One image's refusal proves nothing, nor do those of a few that were asked for together: a policy may be about some
 * images only. So of refusals it takes five images, and who tries is taken from elsewhere in the batch; once any write got
 * through, it takes twenty in a row.
 *
 * <p>That reads succeed says nothing about a write that is refused; a write that succeeds, or is refused for the sake of its
 * image or account, says that all is well. Shown by {@code BatchFailuresTest} and {@code AllAlikeTest}.
 *
 * <p>Thread-safe. Nothing is called while the monitor is held.
 */
final class BatchFailures {

    /** So many images in a row are no accident. */
    private static final int HELD_AFTER = 3;

    /** A policy that let a write of this batch through is about some images only, and those may be asked for together. */
    private static final int HELD_AFTER_SUCCESS = 20;

    /** So many more must be refused while the others are held, each from another part of the batch. */
    private static final int MOST_REFUSED_PROBES = 2;

    /** Also who wants nothing to be tried again has images that can wait for so long. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

    private static final Duration FIRST_INTERVAL = Duration.ofMillis(250);

    /** A key or a policy that was just made is refused for a moment: the second and last look comes a second later. */
    private static final int REFUSED_GROWTH = 4;

    private static final int PASSING_GROWTH = 2;
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(4);

    /** Who is held looks so often whether the time is up; what is told is heard at once. */
    private static final Duration LOOK = Duration.ofMillis(100);

    /** What kind of failure concerns all images. */
    private enum Kind {
        /** It does not pass by itself, as far as one can tell. */
        REFUSED,
        /** It may pass. */
        PASSING
    }

    /** The reason for which a call of the batch is ended from outside; never seen by a user. */
    private final CancellationException calledOff = new CancellationException("the batch has ended");

    private final TimeSource time;
    private final Duration patienceWhenPassing;
    private final Supplier<Optional<Runnable>> elsewhere;
    private final Thread batch = Thread.currentThread();

    @GuardedBy("this")
    private int gates;

    @GuardedBy("this")
    private boolean anyWriteGotThrough;

    @GuardedBy("this")
    private @Nullable Trouble trouble;

    /** The image that tries while the others are held. */
    @GuardedBy("this")
    private @Nullable ImageGate probe;

    /** One of those held, which sleeps until the next one may try, and may change another image meanwhile. */
    @GuardedBy("this")
    private @Nullable ImageGate watcher;

    @GuardedBy("this")
    private final NavigableMap<Integer, ImageGate> held = new TreeMap<>();

    /** Threads that wait for a permit for their image, each of which can be called back. Guarded by the monitor. */
    private final Set<Thread> images = new HashSet<>();

    /** Threads that wait for a permit for what images share. Guarded by the monitor. */
    private final Set<Thread> shared = new HashSet<>();

    @GuardedBy("this")
    private @Nullable Trouble end;

    @GuardedBy("this")
    private boolean isBrokenOff;

    /**
     * Begins without failures; made on the thread of the batch.
     *
     * @param retry how patient the user is with one request
     * @param time where time comes from
     * @param elsewhere changes an image from another part of the batch that has not begun, if there is one; it goes through
     *     {@link #probe}
     */
    BatchFailures(Retry retry, TimeSource time, Supplier<Optional<Runnable>> elsewhere) {
        this.time = time;
        this.patienceWhenPassing = patience(retry);
        this.elsewhere = elsewhere;
    }

    /** Twice as long as one request is tried: what one image would survive does not end the batch. */
    private static Duration patience(Retry retry) {
        double most = (double) retry.deadline().toNanos();
        double backoffs = 0;
        for (int made = 1; made < retry.attempts() && backoffs < most; made++) {
            double doubled = (double) retry.firstBackoff().toNanos() * Math.pow(2, made - 1.0);
            backoffs += Math.min(doubled, (double) retry.mostBackoff().toNanos());
        }
        Duration twice = Duration.ofNanos(Math.round(Math.min(2 * backoffs, most)));
        return Comparators.max(LEAST_PATIENCE, twice);
    }

    /** Whether a failure is about the caller or the service, so that other images may fail alike. */
    static boolean mayConcernAll(ImageSharingException failure) {
        return kind(failure).isPresent();
    }

    private static Optional<Kind> kind(ImageSharingException failure) {
        if (failure instanceof AccessDeniedException || failure instanceof UnsupportedRegionException) {
            return Optional.of(Kind.REFUSED);
        }
        if (failure instanceof AuthenticationException || failure instanceof CloudUnreachableException) {
            return Optional.of(failure.isRetryable() ? Kind.PASSING : Kind.REFUSED);
        }
        return failure instanceof ServiceFailureException || failure instanceof ThrottledException
                ? Optional.of(Kind.PASSING)
                : Optional.empty();
    }

    /** Images in a row that failed alike. Guarded by the monitor. */
    private static final class Trouble {

        private final Set<ImageId> images = new HashSet<>();
        private final boolean anyWriteGotThrough;
        private Kind kind;
        private ImageSharingException failure;
        private long since;
        private boolean isOfWrites;
        private Duration interval = FIRST_INTERVAL;
        private long nextProbe;
        private int probesFailed;

        Trouble(boolean anyWriteGotThrough, Kind kind, ImageSharingException failure, long now) {
            this.anyWriteGotThrough = anyWriteGotThrough;
            this.kind = kind;
            this.failure = failure;
            this.since = now;
        }

        /** A failure of another kind is another trouble, but the images in a row are the same. */
        void add(ImageId image, Kind kind, ImageSharingException failure, long now) {
            if (kind != this.kind) {
                this.kind = kind;
                since = now;
                interval = FIRST_INTERVAL;
                probesFailed = 0;
            }
            this.failure = failure;
            boolean wasHeld = isHeld();
            images.add(image);
            if (isHeld() && !wasHeld) {
                laterProbe(now);
            }
        }

        /** Whether it may be about some images only. */
        boolean mayBeOfSome() {
            return failure instanceof AccessDeniedException;
        }

        boolean isHeld() {
            return images.size() >= heldAfter();
        }

        private int heldAfter() {
            return anyWriteGotThrough && mayBeOfSome() ? HELD_AFTER_SUCCESS : HELD_AFTER;
        }

        boolean isHopeless(long now, Duration patienceWhenPassing) {
            return kind == Kind.REFUSED
                    ? isHeld() && probesFailed >= MOST_REFUSED_PROBES
                    : isHeld() && now - since >= patienceWhenPassing.toNanos();
        }

        void laterProbe(long now) {
            nextProbe = now + interval.toNanos();
            int growth = kind == Kind.REFUSED ? REFUSED_GROWTH : PASSING_GROWTH;
            interval = Comparators.min(interval.multipliedBy(growth), LONGEST_INTERVAL);
        }

        /** The failure in words about an image that was not asked. */
        ImageSharingException of(ImageId image) {
            return inWords(
                    image,
                    "not asked, because %s images before it failed alike and none got through: %s"
                            .formatted(images.size(), said()));
        }

        /** The failure in words about an image that was in doubt when the batch ended. */
        ImageSharingException inDoubt(ImageId image) {
            return inWords(image, "in doubt, and not looked at because the batch has ended: " + said());
        }

        private String said() {
            Details known = failure.details();
            return known.imageId() == null
                    ? known.message()
                    : known.message().replace(known.imageId().value(), "another image");
        }

        private ImageSharingException inWords(ImageId image, String what) {
            Details known = failure.details();
            Details details = new Details(
                    image + ": " + what, known.errorCode(), known.requestId(), image, known.detectedBy(), failure);
            return failure instanceof CloudUnreachableException lost
                    ? new CloudUnreachableException(details, false, lost.isRetryable())
                    : failure.with(details);
        }
    }

    /** What stands before each request of one image. */
    final class ImageGate implements Deadline.Gate {

        private final ImageId image;
        private final int number;
        private volatile boolean mayHoldLocks;

        private ImageGate(ImageId image, int number) {
            this.image = image;
            this.number = number;
        }

        /** Whoever is held leaves the line for permits, so that who tries does not wait behind all others. */
        @Override
        public <T> T through(Wait<T> wait) throws InterruptedException {
            while (true) {
                pass(this);
                Optional<T> waitedFor = unlessCalledBack(wait, images);
                if (waitedFor.isPresent()) {
                    pass(this);
                    return waitedFor.get();
                }
            }
        }

        /** The first attempts tell; the images need not have failed after all of theirs. */
        @Override
        public void failed(ImageSharingException failure) {
            if (!(failure instanceof ThrottledException)) {
                add(image, failure, false);
            }
        }

        /** From now on this image may hold locks, so that its thread can do nothing else while it is held. */
        void admitted() {
            mayHoldLocks = true;
        }

        /** Whether this image tries for all others, so that it must not wait for one of them. */
        boolean triesForAll() {
            return isProbe(this);
        }
    }

    /** What stands before each request that images share: it ends with the batch. */
    final class SharedGate implements Deadline.Gate {

        private SharedGate() {}

        @Override
        public <T> T through(Wait<T> wait) throws InterruptedException {
            return unlessCalledBack(wait, shared).orElseThrow(BatchFailures.this::calledOff);
        }

        /** Whoever waits for what is shared fails for it, and is heard then. */
        @Override
        public void failed(ImageSharingException failure) {}
    }

    /** For one image, in the order in which they begin. */
    synchronized ImageGate gate(ImageId image) {
        return new ImageGate(image, gates++);
    }

    /** For an image that is to try for all others, unless another does already. */
    synchronized ImageGate probe(ImageId image) {
        ImageGate gate = gate(image);
        if (probe == null && trouble != null && trouble.isHeld()) {
            probe = gate;
        }
        return gate;
    }

    /** For what images share. */
    SharedGate gate() {
        return new SharedGate();
    }

    /** Whether nothing is asked any more. */
    synchronized boolean hasEnded() {
        return end != null;
    }

    /** Makes the change of one image, unless the batch has ended for all; learns from what becomes of it. */
    ShareReport run(ImageGate gate, Supplier<ShareReport> change) {
        try {
            refuseAfterTheEnd(gate.image);
            ShareReport report = change.get();
            heard(gate.image, report);
            return inWords(gate.image, report);
        } catch (CallInterruptedException e) {
            throw calledOff.equals(e.getCause()) ? learned(gate.image) : e;
        } catch (ImageSharingException e) {
            heard(gate.image, e);
            throw e;
        } finally {
            leave(gate);
        }
    }

    private synchronized void refuseAfterTheEnd(ImageId image) {
        if (end != null) {
            throw end.of(image);
        }
    }

    private synchronized ImageSharingException learned(ImageId image) {
        return Objects.requireNonNull(end).of(image);
    }

    /** A failure before any change: unless it is about all images, the service has answered a read. */
    private void heard(ImageId image, ImageSharingException failure) {
        if (mayConcernAll(failure)) {
            add(image, failure, false);
        } else if (failure.detectedBy() == DetectedBy.SERVICE) {
            gotThrough(false);
        }
    }

    private void heard(ImageId image, ShareReport report) {
        Optional<ImageSharingException> concernsAll = Optional.empty();
        boolean isWriteAnswered = !report.changed().isEmpty();
        for (Outcome outcome : report.outcomes().values()) {
            ImageSharingException cause = cause(outcome);
            if (cause != null && mayConcernAll(cause)) {
                concernsAll = Optional.of(cause);
            } else if (cause != null && cause.detectedBy() == DetectedBy.SERVICE) {
                isWriteAnswered = true;
            }
        }
        if (isWriteAnswered || concernsAll.isEmpty()) {
            gotThrough(isWriteAnswered);
        } else {
            add(image, concernsAll.get(), true);
        }
    }

    private static @Nullable ImageSharingException cause(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.cause();
        }
        return outcome instanceof Outcome.Unknown unknown ? unknown.cause() : null;
    }

    private synchronized void add(ImageId image, ImageSharingException failure, boolean isOfWrites) {
        Optional<Kind> kind = kind(failure);
        if (end != null || kind.isEmpty()) {
            return;
        }
        long now = time.nanoTime();
        if (trouble == null) {
            trouble = new Trouble(anyWriteGotThrough, kind.get(), failure, now);
        }
        boolean wasHeld = trouble.isHeld();
        trouble.add(image, kind.get(), failure, now);
        if (trouble.isHeld() && !wasHeld) {
            callBack(images);
        }
        trouble.isOfWrites |= isOfWrites;
        endIfHopeless();
    }

    private synchronized void gotThrough(boolean isWrite) {
        anyWriteGotThrough |= isWrite;
        if (trouble != null && (isWrite || !trouble.isOfWrites)) {
            trouble = null;
            notifyAll();
        }
    }

    private synchronized boolean isProbe(ImageGate gate) {
        return gate.equals(probe);
    }

    @GuardedBy("this")
    private void endIfHopeless() {
        if (end == null && trouble != null && trouble.isHopeless(time.nanoTime(), patienceWhenPassing)) {
            end = trouble;
            callBack(images);
            callBack(shared);
            notifyAll();
        }
    }

    /** Not the thread of the batch, which may be interrupted for another reason; it is one, and its permit comes. */
    @GuardedBy("this")
    private void callBack(Set<Thread> waiting) {
        Set<Thread> calledBack =
                Sets.filter(waiting, thread -> !thread.equals(batch)).stream().collect(toImmutableSet());
        waiting.removeAll(calledBack);
        calledBack.forEach(Thread::interrupt);
    }

    /** The user has interrupted the batch: no image waits any more. To be called before its threads are interrupted. */
    synchronized void breakOff() {
        isBrokenOff = true;
        notifyAll();
    }

    @GuardedBy("this")
    private void throwIfOver() throws InterruptedException {
        if (isBrokenOff) {
            throw new InterruptedException("the batch was broken off");
        }
        if (end != null) {
            throw calledOff();
        }
    }

    /** What is waited for, or nothing if this thread was called back meanwhile. */
    private <T> Optional<T> unlessCalledBack(Wait<T> wait, Set<Thread> waiting) throws InterruptedException {
        enter(waiting);
        T waitedFor;
        try {
            waitedFor = wait.await();
        } catch (Throwable e) { // A checked exception in disguise is one of them.
            if (wasCalledBack(waiting)) {
                return Optional.empty();
            }
            throw e;
        }
        return wasCalledBack(waiting) ? Optional.empty() : Optional.of(waitedFor);
    }

    private synchronized void enter(Set<Thread> waiting) throws InterruptedException {
        throwIfOver();
        waiting.add(Thread.currentThread());
    }

    /** The interruption that called this thread back is taken away again, for the thread may not be ours. */
    private synchronized boolean wasCalledBack(Set<Thread> waiting) {
        boolean wasCalledBack = !waiting.remove(Thread.currentThread());
        if (wasCalledBack) {
            boolean unused = Thread.interrupted();
        }
        return wasCalledBack;
    }

    private CallInterruptedException calledOff() {
        return new CallInterruptedException(Details.client(null, "the batch has ended before this request", calledOff));
    }

    /** Returns when this image may make its next request; throws when none may any more. */
    private void pass(ImageGate gate) throws InterruptedException {
        Optional<Duration> nap = hold(gate);
        while (nap.isPresent()) {
            try {
                time.sleep(nap.get());
                if (!gate.mayHoldLocks && mayTryElsewhere()) {
                    elsewhere.get().ifPresent(Runnable::run);
                }
            } finally {
                wakes(gate);
            }
            nap = hold(gate);
        }
    }

    /** While the others are held, one that is not one of theirs tells more. */
    private synchronized boolean mayTryElsewhere() {
        return end == null
                && probe == null
                && isProbeDue()
                && Objects.requireNonNull(trouble).mayBeOfSome();
    }

    @GuardedBy("this")
    private boolean isProbeDue() {
        return trouble != null && trouble.isHeld() && trouble.nextProbe - time.nanoTime() <= 0;
    }

    /** Waits; gives how long to sleep where this image is the one that watches the time, and nothing when it may go on. */
    private synchronized Optional<Duration> hold(ImageGate gate) throws InterruptedException {
        try {
            while (true) {
                endIfHopeless();
                throwIfOver();
                if (trouble == null || !trouble.isHeld() || gate.equals(probe)) {
                    return Optional.empty();
                }
                held.put(gate.number, gate);
                if (probe == null && watcher == null && isProbeDue()) {
                    probe = (trouble.mayBeOfSome() ? held.lastEntry() : held.firstEntry()).getValue();
                    notifyAll();
                } else if (probe == null && watcher == null) {
                    watcher = gate;
                    return Optional.of(nap(trouble.nextProbe - time.nanoTime()));
                } else {
                    wait(LOOK.toMillis());
                }
            }
        } finally {
            if (!gate.equals(watcher)) {
                held.remove(gate.number);
            }
        }
    }

    private static Duration nap(long nanosUntilProbe) {
        return Comparators.min(Duration.ofNanos(Math.max(0, nanosUntilProbe)), LOOK);
    }

    private synchronized void wakes(ImageGate gate) {
        watcher = null;
        held.remove(gate.number);
        notifyAll();
    }

    /** The image has ended; if it tried for all, and failed as they did, the next one tries later. */
    private synchronized void leave(ImageGate gate) {
        if (gate.equals(probe)) {
            probe = null;
            if (trouble != null && trouble.images.contains(gate.image)) {
                trouble.probesFailed++;
                trouble.laterProbe(time.nanoTime());
                endIfHopeless();
            }
            notifyAll();
        }
    }

    /** Where the batch ended meanwhile: what was not asked failed as the images before it. */
    private synchronized ShareReport inWords(ImageId image, ShareReport report) {
        Trouble ended = end;
        return ended == null
                ? report
                : new ShareReport(
                        report.target(),
                        Maps.transformValues(report.outcomes(), outcome -> inWords(image, outcome, ended)),
                        report.requestIds());
    }

    private Outcome inWords(ImageId image, Outcome outcome, Trouble end) {
        ImageSharingException cause = cause(outcome);
        if (cause == null || !calledOff.equals(cause.getCause())) {
            return outcome;
        }
        return outcome instanceof Outcome.Unknown
                ? new Outcome.Unknown(end.inDoubt(image))
                : new Outcome.Failed(end.of(image));
    }
}
