package io.github.imagesharing.internal.facts;

import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one kind of fact that a call can do without.
 *
 * <p>It answers a product that cannot be reached, such as an STS behind a firewall: waiting for it in vain would cost each
 * call its time-out. So a read takes three seconds at most, and where no answer came it is not made again for a minute; the
 * fact is then unavailable at once, and says so. A call that had less time than that itself says nothing about the others. Where the checks are demanded, the read keeps its time and nothing is
 * remembered. Shown by {@code OptionalReadTest} and {@code OptionalChecksTest}.
 *
 * <p>Thread-safe.
 */
public final class OptionalRead {

    /** A read that succeeds takes a fraction of a second. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    /** An answer that did not come. */
    private record Silence(ImageSharingException failure, Deadline until) {}

    private final boolean demanded;
    private final AtomicReference<@Nullable Silence> silence = new AtomicReference<>();

    /**
     * Makes it; reads nothing.
     *
     * @param checks what is done about checks that cannot be made
     */
    public OptionalRead(OptionalChecks checks) {
        this.demanded = checks == OptionalChecks.DEMAND;
    }

    /** Reads the fact, in half of the time left at most, for it must not use up the time of what the call needs. */
    public <T> Fact<T> read(Deadline deadline, Function<Deadline, T> read) {
        if (demanded) {
            Deadline half = deadline.half();
            return Fact.of(() -> read.apply(half));
        }
        Silence before = silence.get();
        if (before != null && !before.until().isOver()) {
            return new Fact.Unavailable<>(notAsked(before.failure()));
        }
        Deadline soon = deadline.half().within(LONGEST);
        boolean hasTime = deadline.left().dividedBy(2).compareTo(LONGEST) >= 0;
        Fact<T> fact = Fact.of(() -> read.apply(soon));
        boolean isSilent = hasTime
                && fact instanceof Fact.Unavailable<T> unavailable
                && unavailable.why() instanceof CloudUnreachableException;
        silence.set(
                isSilent
                        ? new Silence(((Fact.Unavailable<T>) fact).why(), Deadline.in(REMEMBERED, deadline.time()))
                        : null);
        return fact;
    }

    private static ImageSharingException notAsked(ImageSharingException failure) {
        Details details = failure.details();
        return failure.with(details.withMessage(
                "not asked again for " + REMEMBERED.toSeconds() + " s after: " + details.message()));
    }
}
