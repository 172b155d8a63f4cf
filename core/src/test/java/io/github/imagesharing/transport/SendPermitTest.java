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

    private interface SendPermit {
        boolean await(Duration maxWait) throws InterruptedException;
    }

    private static final class SwitchedQuota implements RequestQuota {

        private volatile SendPermit sendPermit = maxWait -> true;

        @Override
        public boolean await(Api api, String host, Duration maxWait) {
            return true;
        }

        @Override
        public boolean awaitSend(Api api, String host, Duration maxWait) throws InterruptedException {
            return sendPermit.await(maxWait);
        }

        @Override
        public void throttled(Api api, String host) {}
    }

    private final SwitchedQuota quota = new SwitchedQuota();

    private WireCalls calls(ScriptedServer server) {
        return new WireCalls(WireCalls.settings(server.endpoint()).quota(quota).build());
    }

    @Test
    void itsConnectionStandsAndNothingHasBeenSentYet() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = calls(server)) {
            quota.sendPermit = maxWait -> {
                assertThat(maxWait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(5));
                while (server.connectionsAccepted() == 0) {
                    Thread.onSpinWait();
                }
                return server.deliveries().isEmpty();
            };
            assertThat(calls.write()).contains(REQUEST_ID);
        }
    }

    @Test
    void aRequestWithoutAPermitToSendInTimeIsNotSentAndLeavesNoConnectionBehind() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = calls(server)) {
            quota.sendPermit = maxWait -> false;
            CloudUnreachableException failure = failure(CloudUnreachableException.class, calls::write);
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(failure)
                    .hasMessageContaining("the local quota has no permit to send within the time for this call");
            assertThat(server.deliveries()).isEmpty();

            quota.sendPermit = maxWait -> true;
            assertThat(calls.write()).contains(REQUEST_ID);
            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @Test
    void waitingForThePermitAnswersToInterruptionAndNothingIsInDoubt() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = calls(server)) {
            quota.sendPermit = maxWait -> {
                Thread.currentThread().interrupt();
                Thread.sleep(maxWait.toMillis());
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
