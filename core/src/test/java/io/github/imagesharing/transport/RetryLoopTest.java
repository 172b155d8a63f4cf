package io.github.imagesharing.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often and how long something is tried again. */
class RetryLoopTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final AtomicInteger attempts = new AtomicInteger();

    private static ServiceFailureException failure(int attempt) {
        return new ServiceFailureException(Details.client(null, "failure " + attempt, null));
    }

    private String run(Retry retry, Duration time, int failures) {
        return run(retry, Deadline.in(time), failures);
    }

    private String run(Retry retry, Deadline deadline, int failures) {
        return RetryLoop.run(retry, deadline, null, ImageSharingException::isRetryable, () -> {
            int attempt = attempts.incrementAndGet();
            if (attempt <= failures) {
                throw failure(attempt);
            }
            return "done";
        });
    }

    private static Retry quick(int attempts) {
        return Retry.defaults().attempts(attempts).backoff(Duration.ofNanos(1000), Duration.ofMillis(1));
    }

    @Test
    void asManyAttemptsAsAreAllowed() {
        assertThat(run(quick(4), Duration.ofSeconds(10), 3)).isEqualTo("done");
        assertThat(attempts).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void theLastFailureIsThrown(int most) {
        assertThatThrownBy(() -> run(quick(most), Duration.ofSeconds(10), 99))
                .isInstanceOf(ServiceFailureException.class)
                .hasMessage("failure " + most);
        assertThat(attempts).hasValue(most);
    }

    @Test
    void whatIsNotWorthItIsNotTriedAgain() {
        assertThatThrownBy(() -> RetryLoop.run(quick(6), Deadline.in(Duration.ofSeconds(9)), null, e -> false, () -> {
                    throw failure(attempts.incrementAndGet());
                }))
                .hasMessage("failure 1");
    }

    /** Each look at the clock takes an hour, so that time runs out between any two of them. */
    @ParameterizedTest(name = "with {0} h")
    @MethodSource("hours")
    void noAttemptBeginsWithoutTimeAndTheFailureBeforeIsThrown(int hours) {
        AtomicLong clock = new AtomicLong();
        long end = Duration.ofHours(hours).toNanos();
        Deadline deadline = Deadline.in(Duration.ofHours(hours), () -> clock.getAndAdd(HOUR));
        long begun = clock.get() - HOUR;

        Throwable thrown = catchThrowable(() ->
                RetryLoop.run(quick(1000), deadline, null, ImageSharingException::isRetryable, () -> {
                    boolean inTime = clock.get() - HOUR - begun < end;
                    assertThat(inTime || attempts.get() == 0)
                            .as("time for attempt %s", attempts)
                            .isTrue();
                    throw failure(attempts.incrementAndGet());
                }));

        assertThat(thrown).isInstanceOf(ServiceFailureException.class).hasMessage("failure " + attempts);
        assertThat(attempts.get()).isGreaterThanOrEqualTo(Math.max(1, hours / 4));
    }

    static IntStream hours() {
        return IntStream.range(1, 20);
    }

    @Test
    void noWaitIsLongerThanTheTimeThatIsLeft() {
        Retry patient = Retry.defaults().attempts(1000).backoff(Duration.ofMillis(20), Duration.ofDays(200_000));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> run(patient, Duration.ofMillis(300), 1000))
                        .isInstanceOf(ServiceFailureException.class));
    }

    @Test
    void theOnlyAttemptGivesWhatItGives() {
        assertThat(run(quick(1), Duration.ofSeconds(10), 0)).isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptEndsTheWaitBetweenTwoAttemptsAndItsFlagIsKept(boolean ofAnImage) {
        ImageId image = ofAnImage ? WireCalls.IMAGE : null;
        Throwable thrown = catchThrowable(() -> RetryLoop.run(
                quick(6), Deadline.in(Duration.ofSeconds(10)), image, ImageSharingException::isRetryable, () -> {
                    Thread.currentThread().interrupt();
                    throw failure(attempts.incrementAndGet());
                }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown)
                .isInstanceOf(CallInterruptedException.class)
                .hasMessage((ofAnImage ? WireCalls.IMAGE + ": " : "") + "interrupted while waiting to try again");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void withoutTimeOneAttemptIsLeftToSayWhy() {
        assertThatThrownBy(() -> run(quick(6), Duration.ofSeconds(-1), 99)).hasMessage("failure 1");
        assertThat(attempts).hasValue(1);
    }
}
