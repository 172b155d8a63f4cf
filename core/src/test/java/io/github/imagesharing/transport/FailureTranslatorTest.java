package io.github.imagesharing.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of whatever a call threw. */
class FailureTranslatorTest {

    private static final FailureTranslator TRANSLATION =
            new FailureTranslator(ErrorTable.builder().build(), WireCalls.WRITE, "host", null, WireCalls.IMAGE);

    private static Exchange delivery(Duration time) {
        Credential credential = new Credential("id", "key");
        return new Exchange(
                CredentialSource.of(credential, CallObserver.none()),
                CredentialKeys.of(credential),
                Deadline.in(time, TimeSource.system()),
                RequestQuota.Permit.granted(),
                () -> {},
                new AttemptTimes(TimeSource.system()));
    }

    private static ImageSharingException translated(IOException failure, Duration time) {
        return TRANSLATION.translate(failure, delivery(time));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new SSLPeerUnverifiedException("another host"), false),
                arguments(new SSLHandshakeException("no trust").initCause(new CertificateException("no")), false),
                arguments(new IOException(new IOException(new CertPathValidatorException("expired"))), false),
                arguments(new SSLHandshakeException("reset in the middle"), true),
                arguments(new IOException("reset"), true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aBadCertificateAloneIsNotWorthAnotherAttempt(IOException failure, boolean retryable) {
        ImageSharingException translated = translated(failure, Duration.ofMinutes(1));
        assertThat(translated)
                .isInstanceOf(CloudUnreachableException.class)
                .hasMessageContaining("ModifyImageSharePermission of img-lab00001: no answer from host: " + failure)
                .hasMessageEndingWith("the request was not sent");
        assertThat(translated.isRetryable()).isEqualTo(retryable);
    }

    @Test
    void anAnswerThatIsNoneNamesNobodyWhereNoEndpointIsSet() {
        assertThat(translated(new MalformedResponseException("HTTP status 502"), Duration.ofMinutes(1)))
                .hasMessage("ModifyImageSharePermission of img-lab00001: no usable answer: HTTP status 502");
    }

    @Test
    void whatEndedForWantOfTimeSaysSo() {
        assertThat(translated(new IOException("Canceled"), Duration.ofSeconds(-1)))
                .hasMessageContaining("no answer from host: no answer in time; ");
    }

    /** The HTTP client gives no answer of a call that it was told to end, not even one that came a moment before. */
    @Test
    void anAnswerThatCameAsTheCallWasEndedIsNoneThatDoesNotFit() {
        Call call = new OkHttpClient()
                .newCall(new Request.Builder().url("http://127.0.0.1:1/").build());
        Exchange delivery = delivery(Duration.ofSeconds(-1));
        delivery.enter(call);
        delivery.markAnswered("r-1");
        call.cancel();

        ImageSharingException translated = TRANSLATION.translate(new IOException("Canceled"), delivery);

        assertThat(translated)
                .isInstanceOf(CloudUnreachableException.class)
                .hasMessageContaining("no answer from host: no answer in time; ");
        assertThat(translated.isRetryable()).isTrue();
    }

    @Test
    void anInterruptIsTheReasonWhateverElseWasThrown() {
        Thread.currentThread().interrupt();
        ImageSharingException translated = translated(new IOException("Canceled"), Duration.ofMinutes(1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(translated)
                .isInstanceOf(CallInterruptedException.class)
                .hasCauseInstanceOf(CloudUnreachableException.class);
    }

    @Test
    void aQuotaThatFailsIsSaidAndWorthAnotherAttempt() {
        IllegalStateException down = new IllegalStateException("engine down");
        ImageSharingException failed = TRANSLATION.quotaFailed(down);
        assertThat(failed)
                .isInstanceOf(ThrottledException.class)
                .hasMessageContaining("the quota failed: java.lang.IllegalStateException: engine down")
                .hasCause(down);
    }
}
