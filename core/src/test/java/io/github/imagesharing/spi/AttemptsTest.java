package io.github.imagesharing.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often and how long something is tried again. */
class AttemptsTest {

    private final AtomicInteger attempts = new AtomicInteger();

    private static ServiceFailureException failure(int attempt) {
        return new ServiceFailureException(Details.client(null, "failure " + attempt, null));
    }

    private String run(Retry retry, Duration time, int failures) {
        Deadline deadline = Deadline.in(time);
        return Attempts.run(retry, deadline, null, ImageSharingException::isRetryable, () -> {
            int attempt = attempts.incrementAndGet();
            if (attempt > 1 && deadline.isOver()) {
                throw new AssertionError("an attempt without time");
            }
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
        assertThatThrownBy(() -> Attempts.run(quick(6), Deadline.in(Duration.ofSeconds(9)), null, e -> false, () -> {
                    throw failure(attempts.incrementAndGet());
                }))
                .hasMessage("failure 1");
    }

    @Test
    void noAttemptBeginsWithoutTimeAndTheFailureBeforeIsThrown() {
        Retry patient = Retry.defaults().attempts(1000).backoff(Duration.ofMillis(20), Duration.ofDays(200_000));
        long begin = System.nanoTime();
        assertThatThrownBy(() -> run(patient, Duration.ofMillis(150), 1000))
                .isInstanceOf(ServiceFailureException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(400));
        assertThat(attempts).hasValueGreaterThan(1);
    }

    @Test
    void withoutTimeOneAttemptIsLeftToSayWhy() {
        assertThatThrownBy(() -> run(quick(6), Duration.ofSeconds(-1), 99)).hasMessage("failure 1");
        assertThat(attempts).hasValue(1);
    }
}
