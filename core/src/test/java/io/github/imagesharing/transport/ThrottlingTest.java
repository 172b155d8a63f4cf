package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.Answers.error;
import static io.github.imagesharing.transport.Answers.errorBody;
import static io.github.imagesharing.transport.WireCalls.ATTEMPTS;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.internal.quota.MemoryEngine;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals that pass: too many requests, failures of the service, time that is over; and a wrong clock, which does not. */
class ThrottlingTest {

    private static final class ListeningQuota implements RequestQuota {
        final List<String> heard = new CopyOnWriteArrayList<>();
        final AtomicInteger permits = new AtomicInteger();

        @Override
        public Optional<Permit> await(Api api, String host, Duration maxWait) {
            permits.incrementAndGet();
            return Optional.of(new Listening(api.action() + " " + host));
        }

        private final class Listening implements Permit {
            private final String call;

            Listening(String call) {
                this.call = call;
            }

            @Override
            public boolean awaitSend(Duration maxWait) {
                return true;
            }

            @Override
            public void sent() {}

            @Override
            public void throttled() {
                heard.add(call);
            }

            @Override
            public void close() {}
        }
    }

    @ParameterizedTest(name = "30b {0}")
    @ValueSource(
            strings = {
                "RequestLimitExceeded",
                "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
                "RequestLimitExceeded.IPLimitExceeded",
                "RequestLimitExceeded.UinLimitExceeded",
                "LimitExceeded.RateLimitExceeded",
            })
    void tooManyRequestsAreTriedAgainReadsAndWritesAlikeAndTheQuotaHearsOfIt(String code) {
        ListeningQuota quota = new ListeningQuota();
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = new WireCalls(
                        WireCalls.settings(server.endpoint()).quota(quota).build())) {
            server.next(error(code, "Your current request times is over."));
            assertThat(calls.writeUntilActedOn()).contains(REQUEST_ID);
            assertThat(quota.heard).containsExactly("ModifyImageSharePermission cvm.tencentcloudapi.com");
            server.next(error(code, "again"));
            assertThat(calls.read()).contains(REQUEST_ID);

            server.always(error(code, "always"));
            for (Runnable call : new Runnable[] {calls::read, calls::writeUntilActedOn}) {
                int before = server.deliveries().size();
                ThrottledException failure = failure(ThrottledException.class, call);
                assertThat(failure.isRetryable()).isTrue();
                assertThat(failure.errorCode()).hasValue(code);
                assertThat(failure.requestId()).hasValue(REQUEST_ID);
                assertThat(server.deliveries()).hasSize(before + ATTEMPTS);
            }
            assertThat(quota.permits)
                    .as("a permit for each attempt")
                    .hasValue(server.deliveries().size());
        }
    }

    @ParameterizedTest(name = "30c {0}")
    @ValueSource(strings = {"InternalError", "InternalError.Database", "ResourceUnavailable", "ServiceUnavailable"})
    void aFailureOfTheServiceIsTriedAgainByAReadAndLookedAtAfterAWrite(String code) {
        try (ScriptedServer server = ScriptedServer.start().next(error(code, "An internal error has occurred."));
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThat(calls.read()).contains(REQUEST_ID);
            server.next(error(code, "m"));
            assertThat(failure(ServiceFailureException.class, calls::write).isRetryable())
                    .isTrue();
            assertThat(server.deliveries()).hasSize(3);
        }
    }

    @ParameterizedTest(name = "30a the service's clock {0} s from here: {1}")
    @CsvSource({
        "-7200, this machine's clock is 7, ahead of the service's: set it",
        "86400, this machine's clock is 86, behind the service's: set it",
        "60, [AuthFailure.SignatureExpire, request",
    })
    void anExpiredSignatureSaysByHowMuchTheClockIsOff(int seconds, String says, String where) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(seconds).atOffset(ZoneOffset.UTC));
        try (ScriptedServer server = ScriptedServer.start()
                        .always(Answers.status(
                                "200 OK", errorBody("AuthFailure.SignatureExpire", "expired"), "Date: " + date));
                WireCalls calls = WireCalls.to(server.endpoint())) {
            AuthenticationException failure = failure(AuthenticationException.class, calls::write);
            assertThat(failure).hasMessageContaining(says).hasMessageContaining(where);
            assertThat(String.valueOf(failure.getMessage()).contains("clock")).isEqualTo(seconds != 60);
            assertThat(failure.isRetryable()).isEqualTo(seconds == 60);
            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @Test
    void anExpiredSignatureWithoutADateIsSaidAsItCame() {
        try (ScriptedServer server = ScriptedServer.start().always(error("AuthFailure.SignatureExpire", "expired"));
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThat(failure(AuthenticationException.class, calls::read))
                    .hasMessageEndingWith("expired [AuthFailure.SignatureExpire, request " + REQUEST_ID + "]");
        }
    }

    @Test
    void aCallWhoseTimeIsOverIsNotSentWhateverTheQuota() {
        for (RequestQuota quota : List.of(RequestQuota.published(), RequestQuota.unlimited())) {
            try (ScriptedServer server = ScriptedServer.start();
                    WireCalls calls = new WireCalls(
                            WireCalls.settings(server.endpoint()).quota(quota).build())) {
                Deadline over = Deadline.in(Duration.ofSeconds(-1), TimeSource.system());
                CloudUnreachableException failure = failure(CloudUnreachableException.class, () -> calls.write(over));
                assertThat(failure).hasMessageContaining("the time for this call is over; the request was not sent");
                assertThat(failure.outcomeUnknown()).isFalse();
                failure(CloudUnreachableException.class, () -> calls.read(over));
                assertThat(server.connectionsAccepted()).isZero();
            }
        }
    }

    @Test
    void aCallThatGetsNoPermitInTimeIsThrottledHereAndNotSent() {
        List<Duration> waits = new CopyOnWriteArrayList<>();
        RequestQuota full = (api, host, maxWait) -> {
            waits.add(maxWait);
            return Optional.empty();
        };
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = new WireCalls(
                        WireCalls.settings(server.endpoint()).quota(full).build())) {
            Deadline deadline = Deadline.in(Duration.ofMinutes(7), TimeSource.system());
            for (Runnable call : new Runnable[] {() -> calls.read(deadline), () -> calls.write(deadline)}) {
                assertThat(failure(ThrottledException.class, call))
                        .hasMessageContaining("the quota has no permit within the time for this call");
            }
            assertThat(waits)
                    .allSatisfy(maxWait -> assertThat(maxWait).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(7)));
            assertThat(server.connectionsAccepted()).isZero();
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void aQuotaThatGivesNullIsOneThatFails() {
        RequestQuota none = (api, host, maxWait) -> null;
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = new WireCalls(
                        WireCalls.settings(server.endpoint()).quota(none).build())) {
            assertThat(failure(ThrottledException.class, calls::write))
                    .hasMessageContaining("nothing at all in place of an Optional");
            assertThat(server.deliveries()).isEmpty();
        }
    }

    @Test
    void aDistributedQuotaWhoseEngineFailsIsSaidWithItsCauseWhereItMustNotGoOnAlone() {
        MemoryEngine engine = new MemoryEngine();
        engine.fail();
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = new WireCalls(WireCalls.settings(server.endpoint())
                        .quota(RequestQuota.distributed(engine.machine()).failWhenUnreachable())
                        .build())) {
            ThrottledException failure = failure(ThrottledException.class, calls::write);
            assertThat(failure)
                    .hasMessageContaining("the engine of the distributed quota does not answer")
                    .hasMessageContaining("connection refused");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(server.deliveries()).isEmpty();
        }
    }
}
