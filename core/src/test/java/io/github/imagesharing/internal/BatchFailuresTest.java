package io.github.imagesharing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.UnsupportedRegionException;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which failures of some images end a batch for all, when, and in which words; one image after the other, in virtual time. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchFailuresTest {

    private static final AccountId ACCOUNT = AccountId.of("100000000018");

    private final VirtualTime time = new VirtualTime();
    private final List<Runnable> elsewhere = new ArrayList<>();
    private final BatchFailures failures = new BatchFailures(
            Retry.defaults(), time, () -> elsewhere.isEmpty() ? Optional.empty() : Optional.of(elsewhere.remove(0)));
    private int asked;

    private static ImageId image(int number) {
        return ImageId.of("img-number" + number);
    }

    private static Details details(ImageId image) {
        return new Details(
                "Action of " + image + ": refused", "Some.Code", "request-1", image, DetectedBy.SERVICE, null);
    }

    private static ImageSharingException unreachable(Details details) {
        return new CloudUnreachableException(details, true, true);
    }

    /** Failures that are about the caller or the service. */
    static Stream<Function<Details, ImageSharingException>> aboutAll() {
        return Stream.of(
                AuthenticationException::new,
                AccessDeniedException::new,
                UnsupportedRegionException::new,
                ServiceFailureException::new,
                ThrottledException::new,
                BatchFailuresTest::unreachable,
                details -> new AuthenticationException(details, true),
                details -> new CloudUnreachableException(details, false, false));
    }

    /** Failures that are about one image or account, or of which nobody knows. */
    static Stream<Function<Details, ImageSharingException>> aboutOne() {
        return Stream.of(ImageNotFoundException::new, AccountNotFoundException::new, UnrecognizedServiceException::new);
    }

    /** Makes one request for an image before it fails so. */
    private ImageSharingException fails(ImageId image, Function<Details, ImageSharingException> how) {
        return catchThrowableOfType(
                ImageSharingException.class,
                () -> run(failures.gate(image), () -> {
                    throw how.apply(details(image));
                }));
    }

    private ShareReport ends(ImageId image, Outcome outcome) {
        return run(failures.gate(image), () -> outcome);
    }

    private ShareReport run(BatchFailures.ImageGate gate, Supplier<Outcome> request) {
        return failures.run(gate, () -> {
            try {
                gate.through(() -> true);
            } catch (InterruptedException e) {
                throw new CallInterruptedException(Details.client(null, "interrupted", e));
            }
            asked++;
            Outcome outcome = request.get();
            return new ShareReport(image(0), Map.of(ACCOUNT, outcome), List.of());
        });
    }

    @ParameterizedTest
    @MethodSource("aboutAll")
    void whatFailsAllAlikeEndsTheBatchInBoundedTimeAndSaysSoOfTheImageAtHand(
            Function<Details, ImageSharingException> how) {
        for (int i = 1; i < 100; i++) {
            assertThat(fails(image(i), how))
                    .isInstanceOf(how.apply(details(image(1))).getClass());
        }

        assertThat(failures.hasEnded()).isTrue();
        assertThat(asked).isLessThan(12);
        assertThat(time.passed()).isLessThan(Duration.ofSeconds(16));
        ImageSharingException last = fails(image(100), how);
        assertThat(last)
                .hasSameClassAs(how.apply(details(image(1))))
                .hasMessageContaining("img-number100: not asked")
                .hasMessageContaining("Action of another image: refused")
                .hasMessageNotContaining("img-number" + asked);
        assertThat(last.errorCode()).hasValue("Some.Code");
        assertThat(last.imageId()).hasValue(image(100));
        assertThat(last.isRetryable()).isEqualTo(how.apply(details(image(1))).isRetryable());
        assertThat(!(last instanceof CloudUnreachableException lost) || !lost.outcomeUnknown())
                .as("not asked is not in doubt")
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("aboutOne")
    void whatIsAboutOneImageEndsNothing(Function<Details, ImageSharingException> how) {
        for (int i = 0; i < 100; i++) {
            fails(image(i), how);
        }

        assertThat(asked).isEqualTo(100);
        assertThat(time.passed()).isZero();
    }

    @ParameterizedTest
    @MethodSource("aboutAll")
    void aSuccessBetweenThemEndsNothing(Function<Details, ImageSharingException> how) {
        for (int i = 0; i < 100; i++) {
            fails(image(3 * i), how);
            fails(image(3 * i + 1), how);
            ends(image(3 * i + 2), new Outcome.Changed());
        }

        assertThat(asked).isEqualTo(300);
        assertThat(time.passed()).isZero();
    }

    @Test
    void aWriteThatIsRefusedForItsAccountShowsThatTheCallerMayWrite() {
        ImageSharingException refusal = new AccountNotFoundException(details(image(1)));
        for (int i = 0; i < 100; i++) {
            ends(image(2 * i), new Outcome.Failed(new AccessDeniedException(details(image(i)))));
            ends(image(2 * i + 1), new Outcome.Failed(refusal));
        }

        assertThat(asked).isEqualTo(200);
    }

    @Test
    void imagesThatNeededNoWriteSayNothingOfWrites() {
        for (int i = 0; i < 100 && !failures.hasEnded(); i++) {
            ImageId denied = image(2 * i);
            ends(denied, new Outcome.Failed(new AccessDeniedException(details(denied))));
            if (!failures.hasEnded()) {
                ends(image(2 * i + 1), new Outcome.Unchanged());
            }
        }

        assertThat(failures.hasEnded()).isTrue();
        assertThat(asked).isLessThan(12);
    }

    @Test
    void whatPassesLetsAllGoOn() {
        for (int i = 0; i < 4; i++) {
            fails(image(i), BatchFailuresTest::unreachable);
        }
        assertThat(failures.hasEnded()).isFalse();
        ends(image(4), new Outcome.Changed());
        Duration held = time.passed();
        for (int i = 5; i < 100; i++) {
            ends(image(i), new Outcome.Changed());
        }

        assertThat(held).isPositive();
        assertThat(time.passed()).isEqualTo(held);
    }

    @Test
    void onceAWriteGotThroughTwentyRefusalsInARowAreNoProof() {
        ends(image(0), new Outcome.Changed());
        for (int i = 1; i <= 19; i++) {
            ImageId denied = image(i);
            ends(denied, new Outcome.Failed(new AccessDeniedException(details(denied))));
        }

        assertThat(time.passed()).as("nobody was held").isZero();
        assertThat(ends(image(20), new Outcome.Changed()).isComplete()).isTrue();
    }

    @Test
    void anImageFromElsewhereTriesWhereAPolicyMayBeAboutSomeImages() {
        ImageId far = image(77);
        elsewhere.add(() -> run(failures.probe(far), Outcome.Changed::new));
        for (int i = 0; i < 3; i++) {
            fails(image(i), AccessDeniedException::new);
        }

        assertThat(ends(image(3), new Outcome.Changed()).isComplete()).isTrue();
        assertThat(elsewhere).isEmpty();
        assertThat(failures.hasEnded()).isFalse();
    }

    @Test
    void theFirstAttemptsTellOfAnEndpointThatIsDown() {
        for (int i = 0; i < 3; i++) {
            failures.gate(image(i)).failed(unreachable(details(image(i))));
        }
        ends(image(4), new Outcome.Changed());

        assertThat(time.passed()).as("it was held").isPositive();
    }

    @Test
    void attemptsThatAreThrottledTellNothingForOthersOfTheAccountMayCauseThem() {
        for (int i = 0; i < 50; i++) {
            failures.gate(image(i)).failed(new ThrottledException(details(image(i))));
        }
        ends(image(50), new Outcome.Changed());

        assertThat(time.passed()).isZero();
    }

    @Test
    void whoWaitsForAPermitIsCalledBackWhenTheBatchEndsAndKeepsNoInterruption() throws InterruptedException {
        AtomicReference<ImageSharingException> ended = new AtomicReference<>();
        AtomicBoolean isInterrupted = new AtomicBoolean(true);
        CountDownLatch never = new CountDownLatch(1);
        Thread inLine = new Thread(() -> {
            ended.set(catchThrowableOfType(
                    ImageSharingException.class,
                    () -> failures.gate().through(() -> {
                        never.await();
                        return true;
                    })));
            isInterrupted.set(Thread.currentThread().isInterrupted());
        });
        inLine.start();
        while (inLine.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        for (int i = 1; i < 100 && !failures.hasEnded(); i++) {
            fails(image(i), BatchFailuresTest::unreachable);
        }
        inLine.join();

        assertThat(ended.get()).isInstanceOf(CallInterruptedException.class);
        assertThat(isInterrupted).isFalse();
    }

    @Test
    void patienceFollowsRetryButIsNeverNone() {
        BatchFailures hasty = new BatchFailures(Retry.defaults().attempts(1), time, Optional::empty);
        int made = 0;
        while (!hasty.hasEnded()) {
            ImageId next = image(made++);
            BatchFailures.ImageGate gate = hasty.gate(next);
            var unused = catchThrowableOfType(
                    ImageSharingException.class,
                    () -> hasty.run(gate, () -> {
                        try {
                            gate.through(() -> true);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        throw unreachable(details(next));
                    }));
        }

        assertThat(made).isBetween(4, 8);
        assertThat(time.passed()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(3));
    }
}
