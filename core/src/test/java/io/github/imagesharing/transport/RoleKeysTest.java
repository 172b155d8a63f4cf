package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.WireCalls.ATTEMPTS;
import static io.github.imagesharing.transport.WireCalls.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.transport.ScriptedServer.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A role that is assumed: its keys sign, are renewed in time, and where there are none the call says why. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoleKeysTest {

    private static final String ARN = "qcs::cam::uin/100000000018:roleName/images";
    private static final String EXTERNAL_ID = "partner-7:secret";
    private static final AssumedRole ROLE = AssumedRole.of(ARN).externalId(EXTERNAL_ID);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final ScriptedServer server = ScriptedServer.start();
    private final ShiftedTime time = new ShiftedTime();
    private final AtomicInteger issued = new AtomicInteger();
    private volatile Step sts = this::issue;
    private volatile String refused = "nobody";
    private volatile Duration clockAhead = Duration.ZERO;

    @BeforeEach
    void answer() {
        server.always(connection -> {
            if (action(connection.last()).equals("AssumeRole")) {
                sts.serve(connection);
            } else if (signer(connection.last()).equals(refused)) {
                Answers.error("AuthFailure.TokenFailure", "The token is invalid")
                        .serve(connection);
            } else {
                Answers.ok().serve(connection);
            }
        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Issues keys that end when they should by the clock of STS. */
    private void issue(Connection connection) throws IOException {
        JsonObject asked = JsonParser.parseString(connection.last().body()).getAsJsonObject();
        long until = time.instant().plus(clockAhead).getEpochSecond()
                + asked.get("DurationSeconds").getAsLong();
        String keys = "{\"TmpSecretId\":\"AKIDrole%s\",\"TmpSecretKey\":\"KEYrole\",\"Token\":\"TOKENrole%s\"}"
                .replace("%s", Integer.toString(issued.incrementAndGet()));
        Answers.json("{\"Response\":{\"Credentials\":%s,\"ExpiredTime\":%s,\"RequestId\":\"r\"}}"
                        .formatted(keys, until))
                .serve(connection);
    }

    private WireCalls calls() {
        return calls(ROLE);
    }

    private WireCalls calls(AssumedRole role) {
        return new WireCalls(WireCalls.settings(server.endpoint()).role(role).build());
    }

    private Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(20), time);
    }

    private static String action(Request request) {
        return request.header("x-tc-action");
    }

    private static String signer(Request request) {
        return request.header("authorization").replaceFirst(".*Credential=([^/]*)/.*", "$1");
    }

    private List<Request> assumed() {
        return server.deliveries().stream()
                .filter(request -> action(request).equals("AssumeRole"))
                .toList();
    }

    private List<String> signers() {
        return server.deliveries().stream()
                .filter(request -> !action(request).equals("AssumeRole"))
                .map(RoleKeysTest::signer)
                .toList();
    }

    @Test
    void theCredentialAssumesTheRoleAndTheRoleSignsAllElse() {
        AssumedRole role = ROLE.sessionName("nightly").duration(Duration.ofHours(1));
        try (WireCalls calls = calls(role)) {
            calls.read();
            calls.write();
        }
        assertThat(server.deliveries()).hasSize(3);
        Request asked = assumed().get(0);
        assertThat(JsonParser.parseString(asked.body()))
                .isEqualTo(JsonParser.parseString(
                        "{'RoleArn':'%s','RoleSessionName':'nightly','DurationSeconds':3600,'ExternalId':'%s'}"
                                .formatted(ARN, EXTERNAL_ID)));
        assertThat(asked.body()).doesNotContain("3600.");
        assertThat(asked.header("host")).isEqualTo("sts.tencentcloudapi.com");
        assertThat(asked.header("x-tc-version")).isEqualTo("2018-08-13");
        assertThat(signer(asked)).isEqualTo("AKIDlabSecretIdLABLAB0001");
        assertThat(asked.header("x-tc-token"))
                .as("temporary keys can assume a role")
                .isEqualTo("labTokenLABLAB0003");
        assertThat(signers()).containsExactly("AKIDrole1", "AKIDrole1");
        assertThat(server.deliveries().get(2).header("x-tc-token")).isEqualTo("TOKENrole1");
    }

    @Test
    void anExternalIdThatIsNotSetIsNotSent() {
        try (WireCalls calls = calls(AssumedRole.of(ARN))) {
            calls.read();
        }
        assertThat(assumed().get(0).body()).contains("\"DurationSeconds\":7200").doesNotContain("ExternalId");
    }

    @Test
    void aCredentialThatRefreshesItselfIsAskedEachTime() {
        AtomicInteger refreshes = new AtomicInteger();
        Credential own = new Credential("AKIDown0", "key");
        own.setUpdater(credential -> credential.setSecretId("AKIDown" + refreshes.get()));
        try (WireCalls calls = new WireCalls(
                WireCalls.settings(server.endpoint()).credential(own).role(ROLE).build())) {
            calls.read(deadline());
            refreshes.set(1);
            time.pass(Duration.ofHours(3));
            calls.read(deadline());
        }
        assertThat(assumed()).extracting(RoleKeysTest::signer).containsExactly("AKIDown0", "AKIDown1");
        assertThat(signers()).containsExactly("AKIDrole1", "AKIDrole2");
    }

    @Test
    void aCredentialThatFailsIsToldToo() {
        Credential own = new Credential("AKIDown", "key");
        own.setUpdater(credential -> {
            throw new IllegalStateException("out of order");
        });
        try (WireCalls calls = new WireCalls(
                WireCalls.settings(server.endpoint()).credential(own).role(ROLE).build())) {
            AuthenticationException failure = failure(AuthenticationException.class, calls::read);
            assertThat(failure).hasMessageContaining(ARN).hasMessageContaining("the credential could not be had");
            assertThat(failure.isRetryable()).isTrue();
        }
        assertThat(server.deliveries()).isEmpty();
    }

    @Test
    void fiftyThreadsAssumeItOnce() {
        try (WireCalls calls = calls()) {
            CountDownLatch begin = new CountDownLatch(1);
            sts = connection -> {
                begin.countDown();
                issue(connection);
            };
            List<CompletableFuture<String>> all = IntStream.range(0, 50)
                    .mapToObj(i -> CompletableFuture.supplyAsync(calls::read, task -> new Thread(task).start()))
                    .toList();
            assertThat(all).allSatisfy(one -> assertThat(one.join()).contains(REQUEST_ID));
        }
        assertThat(assumed()).hasSize(1);
        assertThat(signers()).hasSize(50).containsOnly("AKIDrole1");
    }

    private record OneAtATime(Semaphore free) implements RequestQuota.Permit {

        @Override
        public boolean awaitSend(Duration maxWait) {
            return true;
        }

        @Override
        public void sent() {}

        @Override
        public void throttled() {}

        @Override
        public void close() {
            free.release();
        }
    }

    /** A quota of the user's own that lets one request be under way, whatever its API. */
    @Test
    void aQuotaOfOneRequestAtATimeIsEnough() {
        Semaphore one = new Semaphore(1);
        RequestQuota quota = (api, host, maxWait) -> {
            boolean isFree = one.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS);
            return isFree ? Optional.of(new OneAtATime(one)) : Optional.empty();
        };
        try (WireCalls calls = new WireCalls(
                WireCalls.settings(server.endpoint()).role(ROLE).quota(quota).build())) {
            assertThat(calls.read()).contains(REQUEST_ID);
        }
        assertThat(one.availablePermits()).isEqualTo(1);
    }

    static Stream<Arguments> codes() {
        return Stream.of(
                arguments("InvalidParameter.OverLimit", ThrottledException.class, "try later"),
                arguments("RequestLimitExceeded", ThrottledException.class, "try later"),
                arguments("ResourceNotFound.RoleNotFound", AuthenticationException.class, "there is no such role"),
                arguments("InternalError.IllegalRole", AuthenticationException.class, "there is no such role"),
                arguments("UnauthorizedOperation", AccessDeniedException.class, "must trust the caller"),
                arguments("AuthFailure.UnauthorizedOperation", AccessDeniedException.class, "needs sts:AssumeRole"),
                arguments("AuthFailure.SecretIdNotFound", AuthenticationException.class, "said STS"),
                arguments("InvalidParameter", AuthenticationException.class, "said STS"),
                arguments("InvalidParameter.AccountNotAvaliable", AuthenticationException.class, "said STS"),
                arguments("InvalidParameter.OverTimeError", AuthenticationException.class, "shorter duration"),
                arguments("InvalidParameter.ParamError", AuthenticationException.class, "said STS"),
                arguments("InvalidParameter.PolicyTooLong", AuthenticationException.class, "said STS"),
                arguments("InvalidParameter.StrategyFormatError", AuthenticationException.class, "said STS"),
                arguments("InvalidParameter.StrategyInvalid", AuthenticationException.class, "said STS"),
                arguments("InvalidParameter.ResouceError", AuthenticationException.class, "said STS"),
                arguments("InvalidParameter.GrantOtherResource", AuthenticationException.class, "said STS"),
                arguments("InvalidParameter.ExtendStrategyOverSize", AuthenticationException.class, "said STS"),
                arguments("InvalidParameter.TempCodeNotAvaliable", AuthenticationException.class, "said STS"),
                arguments("FailedOperation.CheckMFAError", AuthenticationException.class, "said STS"),
                arguments("FailedOperation.MFATypeNotSupported", AuthenticationException.class, "said STS"),
                arguments("UnsupportedOperation", AuthenticationException.class, "said STS"),
                arguments("Totally.Unknown", AuthenticationException.class, "said STS"),
                arguments("InternalError", ServiceFailureException.class, "said STS"),
                arguments("InternalError.DbError", ServiceFailureException.class, "said STS"),
                arguments("InternalError.EncryptError", ServiceFailureException.class, "said STS"),
                arguments("InternalError.GetAppIdError", ServiceFailureException.class, "said STS"),
                arguments("InternalError.GetRoleError", ServiceFailureException.class, "said STS"),
                arguments("InternalError.GetSeedTokenError", ServiceFailureException.class, "said STS"),
                arguments("InternalError.PbSerializeError", ServiceFailureException.class, "said STS"),
                arguments("InternalError.SystemError", ServiceFailureException.class, "said STS"),
                arguments("InternalError.UnknownError", ServiceFailureException.class, "said STS"));
    }

    /** One budget: where trying again may help, STS is asked as often as any request is sent, and no more often. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("codes")
    void whateverStsSaysEndsTheCallWithWhatItMeans(
            String code, Class<? extends ImageSharingException> type, String advice) {
        sts = Answers.error(code, "said STS of " + EXTERNAL_ID);
        try (WireCalls calls = calls()) {
            for (Runnable call : List.<Runnable>of(calls::read, calls::writeUntilActedOn)) {
                int before = assumed().size();
                ImageSharingException failure = failure(type, call);

                boolean mayPass = type == ThrottledException.class || type == ServiceFailureException.class;
                assertThat(failure.isRetryable()).isEqualTo(mayPass);
                assertThat(assumed()).hasSize(before + (mayPass ? ATTEMPTS : 1));
                assertThat(failure)
                        .hasMessageContaining(ARN)
                        .hasMessageContaining(code)
                        .hasMessageContaining("no keys to sign with")
                        .hasMessageContaining(advice)
                        .message()
                        .doesNotContain(EXTERNAL_ID);
                assertThat(failure.errorCode()).hasValue(code);
                assertThat(failure.requestId()).hasValue(REQUEST_ID);
                assertThat(failure.imageId()).hasValue(WireCalls.IMAGE);
                assertThat(failure.detectedBy()).isEqualTo(DetectedBy.SERVICE);
                assertCertainlyUnsent(failure);
            }
        }
        assertThat(signers()).as("nothing is signed with nothing").isEmpty();
    }

    private static void assertCertainlyUnsent(ImageSharingException failure) {
        if (failure instanceof CloudUnreachableException lost) {
            assertThat(lost.outcomeUnknown()).isFalse();
        }
        if (failure instanceof ServiceFailureException failed) {
            assertThat(failed.outcomeUnknown()).isFalse();
        }
    }

    static Stream<Arguments> lostAnswers() {
        return Stream.of(
                arguments("silence", CloudUnreachableException.class, (Step) Connection::fallSilent),
                arguments("RST", CloudUnreachableException.class, (Step) Connection::reset),
                arguments("FIN", CloudUnreachableException.class, (Step) Connection::close),
                arguments("502", ServiceFailureException.class, Answers.status("502 Bad Gateway", Answers.HTML)),
                arguments("no JSON", ServiceFailureException.class, Answers.json("garbage")),
                arguments("no keys", ServiceFailureException.class, Answers.ok()),
                arguments(
                        "half a key",
                        ServiceFailureException.class,
                        Answers.json("{\"Response\":{\"RequestId\":\"r\",\"Credentials\":{\"TmpSecretId\":\"AKIDhalf\","
                                + "\"TmpSecretKey\":\"KEYhalf\"},\"ExpiredTime\":1}}")),
                arguments(
                        "no end",
                        ServiceFailureException.class,
                        Answers.json("{\"Response\":{\"RequestId\":\"r\",\"Credentials\":{\"TmpSecretId\":\"AKIDhalf\","
                                + "\"TmpSecretKey\":\"KEYhalf\",\"Token\":\"TOKENhalf\"}}}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lostAnswers")
    void aLostAnswerOfStsHasCertainlyChangedNothing(String name, Class<? extends ImageSharingException> type, Step lost)
            throws IOException {
        sts = lost;
        try (WireCalls calls = new WireCalls(WireCalls.settings(server.endpoint())
                .callTimeout(Duration.ofMillis(300))
                .role(ROLE)
                .build())) {
            ImageSharingException failure = failure(type, calls::writeUntilActedOn);

            assertThat(failure).hasMessageContaining(ARN).hasMessageContaining("no keys to sign with");
            assertThat(failure.isRetryable()).isTrue();
            assertCertainlyUnsent(failure);
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("KEYhalf", "TOKENhalf", EXTERNAL_ID);
        }
        assertThat(assumed()).hasSize(ATTEMPTS);
        assertThat(signers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidParameter.OverLimit", "InternalError.DbError"})
    void whatPassesIsTriedAgain(String code) {
        Step refusesOnce = Answers.error(code, "said STS");
        sts = connection -> {
            sts = this::issue;
            refusesOnce.serve(connection);
        };
        try (WireCalls calls = calls()) {
            assertThat(calls.writeUntilActedOn()).contains(REQUEST_ID);
        }
        assertThat(server.deliveries()).hasSize(3);
    }

    /** Reads until the keys that were issued as number so and so sign; a renewal ahead of time is waited for by nobody. */
    private void readUntilSignedBy(WireCalls calls, int number) {
        do {
            calls.read(deadline());
        } while (!signers().get(signers().size() - 1).equals("AKIDrole" + number));
    }

    @ParameterizedTest
    @CsvSource({
        // asked for, clock of STS ahead, still good after, renewed after
        "PT2H,    PT0S,   PT1H54M,   PT1H55M1S",
        "PT2H,    PT4M,   PT1H54M,   PT1H55M1S",
        "PT2H,    PT-4M,  PT1H50M,   PT1H51M1S",
        "PT12H,   PT0S,   PT11H54M,  PT11H55M1S",
        "PT30M,   PT0S,   PT24M,     PT25M1S",
        "PT1M,    PT0S,   PT48S,     PT51S",
    })
    void theKeysAreRenewedBeforeTheyEnd(Duration duration, Duration stsIsAhead, Duration stillGood, Duration renewed) {
        clockAhead = stsIsAhead;
        try (WireCalls calls = calls(ROLE.duration(duration))) {
            calls.read(deadline());
            time.pass(stillGood);
            calls.read(deadline());
            assertThat(assumed()).hasSize(1);

            time.pass(renewed.minus(stillGood));
            readUntilSignedBy(calls, 2);
        }
        assertThat(assumed()).hasSize(2);
    }

    @Test
    void nobodyWaitsForARenewalAheadOfTime() throws InterruptedException {
        try (WireCalls calls = calls()) {
            calls.read(deadline());
            sts = Connection::fallSilent;
            time.pass(Duration.ofMinutes(116));
            long begun = System.nanoTime();
            calls.read(deadline());
            calls.read(deadline());

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON.dividedBy(2));
            server.awaitDeliveries(5);
        }
        assertThat(assumed()).hasSize(2);
        assertThat(signers()).hasSize(3).containsOnly("AKIDrole1");
    }

    @Test
    void whileARenewalFailsTheKeysAtHandGoOnAndAfterTheirEndTheFailureIsTold() {
        try (WireCalls calls = calls()) {
            calls.read(deadline());
            sts = Answers.error("ResourceNotFound.RoleNotFound", "gone");
            time.pass(Duration.ofMinutes(116));
            for (int renewal = 2; renewal <= 4; renewal++) {
                time.pass(Duration.ofSeconds(6));
                do {
                    calls.read(deadline());
                } while (assumed().size() < renewal);
            }
            assertThat(signers()).containsOnly("AKIDrole1");

            time.pass(Duration.ofMinutes(4));
            // It may get the answer of a question from before the end.
            var unused = catchThrowable(() -> calls.read(deadline()));
            int signed = signers().size();
            assertThat(failure(AuthenticationException.class, () -> calls.read(deadline())))
                    .hasMessageContaining(ARN)
                    .hasMessageContaining("RoleNotFound");
            assertThat(signers()).as("nothing is signed with what has ended").hasSize(signed);

            sts = this::issue;
            readUntilSignedBy(calls, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keysThatAreRefusedBeforeTheirEndAreRenewedAndTheRequestIsSentAgain(boolean read) {
        try (WireCalls calls = calls()) {
            calls.read();
            refused = "AKIDrole1";
            assertThat(read ? calls.read() : calls.writeUntilActedOn()).contains(REQUEST_ID);
        }
        assertThat(assumed()).hasSize(2);
        assertThat(signers()).containsExactly("AKIDrole1", "AKIDrole1", "AKIDrole2");
    }

    @ParameterizedTest
    @CsvSource({"ResourceNotFound.RoleNotFound, false", "InvalidParameter.OverLimit, true"})
    void whereTheyCannotBeRenewedThenTheReasonIsToldOrPasses(String code, boolean passes) {
        Step fails = Answers.error(code, "said STS");
        try (WireCalls calls = calls()) {
            calls.read();
            refused = "AKIDrole1";
            sts = fails;
            if (passes) {
                assertThat(failure(ThrottledException.class, calls::write)).hasMessageContaining(ARN);
                sts = this::issue;
                time.pass(Duration.ofSeconds(6));
                assertThat(calls.write(deadline())).contains(REQUEST_ID);
            } else {
                assertThat(failure(AuthenticationException.class, calls::write))
                        .hasMessageContaining(ARN)
                        .hasMessageContaining(code);
            }
        }
    }

    @Test
    void aCallEndsWithItsDeadlineWhileStsIsSilent() {
        sts = Connection::fallSilent;
        try (WireCalls calls = calls()) {
            long begun = System.nanoTime();
            CloudUnreachableException failure = failure(
                    CloudUnreachableException.class, () -> calls.write(Deadline.in(Duration.ofMillis(300), time)));

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(250), SOON.minusSeconds(1));
            assertThat(failure).hasMessageContaining(ARN).hasMessageContaining("within the time for this call");
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void whatUsedTheTimeUpIsTold() {
        Step throttled = Answers.error("InvalidParameter.OverLimit", "too many");
        sts = connection -> {
            sts = Connection::fallSilent;
            throttled.serve(connection);
        };
        try (WireCalls calls = calls()) {
            assertThat(failure(ThrottledException.class, () -> calls.read(Deadline.in(Duration.ofMillis(700), time))))
                    .hasMessageContaining(ARN);
        }
        assertThat(assumed()).hasSize(2);
    }

    @Test
    void anInterruptionIsHeardAtOnceWhileStsIsSilent() throws InterruptedException {
        sts = Connection::fallSilent;
        try (WireCalls calls = calls()) {
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                Throwable thrown = catchThrowable(calls::write);
                ended.complete(Thread.currentThread().isInterrupted() ? thrown : new AssertionError("no flag", thrown));
            });
            caller.start();
            server.awaitDeliveries(1);
            long begun = System.nanoTime();
            caller.interrupt();
            caller.join(SOON.toMillis());

            assertThat(ended.getNow(new AssertionError("not ended"))).isInstanceOf(CallInterruptedException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON.dividedBy(2));
        }
    }

    @Test
    void closingEndsTheWaitForSts() throws InterruptedException, ExecutionException, TimeoutException {
        sts = Connection::fallSilent;
        WireCalls calls = calls();
        CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(() -> catchThrowable(calls::write));
        server.awaitDeliveries(1);

        calls.close();

        assertThat(ended.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(CloudUnreachableException.class)
                .hasMessageContaining("closed");
        assertThat(catchThrowable(calls::read)).hasMessageContaining("closed");
        assertThat(assumed()).hasSize(1);
    }

    @Test
    void noLogSaysASecret() throws InterruptedException {
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, UTF_8));
        try (WireCalls calls = calls()) {
            calls.read(deadline());
            sts = Answers.error("UnauthorizedOperation", EXTERNAL_ID + " labSecretKeyLABLAB0002 labTokenLABLAB0003");
            time.pass(Duration.ofMinutes(116));
            calls.read(deadline());
            server.awaitDeliveries(4);
            refused = "AKIDrole1";
            failure(AccessDeniedException.class, () -> calls.read(deadline()));
        } finally {
            System.setErr(err);
        }
        assertThat(printed.toString(UTF_8))
                .contains("the credential could not be refreshed")
                .doesNotContain(EXTERNAL_ID, "labSecretKey", "labToken", "KEYrole", "TOKENrole");
    }
}
