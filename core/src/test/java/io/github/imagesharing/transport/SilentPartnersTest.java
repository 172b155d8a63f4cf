package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.util.concurrent.Uninterruptibles;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A credential or a name server that says nothing, and hears nothing either, holds no call up for longer than it may. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SilentPartnersTest {

    private static final Duration DEADLINE = Duration.ofMillis(500);

    /** Far less than the silence, and more than a busy machine needs. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final CountDownLatch speaks = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger times = new AtomicInteger();
    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        speaks.countDown();
        server.close();
    }

    /** Says nothing until the test is over, deaf to interruption as a blocked socket is. */
    private void beSilent() {
        times.incrementAndGet();
        asked.countDown();
        Uninterruptibles.awaitUninterruptibly(speaks);
    }

    enum Silent {
        CREDENTIAL,
        NAME_SERVER
    }

    private WireCalls calls(Silent silent) {
        if (silent == Silent.CREDENTIAL) {
            Credential refreshing = new Credential("AKIDid", "key");
            refreshing.setUpdater(credential -> beSilent());
            return new WireCalls(
                    WireCalls.settings(server.endpoint()).credential(refreshing).build());
        }
        Dns names = host -> {
            beSilent();
            return List.of(InetAddress.getLoopbackAddress());
        };
        URI byName = URI.create("http://silent.example:" + server.endpoint().getPort());
        return new WireCalls(WireCalls.settings(byName).build(), names);
    }

    private static Deadline deadline() {
        return Deadline.in(DEADLINE, TimeSource.system());
    }

    @ParameterizedTest
    @EnumSource
    void aCallEndsWithItsDeadlineAndSaysThatNothingWasSent(Silent silent) {
        try (WireCalls calls = calls(silent)) {
            long begun = System.nanoTime();
            Throwable thrown = catchThrowable(() -> calls.write(deadline()));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(thrown)
                    .isInstanceOfAny(AuthenticationException.class, CloudUnreachableException.class)
                    .satisfies(failure -> assertThat(((ImageSharingException) failure).isRetryable())
                            .isTrue());
            if (thrown instanceof CloudUnreachableException unreachable) {
                assertThat(unreachable.outcomeUnknown()).isFalse();
            }
            assertThat(took).isBetween(DEADLINE.minusMillis(50), SOON);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptionIsHeardAtOnce(Silent silent) throws InterruptedException {
        try (WireCalls calls = calls(silent)) {
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                Throwable thrown = catchThrowable(calls::read);
                ended.complete(Thread.currentThread().isInterrupted() ? thrown : new AssertionError("no flag", thrown));
            });
            caller.start();
            asked.await();
            caller.interrupt();
            caller.join(SOON.toMillis());

            assertThat(ended.getNow(new AssertionError("not ended"))).isInstanceOf(CallInterruptedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsTheWait(Silent silent) throws InterruptedException, ExecutionException, TimeoutException {
        WireCalls calls = calls(silent);
        CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(() -> catchThrowable(calls::read));
        asked.await();

        calls.close();

        assertThat(ended.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(CloudUnreachableException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void manyCallsWaitForOneAnswerOfTheCredential() {
        try (WireCalls calls = calls(Silent.CREDENTIAL)) {
            List<CompletableFuture<String>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(CompletableFuture.supplyAsync(calls::read, task -> new Thread(task).start()));
            }
            Uninterruptibles.awaitUninterruptibly(asked);
            assertThat(times).hasValue(1);
            speaks.countDown();
            assertThat(all).allSatisfy(one -> assertThat(one.join()).contains(REQUEST_ID));
        }
    }

    @Test
    void aNameThatIsNotAnsweredHoldsUpNoOther() {
        Dns names = host -> {
            if (host.startsWith("silent")) {
                beSilent();
            }
            return List.of(InetAddress.getLoopbackAddress());
        };
        int port = server.endpoint().getPort();
        try (WireCalls silent = new WireCalls(
                        WireCalls.settings(URI.create("http://silent.example:" + port))
                                .build(),
                        names);
                WireCalls heard = new WireCalls(
                        WireCalls.settings(URI.create("http://heard.example:" + port))
                                .build(),
                        names)) {
            CompletableFuture<Throwable> waits = CompletableFuture.supplyAsync(() -> catchThrowable(silent::read));
            Uninterruptibles.awaitUninterruptibly(asked);

            assertThat(heard.read()).contains(REQUEST_ID);
            assertThat(waits).isNotDone();
        }
    }

    @Test
    void aNameThatDoesNotExistIsStillSaidAsItIs() {
        Dns names = host -> {
            throw new UnknownHostException("no such name");
        };
        try (WireCalls calls = new WireCalls(
                WireCalls.settings(URI.create("http://nobody.example:1")).build(), names)) {
            assertThat(WireCalls.failure(CloudUnreachableException.class, calls::write))
                    .hasMessageContaining("no such name");
        }
    }
}
