package io.github.imagesharing.internal.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fact that a call can do without costs it little where nobody answers. */
class OptionalReadTest {

    private final CloudUnreachableException silence =
            new CloudUnreachableException(Details.client(null, "STS is silent", null), true, true);
    private final VirtualTime time = new VirtualTime();
    private final OptionalRead optional = new OptionalRead(OptionalChecks.WHEN_POSSIBLE);
    private final List<Duration> given = new ArrayList<>();

    private Fact<String> read(OptionalRead read, Duration left, ImageSharingException failure) {
        return read.read(Deadline.in(left, time), soon -> {
            given.add(soon.left());
            time.pass(soon.left());
            throw failure;
        });
    }

    private Fact<String> answered() {
        return optional.read(Deadline.in(Duration.ofSeconds(60), time), soon -> {
            given.add(soon.left());
            return "answer";
        });
    }

    @Test
    void itTakesThreeSecondsAtMostAndNoMoreThanHalfOfTheTimeLeft() {
        read(optional, Duration.ofSeconds(60), new ThrottledException(Details.client(null, "busy", null)));
        read(optional, Duration.ofSeconds(4), new ThrottledException(Details.client(null, "busy", null)));
        read(new OptionalRead(OptionalChecks.DEMAND), Duration.ofSeconds(60), silence);

        assertThat(given).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(30));
    }

    @Test
    void aSilenceIsRememberedForAMinuteAndSaid() {
        assertThat(read(optional, Duration.ofSeconds(60), silence)).isEqualTo(new Fact.Unavailable<>(silence));

        assertThatThrownBy(() -> answered().orThrow())
                .isInstanceOf(CloudUnreachableException.class)
                .hasMessage("not asked again for 60 s after: STS is silent");
        time.pass(Duration.ofMillis(59_999));
        assertThat(answered()).isInstanceOf(Fact.Unavailable.class);
        assertThat(given).hasSize(1);
        time.pass(Duration.ofMillis(1));
        assertThat(answered()).isEqualTo(new Fact.Known<>("answer"));
    }

    static Stream<ImageSharingException> answers() {
        return Stream.of(
                new AccessDeniedException(Details.client(null, "no right", null)),
                new ThrottledException(Details.client(null, "busy", null)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aRefusalIsAnAnswerAndCostsNothingToAskForAgain(ImageSharingException refusal) {
        read(optional, Duration.ofSeconds(60), refusal);

        assertThat(answered()).isEqualTo(new Fact.Known<>("answer"));
    }

    @Test
    void anAnswerEndsTheMemoryOfASilence() {
        read(optional, Duration.ofSeconds(60), silence);
        time.pass(Duration.ofMinutes(1));
        answered();

        assertThat(answered()).isEqualTo(new Fact.Known<>("answer"));
    }

    @Test
    void whatIsDemandedIsAskedForEachTime() {
        OptionalRead demanded = new OptionalRead(OptionalChecks.DEMAND);
        read(demanded, Duration.ofSeconds(60), silence);
        read(demanded, Duration.ofSeconds(60), silence);

        assertThat(given).hasSize(2);
    }

    @Test
    void anInterruptionEndsTheCallAndIsNoSilence() {
        CallInterruptedException interrupted = new CallInterruptedException(Details.client(null, "interrupted", null));

        assertThatThrownBy(() -> read(optional, Duration.ofSeconds(60), interrupted))
                .isSameAs(interrupted);
        assertThat(answered()).isEqualTo(new Fact.Known<>("answer"));
    }

    @Test
    void aCallThatHadLittleTimeSaysNothingAboutTheOthers() {
        read(optional, Duration.ofMillis(5_999), silence);
        assertThat(answered()).isEqualTo(new Fact.Known<>("answer"));
        read(optional, Duration.ofSeconds(6), silence);
        assertThat(answered()).isInstanceOf(Fact.Unavailable.class);
    }
}
