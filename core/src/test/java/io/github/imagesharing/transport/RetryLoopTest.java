package io.github.imagesharing.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often and how long something is tried again. */
class RetryLoopTest {

    private final AtomicInteger attempts = new AtomicInteger();

    private static ServiceFailureException failure(int attempt) {
        return new ServiceFailureException(Details.client(null, "failure " + attempt, null));
    }

    private final VirtualTime time = new VirtualTime();

    private String run(Retry retry, Duration left, int failures) {
        return new RetryLoop(retry, Deadline.in(left, time), null)
                .run(ImageSharingException::isRetryable, () -> failing(failures));
    }

    private String failing(int failures) {
        int attempt = attempts.incrementAndGet();
        if (attempt <= failures) {
            throw failure(attempt);
        }
        return "done";
    }

    private static Retry retry(int attempts) {
        return Retry.defaults().attempts(attempts).backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
    }

    @Test
    void asManyAttemptsAsAreAllowed() {
        assertThat(run(retry(4), Duration.ofSeconds(60), 3)).isEqualTo("done");
        assertThat(attempts).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void theLastFailureIsThrown(int most) {
        assertThatThrownBy(() -> run(retry(most), Duration.ofSeconds(60), 99))
                .isInstanceOf(ServiceFailureException.class)
                .hasMessage("failure " + most);
        assertThat(attempts).hasValue(most);
    }

    @Test
    void whatIsNotWorthItIsNotTriedAgain() {
        assertThatThrownBy(() -> new RetryLoop(retry(6), Deadline.in(Duration.ofSeconds(9), time), null)
                        .run(failure -> false, () -> failing(99)))
                .hasMessage("failure 1");
    }

    /** Each attempt takes an hour, so that time runs out between any two of them. */
    @ParameterizedTest(name = "with {0} h")
    @MethodSource("hours")
    void noAttemptBeginsWithoutTimeAndTheFailureBeforeIsThrown(int hours) {
        Deadline deadline = Deadline.in(Duration.ofHours(hours), time);

        Throwable thrown = catchThrowable(() -> new RetryLoop(retry(1000), deadline, null)
                .run(ImageSharingException::isRetryable, () -> {
                    assertThat(deadline.isOver()).as("attempt %s", attempts).isFalse();
                    time.pass(Duration.ofHours(1));
                    throw failure(attempts.incrementAndGet());
                }));

        assertThat(thrown).isInstanceOf(ServiceFailureException.class).hasMessage("failure " + attempts);
        assertThat(attempts).hasValue(hours);
    }

    static IntStream hours() {
        return IntStream.range(1, 20);
    }

    @Test
    void theWaitDoublesUpToTheLongestWithHalfOfItAsJitter() {
        List<Duration> begun = new ArrayList<>();
        Throwable thrown = catchThrowable(() -> new RetryLoop(retry(7), Deadline.in(Duration.ofHours(1), time), null)
                .run(ImageSharingException::isRetryable, () -> {
                    begun.add(time.passed());
                    throw failure(attempts.incrementAndGet());
                }));
        assertThat(thrown).hasMessage("failure 7");
        List<Integer> expected = List.of(100, 200, 400, 800, 1000, 1000);
        for (int i = 0; i < expected.size(); i++) {
            long waited = begun.get(i + 1).minus(begun.get(i)).toMillis();
            assertThat(waited).as("wait %s", i).isBetween(expected.get(i) / 2L, expected.get(i) * 3L / 2);
        }
    }

    @Test
    void noWaitIsLongerThanTheTimeThatIsLeft() {
        Retry slow = Retry.defaults().attempts(1000).backoff(Duration.ofMillis(20), Duration.ofDays(200_000));
        assertThatThrownBy(() -> run(slow, Duration.ofMillis(300), 1000)).isInstanceOf(ServiceFailureException.class);
        assertThat(time.passed()).isLessThan(Duration.ofMillis(300));
        assertThat(attempts.get()).isGreaterThan(2);
    }

    @Test
    void theOnlyAttemptGivesWhatItGives() {
        assertThat(run(retry(1), Duration.ofSeconds(10), 0)).isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptEndsTheWaitBetweenTwoAttemptsAndItsFlagIsKept(boolean ofAnImage) {
        ImageId image = ofAnImage ? WireCalls.IMAGE : null;
        Throwable thrown =
                catchThrowable(() -> new RetryLoop(retry(6), Deadline.in(Duration.ofSeconds(10), time), image)
                        .run(ImageSharingException::isRetryable, () -> {
                            Thread.currentThread().interrupt();
                            return failing(99);
                        }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown)
                .isInstanceOf(CallInterruptedException.class)
                .hasMessage((ofAnImage ? WireCalls.IMAGE + ": " : "") + "interrupted while waiting to try again")
                .hasCauseInstanceOf(ServiceFailureException.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void withoutTimeOneAttemptIsLeftToSayWhy() {
        assertThatThrownBy(() -> run(retry(6), Duration.ofSeconds(-1), 99)).hasMessage("failure 1");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aFailureThatOnlySaysThatTheTimeIsUpGivesWayToItsReason() {
        ServiceFailureException reason = failure(1);
        assertThatThrownBy(() -> new RetryLoop(retry(6), Deadline.in(Duration.ofSeconds(9), time), null)
                        .run(ImageSharingException::isRetryable, () -> {
                            throw new ThrottledException(Details.client(null, "no permit in time", reason));
                        }))
                .isSameAs(reason);
    }

    @Test
    void anAnswerThatTheDeadlineCutOffGivesWayToTheFailureBefore() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(9), time);
        assertThatThrownBy(() -> new RetryLoop(retry(6), deadline, null).run(ImageSharingException::isRetryable, () -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw failure(1);
                    }
                    time.pass(Duration.ofSeconds(9));
                    throw new CloudUnreachableException(Details.client(null, "no answer in time", null), true, true);
                }))
                .hasMessage("failure 1");
    }
}
