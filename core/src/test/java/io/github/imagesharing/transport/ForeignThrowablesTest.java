package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the user's quota, the credential or a call throws, a call ends in this library's exception and tells the truth. */
class ForeignThrowablesTest {

    private final ScriptedServer server = ScriptedServer.start();
    private final FailingQuota quota = new FailingQuota();

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Throwable> foreign() {
        return Stream.of(
                new IllegalStateException("on purpose"),
                new IOException("a checked exception in disguise"),
                new NoClassDefFoundError("on purpose"),
                new StackOverflowError("on purpose"),
                new AssertionError("on purpose"));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(@Nullable Throwable thrown) throws T {
        if (thrown != null) {
            throw (T) thrown;
        }
    }

    /** It is its only permit. */
    private static final class FailingQuota implements RequestQuota, RequestQuota.Permit {

        private @Nullable Throwable onAwait;
        private @Nullable Throwable onSend;
        private @Nullable Throwable onNews;

        @Override
        public Optional<Permit> await(Api api, String host, Duration maxWait) {
            ForeignThrowablesTest.<RuntimeException>sneak(onAwait);
            return Optional.of(this);
        }

        @Override
        public boolean awaitSend(Duration maxWait) {
            ForeignThrowablesTest.<RuntimeException>sneak(onSend);
            return true;
        }

        @Override
        public void sent() {
            ForeignThrowablesTest.<RuntimeException>sneak(onNews);
        }

        @Override
        public void throttled() {
            ForeignThrowablesTest.<RuntimeException>sneak(onNews);
        }

        @Override
        public void close() {
            ForeignThrowablesTest.<RuntimeException>sneak(onNews);
        }
    }

    private WireCalls calls() {
        return new WireCalls(WireCalls.settings(server.endpoint()).quota(quota).build());
    }

    private static void assertNotSent(Throwable thrown, Throwable cause) {
        assertThat(thrown).isInstanceOf(ImageSharingException.class).hasCause(cause);
        assertThat(((ImageSharingException) thrown).isRetryable()).isEqualTo(!(cause instanceof Error));
        if (thrown instanceof CloudUnreachableException unreachable) {
            assertThat(unreachable.outcomeUnknown()).isFalse();
        } else {
            assertThat(thrown).isInstanceOf(ThrottledException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void aQuotaThatThrowsWhereAPermitIsAsked(Throwable thrown) {
        try (WireCalls calls = calls()) {
            quota.onAwait = thrown;
            assertNotSent(catchThrowable(calls::write), thrown);
            assertThat(server.deliveries()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void aQuotaThatThrowsWhereThePermitToSendIsAsked(Throwable thrown) {
        try (WireCalls calls = calls()) {
            quota.onSend = thrown;
            assertNotSent(catchThrowable(calls::write), thrown);
            assertThat(server.deliveries()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void aQuotaThatThrowsWhenItHearsOfARefusal(Throwable thrown) {
        try (WireCalls calls = calls()) {
            quota.onNews = thrown;
            server.always(Answers.error("RequestLimitExceeded", "too many"));
            assertThat(failure(ThrottledException.class, calls::write).errorCode())
                    .hasValue("RequestLimitExceeded");
        }
    }

    @Test
    void anInterruptionInDisguiseIsAnInterruption() {
        try (WireCalls calls = calls()) {
            quota.onAwait = new InterruptedException("in disguise");
            assertThat(catchThrowable(calls::write)).isInstanceOf(CallInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void aCredentialThatThrows(Throwable thrown) {
        Credential failing = new Credential("AKIDid", "key");
        failing.setUpdater(credential -> ForeignThrowablesTest.<RuntimeException>sneak(thrown));
        try (WireCalls calls = new WireCalls(
                WireCalls.settings(server.endpoint()).credential(failing).build())) {
            AuthenticationException failure = failure(AuthenticationException.class, calls::write);
            assertThat(failure.isRetryable()).isEqualTo(!(thrown instanceof Error));
            assertThat(failure).hasStackTraceContaining(thrown.toString());
            assertThat(server.deliveries()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void aCallThatThrowsAfterTheRequestWasSentLeavesItInDoubt(Throwable thrown) {
        try (WireCalls calls = calls()) {
            CloudUnreachableException failure = failure(
                    CloudUnreachableException.class,
                    () -> calls.caller().send(WireCalls.WRITE, WireCalls.IMAGE, calls.deadline(), () -> {
                        markSent();
                        ForeignThrowablesTest.<RuntimeException>sneak(thrown);
                        return "never";
                    }));
            assertThat(failure.outcomeUnknown()).isTrue();
            assertThat(failure.isRetryable()).isEqualTo(!(thrown instanceof Error));
        }
    }

    private static void markSent() {
        try {
            Exchange.current().send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
