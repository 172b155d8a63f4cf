package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Api;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A request that is ready, its connection standing, still asks whether it may leave. */
class SendPermitTest {

    private interface Exit {
        boolean await(Duration atMost) throws InterruptedException;
    }

    private static final class Gate implements RequestQuota {

        private volatile Exit exit = atMost -> true;

        @Override
        public boolean await(Api api, String host, Duration atMost) {
            return true;
        }

        @Override
        public boolean awaitSend(Api api, String host, Duration atMost) throws InterruptedException {
            return exit.await(atMost);
        }

        @Override
        public void throttled(Api api, String host) {}
    }

    private final Gate gate = new Gate();

    private WireCalls calls(ScriptedServer server) {
        return new WireCalls(WireCalls.settings(server.endpoint()).quota(gate).build());
    }

    @Test
    void itsConnectionStandsAndNothingHasLeftYet() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = calls(server)) {
            gate.exit = atMost -> {
                assertThat(atMost).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(5));
                while (server.connectionsAccepted() == 0) {
                    Thread.onSpinWait();
                }
                return server.deliveries().isEmpty();
            };
            assertThat(calls.write()).contains(REQUEST_ID);
        }
    }

    @Test
    void oneThatMayNotLeaveInTimeIsNotSentAndLeavesNoConnectionBehind() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = calls(server)) {
            gate.exit = atMost -> false;
            CloudUnreachableException failure = failure(CloudUnreachableException.class, calls::write);
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(failure).hasMessageContaining("the local quota lets no request leave in time");
            assertThat(server.deliveries()).isEmpty();

            gate.exit = atMost -> true;
            assertThat(calls.write()).contains(REQUEST_ID);
            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @Test
    void waitingToLeaveAnswersToInterruptionAndNothingIsInDoubt() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = calls(server)) {
            gate.exit = atMost -> {
                Thread.currentThread().interrupt();
                Thread.sleep(atMost.toMillis());
                return true;
            };
            CallInterruptedException failure = failure(CallInterruptedException.class, calls::write);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.getCause())
                    .isInstanceOfSatisfying(
                            CloudUnreachableException.class,
                            notSent -> assertThat(notSent.outcomeUnknown()).isFalse());
            assertThat(server.deliveries()).isEmpty();
        }
    }
}
