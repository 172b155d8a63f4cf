package io.github.imagesharing.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.spi.VirtualTime;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The watch over time-outs and interruptions goes on whatever goes wrong with one call. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallWatchdogTest {

    /** A clock that is broken once the deadline is made. */
    private static final class BrokenTime implements TimeSource {

        private final AtomicBoolean broken = new AtomicBoolean();
        private volatile boolean wasAsked;

        @Override
        public long nanoTime() {
            if (broken.get()) {
                wasAsked = true;
                throw new NoClassDefFoundError("on purpose");
            }
            return 0;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }

        @Override
        public void sleep(Duration duration) {}

        @Override
        public void await(Condition signal, Duration most) throws InterruptedException {
            throw new UnsupportedOperationException();
        }
    }

    private static Call call() {
        return new OkHttpClient()
                .newCall(new Request.Builder().url("http://127.0.0.1:1/").build());
    }

    private static Exchange exchange(TimeSource time, Call call) {
        Credential credential = new Credential("AKIDid", "key");
        Exchange exchange = new Exchange(
                CredentialSource.of(credential, CallObserver.none()),
                CredentialKeys.of(credential),
                Deadline.in(Duration.ofSeconds(1), time),
                RequestQuota.Permit.granted(),
                () -> {},
                new AttemptTimes(time));
        exchange.enter(call);
        return exchange;
    }

    @Test
    void anErrorOverOneCallEndsTheWatchOverNoOther() {
        BrokenTime brokenTime = new BrokenTime();
        VirtualTime time = new VirtualTime();
        Call ends = call();
        try (CallWatchdog watchdog = new CallWatchdog()) {
            watchdog.enter(exchange(brokenTime, call()));
            brokenTime.broken.set(true);
            while (!brokenTime.wasAsked) {
                Thread.onSpinWait();
            }

            watchdog.enter(exchange(time, ends));
            time.pass(Duration.ofSeconds(2));
            while (!ends.isCanceled()) {
                Thread.onSpinWait();
            }

            assertThat(ends.isCanceled()).isTrue();
        }
    }
}
