package io.github.imagesharing.system;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One thread's way of calling: faults are planned before a call, and some calls are interrupted. For one thread. */
final class Caller {

    private static final List<Fault> FAULTS = List.of(
            Fault.dropBefore(),
            Fault.dropAfter(),
            Fault.dropAfter(),
            Fault.throttled(),
            Fault.error("InternalError", "try later"),
            Fault.errorAfter("InternalError", "try later"),
            Fault.httpStatus(502, "<html>bad gateway</html>"),
            Fault.httpStatusAfter(503, ""),
            Fault.answer("{\"Response\":{}}"),
            Fault.answerAfter("{}"),
            Fault.answerAfter("{\"Response\":{\"RequestId\":"),
            Fault.silent(Duration.ofMillis(3)));

    /** The longest time from the beginning of a call to its interruption. */
    private static final int LATEST_INTERRUPTION_MICROS = 20_000;

    private final Stage stage;
    private final Random chance;

    Caller(Stage stage, Random chance) {
        this.stage = stage;
        this.chance = chance;
    }

    /**
     * How a call ended.
     *
     * @param <T> what it gives
     * @param value what it gave, or null
     * @param failure what it threw, or null
     */
    record End<T>(@Nullable T value, @Nullable ImageSharingException failure) {

        String inShort() {
            return failure == null
                    ? String.valueOf(value)
                    : failure
                            + failure.report()
                                    .map(report -> ", " + report.outcomes())
                                    .orElse("");
        }
    }

    /** Perhaps plans faults for requests to come; the requests of another thread may meet them. */
    void planFaults(List<String> actions) {
        if (chance.nextInt(100) < stage.schedule().faultPercent()) {
            for (int i = 1 + chance.nextInt(2); i > 0; i--) {
                String action = actions.get(chance.nextInt(actions.size()));
                stage.cloud().failNext(action, 1 + chance.nextInt(3), FAULTS.get(chance.nextInt(FAULTS.size())));
            }
        }
    }

    /** Makes a call and tells how it ended, once everything that it sent has arrived. */
    <T> End<T> call(Supplier<T> call) throws InterruptedException {
        boolean interrupts = chance.nextInt(100) < stage.schedule().interruptPercent();
        int micros = chance.nextInt(LATEST_INTERRUPTION_MICROS);
        Ending<T> ending = new Ending<>(call);
        Interruption interruption = new Interruption(Thread.currentThread());
        stage.call(() -> {
            if (interrupts) {
                CompletableFuture.delayedExecutor(micros, TimeUnit.MICROSECONDS).execute(interruption::happen);
            }
            ending.run();
            interruption.end();
        });
        boolean flag = Thread.interrupted();
        if (flag != interruption.happened) {
            throw new Judge.Broken(
                    flag ? "interrupted by nobody" : "the interruption is forgotten", ending.end.inShort());
        }
        if (!flag && ending.failure() instanceof CallInterruptedException e) {
            throw new Judge.Broken("says that it was interrupted", "and was not", e);
        }
        if (flag) {
            stage.awaitArrivals();
        }
        return ending.end;
    }

    /** Makes a call and keeps how it ended. */
    private static final class Ending<T> implements Runnable {

        private final Supplier<T> call;
        private End<T> end = new End<>(null, null);

        Ending(Supplier<T> call) {
            this.call = call;
        }

        @Override
        public void run() {
            try {
                end = new End<>(call.get(), null);
            } catch (ImageSharingException e) {
                end = new End<>(null, e);
            }
        }

        @Nullable
        ImageSharingException failure() {
            return end.failure();
        }
    }

    /** An interruption that happens during the call or not at all. Thread-safe. */
    private static final class Interruption {

        private final Thread thread;
        private boolean over;
        private boolean happened;

        Interruption(Thread thread) {
            this.thread = thread;
        }

        synchronized void happen() {
            if (!over) {
                happened = true;
                thread.interrupt();
            }
        }

        synchronized void end() {
            over = true;
        }
    }
}
