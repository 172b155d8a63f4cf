package io.github.imagesharing.internal.quota;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.internal.quota.EngineGuard.Answer;
import io.github.imagesharing.spi.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the engine is asked again during an outage, in virtual time. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineGuardTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofNanos(1);
    private static final int ALL_THREADS = 64;

    private final VirtualTime time = new VirtualTime();
    private final EngineGuard guard = new EngineGuard(FailingQuota::new, time);
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger probes = new AtomicInteger();

    @AfterEach
    void end() {
        gate.countDown();
    }

    private void hang() {
        threads.add(Thread.currentThread());
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The engine fails with what the probe throws. */
    private Throwable ask(Runnable probe) throws InterruptedException {
        Answer<Integer> answer = guard.ask(
                () -> {
                    threads.add(Thread.currentThread());
                    throw new IllegalStateException("refused");
                },
                () -> {
                    threads.add(Thread.currentThread());
                    probes.incrementAndGet();
                    probe.run();
                });
        RequestQuota standIn = ((Answer.NoEngine<Integer>) answer).standIn();
        return ((FailingQuota) standIn).cause();
    }

    /** Returns when no thread of the guard has anything to do. */
    private void awaitIdleThreads() {
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
                Thread.onSpinWait();
            }
        }
    }

    private void awaitProbes(int howMany) {
        while (probes.get() < howMany) {
            Thread.onSpinWait();
        }
        awaitIdleThreads();
    }

    @Test
    void rowQU5AProbeThatNoThreadTakesIsTriedAgainASecondLater() throws InterruptedException {
        for (int i = 0; i < ALL_THREADS; i++) {
            assertThat(guard.tell(this::hang)).isTrue();
        }
        while (threads.size() < ALL_THREADS) {
            Thread.onSpinWait();
        }
        assertThat(ask(() -> {})).hasMessageContaining("rejected");
        time.pass(SECOND);
        ask(() -> {});
        gate.countDown();
        awaitIdleThreads();
        assertThat(probes).as("no thread was free").hasValue(0);

        time.pass(SECOND.minus(TICK));
        ask(() -> {});
        assertThat(probes).as("not yet a second").hasValue(0);
        time.pass(TICK);
        ask(() -> {});

        awaitProbes(1);
    }

    @Test
    void rowQU5AProbeThatFailsIsTriedAgainASecondLaterWhateverItFailsWith() throws InterruptedException {
        List<Runnable> failures = new ArrayList<>();
        failures.add(() -> {
            throw new IllegalStateException("refused");
        });
        failures.add(() -> {
            throw new StackOverflowError();
        });
        failures.add(() -> {
            throw new NoClassDefFoundError("of the engine's client");
        });
        ask(() -> {});
        awaitIdleThreads();
        for (int i = 0; i < failures.size(); i++) {
            time.pass(SECOND.minus(TICK));
            ask(failures.get(i));
            assertThat(probes).as("not yet a second").hasValue(i);
            time.pass(TICK);
            ask(failures.get(i));
            awaitProbes(i + 1);
        }
        time.pass(SECOND.multipliedBy(10).minus(TICK));
        ask(() -> {});
        assertThat(probes).as("a missing class is not there in a second").hasValue(failures.size());
        time.pass(TICK);
        ask(() -> {});
        awaitProbes(failures.size() + 1);
        assertThat(guard.tell(() -> {})).as("the outage is over").isTrue();
    }

    @Test
    void anErrorOfTheEnginesClientEndsNoThread() throws InterruptedException {
        AtomicInteger uncaught = new AtomicInteger();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught.incrementAndGet());
        try {
            guard.tell(() -> {
                threads.add(Thread.currentThread());
                throw new NoClassDefFoundError("of the engine's client");
            });
            while (threads.isEmpty()) {
                Thread.onSpinWait();
            }
            awaitIdleThreads();
            assertThat(uncaught).hasValue(0);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    /** It may hang for ever, and another connection may work; each takes a thread. */
    @Test
    void aProbeThatHangsIsTriedAgainAfterHalfAMinute() throws InterruptedException {
        ask(this::hang);
        awaitIdleThreads();
        time.pass(SECOND);
        ask(this::hang);
        while (probes.get() < 1) {
            Thread.onSpinWait();
        }
        time.pass(Duration.ofSeconds(30).minus(TICK));
        ask(this::hang);
        assertThat(probes).hasValue(1);
        time.pass(TICK);
        ask(() -> {});
        while (probes.get() < 2) {
            Thread.onSpinWait();
        }
    }

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void listenNoMore() {
        System.setErr(err);
    }

    private List<String> logged(String level) {
        return printed.toString(UTF_8)
                .lines()
                .filter(line -> line.contains(level + " io.github.imagesharing.DistributedQuota"))
                .toList();
    }

    private void askWithAnEngineThat(Throwable fails) throws InterruptedException {
        guard.ask(
                () -> {
                    threads.add(Thread.currentThread());
                    throw fails instanceof Exception e ? e : new ExecutionException(fails);
                },
                () -> {
                    threads.add(Thread.currentThread());
                    probes.incrementAndGet();
                    throw new IllegalStateException(fails);
                });
        awaitIdleThreads();
    }

    @Test
    void thatAnOutageLastsIsSaidOnceAMinuteWithHowLongAndHowManyPermitsItWas() throws InterruptedException {
        for (int second = 0; second <= 150; second++) {
            askWithAnEngineThat(new IllegalStateException("refused"));
            time.pass(SECOND);
        }

        assertThat(logged("WARN")).hasSize(3);
        assertThat(logged("WARN").get(1))
                .contains("does not answer, for 60 s now; 61 permits were asked of this machine alone")
                .endsWith("going on with no requests at all");
        assertThat(logged("WARN").get(2)).contains("for 120 s now; 121 permits");
        assertThat(logged("ERROR")).isEmpty();
        assertThat(guard.permitsWithoutEngine()).isEqualTo(151);
    }

    @Test
    void anEngineWhoseMembersLackAClassIsAnErrorSaidAgainAndAskedMoreRarely() throws InterruptedException {
        Throwable missing = new RuntimeException(new ClassNotFoundException("EntryProcessor"));
        askWithAnEngineThat(missing);
        for (int probe = 1; probe <= 6; probe++) {
            time.pass(SECOND.multipliedBy(10).minus(TICK));
            askWithAnEngineThat(missing);
            assertThat(probes).as("not yet ten seconds").hasValue(probe - 1);
            time.pass(TICK);
            askWithAnEngineThat(missing);
            awaitProbes(probe);
        }

        assertThat(logged("WARN")).isEmpty();
        assertThat(logged("ERROR"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("is misconfigured, which will not heal by itself")
                        .contains("ClassNotFoundException: EntryProcessor"));
    }

    @Test
    void anEngineThatWasDownAndComesBackReadOnlyIsToldAtOnce() throws InterruptedException {
        askWithAnEngineThat(new IllegalStateException("refused"));
        time.pass(SECOND);
        askWithAnEngineThat(new IllegalStateException("READONLY You can't write against a read only replica."));
        awaitProbes(1);
        time.pass(TICK);
        askWithAnEngineThat(new IllegalStateException("READONLY You can't write against a read only replica."));

        assertThat(logged("WARN")).hasSize(1);
        assertThat(logged("ERROR")).hasSize(1).first().asString().contains("READONLY");
    }

    @Test
    void theEndOfAnOutageIsSaidWithWhatItWas() throws InterruptedException {
        ask(() -> {});
        time.pass(MINUTE.plus(SECOND.multipliedBy(5)));
        ask(() -> {});
        awaitProbes(1);

        assertThat(logged("INFO"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("answers again, after 65 s and 2 permits of this machine alone");
    }

    @Test
    void aProbeThatSucceedsEndsTheOutage() throws InterruptedException {
        assertThat(ask(() -> {})).hasMessage("refused");
        assertThat(guard.tell(() -> {})).as("in the outage").isFalse();
        time.pass(SECOND);
        ask(() -> {});
        awaitProbes(1);

        assertThat(guard.ask(() -> 5, () -> {})).isEqualTo(new Answer.Given<>(5));
        assertThat(guard.tell(() -> {})).isTrue();
    }
}
