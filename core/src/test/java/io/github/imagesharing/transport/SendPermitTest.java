package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.Api;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A request that is ready, its connection standing, still asks whether it may leave. */
class SendPermitTest {

    private interface SendPermit {
        boolean await(Duration maxWait) throws InterruptedException;
    }

    /** It is its only permit, and notes what it hears. */
    private static final class SwitchedQuota implements RequestQuota, RequestQuota.Permit {

        private final List<String> heard = new CopyOnWriteArrayList<>();
        private volatile SendPermit sendPermit = maxWait -> true;
        private volatile Runnable onSent = () -> {};

        @Override
        public Optional<Permit> await(Api api, String host, Duration maxWait) {
            return Optional.of(this);
        }

        @Override
        public boolean awaitSend(Duration maxWait) throws InterruptedException {
            return sendPermit.await(maxWait);
        }

        @Override
        public void sent() {
            onSent.run();
            heard.add("sent");
        }

        @Override
        public void throttled() {
            heard.add("throttled");
        }

        @Override
        public void close() {
            heard.add("closed");
        }
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
    void theQuotaHearsThatItWasSentWhenTheServiceHasIt() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = calls(server)) {
            quota.onSent = () -> {
                while (server.deliveries().isEmpty()) {
                    Thread.onSpinWait();
                }
            };
            assertThat(calls.write()).contains(REQUEST_ID);
            assertThat(quota.heard).containsExactly("sent", "closed");
        }
    }

    @Test
    void theQuotaHearsOfARefusalAfterThat() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = calls(server)) {
            server.next(Answers.error("RequestLimitExceeded", "too many"));
            failure(ThrottledException.class, calls::write);
            assertThat(quota.heard).containsExactly("sent", "throttled", "closed");
        }
    }

    @Test
    void theQuotaHearsOfARequestThatWasCutOffAsSent() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = calls(server)) {
            server.next(Connection::close);
            failure(CloudUnreachableException.class, calls::write);
            assertThat(quota.heard).containsExactly("sent", "closed");
        }
    }

    @Test
    void aRequestWithoutAPermitToSendInTimeIsNotSentAndLeavesNoConnectionBehind() {
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = calls(server)) {
            quota.sendPermit = maxWait -> false;
            CloudUnreachableException failure = failure(CloudUnreachableException.class, calls::write);
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(failure).hasMessageContaining("the quota has no permit to send within the time for this call");
            assertThat(server.deliveries()).isEmpty();
            assertThat(quota.heard).containsExactly("closed");

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
