package io.github.imagesharing.internal.quota;

import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.RequestQuota.Permit;
import io.github.imagesharing.internal.quota.EngineGuard.Answer;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One machine's line for the permits of one bucket of the engine.
 *
 * <p>It answers a machine that needs many permits at once, because it stood still for a while: it asks for two at a time,
 * so its own queue is never taken for a clock that was ahead. What is longer than all machines can make comes of such a
 * clock, and the bucket begins anew, whatever the deadline of the one who finds it; of many who find it one does it, and the
 * others ask again. Shown by {@code SharedLimiterTest} and {@code DistributedQuotaTest}.
 *
 * <p>Thread-safe.
 */
final class SharedLine {

    /**
     * Two permits at a time for one machine, so that one is asked for while the other is waited for. Not more: permits go
     * in the order in which they were asked for, so a machine with many threads would make the others wait for all of
     * them, and a machine that dies takes its permits with it.
     */
    private static final int PERMITS_AT_A_TIME = 2;

    /** A permit of the engine, which hears nothing more of the request. */
    static final Permit OF_THE_ENGINE = Permit.granted();

    /** The category is the public class, named as text so that nothing here depends on what is made of it. */
    private static final Logger LOG = LoggerFactory.getLogger("io.github.imagesharing.DistributedQuota");

    private final EngineGuard engine;
    private final String key;
    private final Duration interval;
    private final RemoteBucket permits;
    private final RemoteBucket beginnings;
    private final Semaphore askers = new Semaphore(PERMITS_AT_A_TIME, true);

    SharedLine(SharedLimiter.Engine engine, String key, RemoteBucket.Pace pace) {
        this.engine = engine.guard();
        this.key = key;
        this.interval = pace.interval();
        this.permits = new RemoteBucket(engine.buckets(), key, pace);
        this.beginnings = new RemoteBucket(engine.buckets(), key + "/beginnings", pace.onceEvery(pace.longestQueue()));
    }

    /** Waits for the same permit of the quota that stands in for the engine. */
    @FunctionalInterface
    interface InOutage {
        Optional<Permit> await(RequestQuota standIn) throws InterruptedException;
    }

    /** What came of asking for a permit. */
    private sealed interface Reply {

        /** The permit is the caller's when the wait is over. */
        record Reserved(Duration until) implements Reply {}

        /** No permit comes within the time left. */
        record TooLate() implements Reply {}

        /** The pace begins anew, perhaps by another machine. */
        record AskAgain() implements Reply {}
    }

    /** Waits for a permit; empty, and none is taken, if it does not come within the deadline. */
    Optional<Permit> await(Deadline deadline, InOutage inOutage) throws InterruptedException {
        if (!askers.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            return awaitAtTheHead(deadline, inOutage);
        } finally {
            askers.release();
        }
    }

    /** Skips permits; asks the engine on the caller's thread. */
    void skip(int howMany) {
        permits.skip(howMany);
    }

    private Optional<Permit> awaitAtTheHead(Deadline deadline, InOutage inOutage) throws InterruptedException {
        while (true) {
            Answer<Reply> answer = engine.ask(() -> reserve(deadline.left()), permits::look);
            if (answer instanceof Answer.NoEngine<Reply> none) {
                return inOutage.await(none.standIn());
            }
            Reply reply = ((Answer.Given<Reply>) answer).value();
            if (reply instanceof Reply.Reserved reserved) {
                deadline.time().sleep(reserved.until());
                return Optional.of(OF_THE_ENGINE);
            }
            Duration left = deadline.left();
            if (reply instanceof Reply.TooLate || left.isNegative() || left.isZero()) {
                return Optional.empty();
            }
            deadline.time().sleep(left.compareTo(interval) < 0 ? left : interval);
        }
    }

    private Reply reserve(Duration left) throws InterruptedException {
        OptionalLong wait = permits.reserve(left);
        if (wait.isPresent()) {
            return new Reply.Reserved(Duration.ofNanos(wait.getAsLong()));
        }
        if (!permits.isAhead(left)) {
            return new Reply.TooLate();
        }
        if (beginnings.tryTake()) {
            LOG.warn("{}: the next permit is too far away; a machine's clock was ahead, the pace begins anew", key);
            permits.beginAnew();
        }
        return new Reply.AskAgain();
    }
}
