package io.github.imagesharing.system;

import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceTime;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.lighthouse.LighthouseSharing;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A cloud that behaves as the schedule says, and one service that all threads call. Service and cloud have one clock, on
 * which a wait takes no time, so that a lag of seconds costs nothing. Thread-safe.
 */
final class Stage implements AutoCloseable {

    /** Longer than any lag, and than what the service takes for the longest one. */
    private static final Duration AFTER_THE_LAG = Duration.ofSeconds(3);

    /** A request that was cancelled before it left never arrives. */
    private static final long LONGEST_WAY_MILLIS = 200;

    /** Where none is cancelled all arrive, on a busy machine a moment later. */
    private static final long LONGEST_WAY_OF_ALL_MILLIS = 5_000;

    private final Schedule schedule;
    private final SkippedTime time = new SkippedTime();
    private final SentRequests sent = new SentRequests();
    private final HeardCalls heard = new HeardCalls();
    private final ReadWriteLock calls = new ReentrantReadWriteLock(true);
    private final FakeTencentCloud cloud = FakeTencentCloud.start();
    private final ImageSharingService sharing;
    private int neverArrived;

    Stage(Schedule schedule) {
        this.schedule = schedule;
        cloud.unlimitedRates();
        cloud.lagClock(time::nanoTime);
        cloud.latency(schedule.latency());
        cloud.refusalEffect(schedule.refusalEffect());
        cloud.resharingFails(schedule.resharingFails());
        cloud.cancellingUnsharedFails(schedule.cancellingUnsharedFails());
        cloud.accountsPerRequest(schedule.perRequest());
        int limit = schedule.capped() ? schedule.threads() * schedule.mostShared() : 500;
        cloud.accountLimit(limit);
        // Nothing ends because its time is up: skipped time is everybody's, so the waits of one would be those of all.
        CloudSettings settings = cloud.settings(Region.of("ap-guangzhou")).toBuilder()
                .quota(sent)
                .observer(heard)
                .accountLimit(limit)
                .callTimeout(Duration.ofHours(1))
                .retry(Retry.defaults().attempts(schedule.attempts()).deadline(Duration.ofDays(1)))
                .build();
        sharing = ServiceTime.builder(time)
                .cvm(CvmSharing.connect(settings))
                .lighthouse(LighthouseSharing.connect(settings))
                .build();
    }

    Schedule schedule() {
        return schedule;
    }

    FakeTencentCloud cloud() {
        return cloud;
    }

    ImageSharingService sharing() {
        return sharing;
    }

    /** Lets some of a thread's accounts have access before it begins. */
    void shareElsewhere(List<? extends Shareable> targets, Set<AccountId> good, Set<AccountId> bad, Random chance) {
        for (Shareable target : targets) {
            Sets.union(good, bad).stream()
                    .filter(account -> chance.nextInt(3) == 0)
                    .limit(schedule.mostShared())
                    .forEach(account -> shareElsewhere(target, account));
        }
    }

    private void shareElsewhere(Shareable target, AccountId account) {
        if (target instanceof ImageId image) {
            cloud.shareElsewhere(image, account);
        } else {
            cloud.shareElsewhere((BlueprintId) target, account);
        }
    }

    /** Lets reads lag from now on. */
    void begin() {
        cloud.readLag(schedule.lag());
    }

    /** Ends all faults and lets so much time pass that every read shows the present. */
    void calmDown() throws InterruptedException {
        cloud.heal();
        time.sleep(AFTER_THE_LAG);
    }

    /** Which of some accounts have access, whatever lagging reads show. */
    Set<AccountId> withAccess(Shareable target, Set<AccountId> accounts) {
        Set<AccountId> all =
                target instanceof ImageId image ? cloud.accountsOf(image) : cloud.accountsOf((BlueprintId) target);
        Set<AccountId> some = new LinkedHashSet<>(all);
        some.retainAll(accounts);
        return some;
    }

    /** Makes one call; while a thread waits in {@link #awaitArrivals()} none begins. */
    void call(Runnable call) {
        calls.readLock().lock();
        try {
            call.run();
        } finally {
            calls.readLock().unlock();
        }
    }

    /**
     * Waits until everything that was sent has arrived: what a thread had on its way when it was interrupted may be acted on
     * a moment later.
     */
    void awaitArrivals() throws InterruptedException {
        calls.writeLock().lock();
        try {
            long end = System.nanoTime()
                    + TimeUnit.MILLISECONDS.toNanos(mayBeCancelled() ? LONGEST_WAY_MILLIS : LONGEST_WAY_OF_ALL_MILLIS);
            while (onTheWay() > 0 && System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            neverArrived += Math.max(0, onTheWay());
        } finally {
            calls.writeLock().unlock();
        }
    }

    private boolean mayBeCancelled() {
        return schedule.interruptPercent() > 0 || schedule.part() == Schedule.Part.DISTRIBUTIONS;
    }

    /**
     * What an observer heard of as sent is what was sent, and is what has arrived, but for what was cancelled on its way; of
     * what was taken for that, some may have arrived since.
     */
    void requireThatAllIsHeard() throws InterruptedException {
        heard.requireSound();
        awaitArrivals();
        int arrived = cloud.requests().size();
        int missing = heard.sent() - arrived;
        if ((neverArrived > 0 && !mayBeCancelled())
                || heard.sent() != sent.count.get()
                || missing < 0
                || missing > neverArrived) {
            throw new Judge.Broken(
                    "attempts heard as sent are the requests",
                    "%s heard, %s sent, %s arrived, %s cancelled on their way"
                            .formatted(heard.sent(), sent.count, arrived, neverArrived));
        }
    }

    private int onTheWay() {
        return sent.count.get() - neverArrived - cloud.requests().size();
    }

    @Override
    public void close() {
        sharing.close();
        cloud.close();
    }

    /** Sets no pace and counts what is sent. */
    private static final class SentRequests implements RequestQuota {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Optional<Permit> await(Api api, String host, Duration maxWait) {
            return Optional.of(new Counting());
        }

        private final class Counting implements Permit {

            @Override
            public boolean awaitSend(Duration maxWait) {
                count.incrementAndGet();
                return true;
            }

            @Override
            public void sent() {}

            @Override
            public void throttled() {}

            @Override
            public void close() {}
        }
    }
}
