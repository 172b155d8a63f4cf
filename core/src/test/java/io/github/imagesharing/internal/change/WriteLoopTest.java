package io.github.imagesharing.internal.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.VirtualTime;
import io.github.imagesharing.transport.RetryLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One loop sends, looks where the request may have been applied, and sends again. */
class WriteLoopTest {

    private static final Details WHY = Details.client(null, "why", null);
    private final ThrottledException throttled = new ThrottledException(WHY);
    private final CloudUnreachableException lost = new CloudUnreachableException(WHY, true, true);
    private final ServiceFailureException failed = new ServiceFailureException(WHY);

    private final VirtualTime time = new VirtualTime();
    private final List<String> steps = new ArrayList<>();
    private final Deque<ImageSharingException> failures = new ArrayDeque<>();
    private Supplier<Optional<String>> effect = Optional::empty;

    private String run(int attempts) {
        RetryLoop retries =
                new RetryLoop(Retry.defaults().attempts(attempts), Deadline.in(Duration.ofHours(1), time), null);
        return new WriteLoop(retries).run(new WriteLoop.Request<>() {
            @Override
            public String send() {
                steps.add("send");
                if (!failures.isEmpty()) {
                    throw failures.remove();
                }
                return "sent";
            }

            @Override
            public boolean isInDoubt(ImageSharingException failure) {
                return FailureScope.of(failure).mayHaveChanged(1);
            }

            @Override
            public Optional<String> look() {
                steps.add("look");
                return effect.get();
            }
        });
    }

    @Test
    void whatWasCertainlyNotActedOnIsSentAgainWithoutALook() {
        failures.addAll(List.of(throttled, new CloudUnreachableException(WHY, false, true)));
        assertThat(run(6)).isEqualTo("sent");
        assertThat(steps).containsExactly("send", "send", "send");
    }

    @Test
    void whatMayHaveBeenAppliedIsLookedAtBeforeItIsSentAgain() {
        failures.addAll(List.of(lost, failed));
        assertThat(run(6)).isEqualTo("sent");
        assertThat(steps).containsExactly("send", "look", "send", "look", "send");
    }

    @Test
    void whatALookFindsDoneIsNotSentAgain() {
        failures.add(lost);
        effect = () -> Optional.of("found");
        assertThat(run(6)).isEqualTo("found");
        assertThat(steps).containsExactly("send", "look");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6})
    void thereIsOneBudgetForAllKindsOfFailure(int attempts) {
        for (int i = 0; i < 40; i++) {
            failures.add(List.of(throttled, lost, throttled, failed).get(i % 4));
        }
        assertThatThrownBy(() -> run(attempts)).isInstanceOf(ImageSharingException.class);
        assertThat(steps.stream().filter("send"::equals)).hasSize(attempts);
    }

    @Test
    void aLookThatFailsEndsItWithTheFailureOfTheWrite() {
        failures.add(lost);
        effect = () -> {
            throw failed;
        };
        assertThatThrownBy(() -> run(6)).isSameAs(lost);
        assertThat(steps).containsExactly("send", "look");
    }

    @Test
    void anInterruptedLookIsAnInterruption() {
        failures.add(lost);
        CallInterruptedException interrupted = new CallInterruptedException(WHY);
        effect = () -> {
            throw interrupted;
        };
        assertThatThrownBy(() -> run(6)).isSameAs(interrupted);
    }

    @Test
    void whatCannotSucceedIsSentOnce() {
        ImageNotFoundException gone = new ImageNotFoundException(WHY);
        failures.add(gone);
        assertThatThrownBy(() -> run(6)).isSameAs(gone);
        assertThat(steps).containsExactly("send");
    }
}
