package io.github.imagesharing.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonObject;
import com.tencentcloudapi.common.CommonRequest;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import okhttp3.Dns;

/** Calls with the SDK's models on the one way to the wire, to a server of the test. */
final class WireCalls implements AutoCloseable {

    static final int ATTEMPTS = 3;
    static final ImageId IMAGE = ImageId.of("img-lab00001");
    static final Api READ = new Api("cvm", "DescribeImageSharePermission", 20);
    static final Api WRITE = new Api("cvm", "ModifyImageSharePermission", 20);

    private static final ErrorTable TABLE = ErrorTable.builder()
            .row("OverQuota", ShareQuotaExceededException::new)
            .row("Own.Code", ShareQuotaExceededException::new)
            .build();

    static {
        // The first call of a JVM loads a thousand classes; no test's time-out should pay for them.
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = to(server.endpoint())) {
            calls.read();
        }
    }

    private final ApiCaller caller;
    private final ProductClient client;

    WireCalls(CloudSettings settings) {
        this(settings, Dns.SYSTEM);
    }

    /** Looks names up as the test likes. */
    WireCalls(CloudSettings settings, Dns names) {
        this(ApiCaller.open(settings, TABLE, names));
    }

    /** Signs as the test likes. */
    WireCalls(CloudSettings settings, CredentialSource credential) {
        this(ApiCaller.open(settings, TABLE, credential));
    }

    private WireCalls(ApiCaller caller) {
        this.caller = caller;
        this.client = caller.client("cvm", "2017-03-12");
    }

    static WireCalls to(URI endpoint) {
        return new WireCalls(settings(endpoint).build());
    }

    static CloudSettings.Builder settings(URI endpoint) {
        return CloudSettings.builder()
                .region(Region.of("ap-guangzhou"))
                .credential(new Credential("AKIDlabSecretIdLABLAB0001", "labSecretKeyLABLAB0002", "labTokenLABLAB0003"))
                .endpoint(endpoint)
                .connectTimeout(Duration.ofSeconds(2))
                .callTimeout(Duration.ofSeconds(5))
                .retry(Retry.defaults()
                        .attempts(ATTEMPTS)
                        .backoff(Duration.ofMillis(1), Duration.ofMillis(4))
                        .deadline(Duration.ofSeconds(20)))
                .quota(RequestQuota.unlimited());
    }

    /** The same with a call time-out that ends a silence soon. */
    static WireCalls impatient(URI endpoint) {
        return new WireCalls(settings(endpoint)
                .callTimeout(Duration.ofMillis(300))
                .connectTimeout(Duration.ofMillis(300))
                .build());
    }

    ApiCaller caller() {
        return caller;
    }

    ProductClient client() {
        return client;
    }

    Deadline deadline() {
        return Deadline.in(caller.settings().retry().deadline(), TimeSource.system());
    }

    String read() {
        return read(deadline());
    }

    String read(Deadline deadline) {
        return caller.read(READ, IMAGE, deadline, () -> send(READ));
    }

    String write() {
        return write(deadline());
    }

    String write(Deadline deadline) {
        return caller.send(WRITE, IMAGE, deadline, () -> send(WRITE));
    }

    /** A write that is sent again, as the core does it, as long as it was certainly not acted on. */
    String writeUntilActedOn() {
        return new RetryLoop(caller.settings().retry(), deadline(), IMAGE)
                .run(failure -> failure.isRetryable() && !mayHaveBeenActedOn(failure), this::write);
    }

    private static boolean mayHaveBeenActedOn(ImageSharingException failure) {
        return failure instanceof CloudUnreachableException lost
                ? lost.outcomeUnknown()
                : failure instanceof ServiceFailureException failed && failed.outcomeUnknown();
    }

    private String send(Api api) throws IOException {
        return client.send(api, new CommonRequest("{\"ImageId\":\"" + IMAGE + "\"}"), JsonObject.class)
                .toString();
    }

    static <E extends ImageSharingException> E failure(Class<E> type, Runnable call) {
        Throwable thrown = catchThrowable(call::run);
        assertThat(thrown).isExactlyInstanceOf(type);
        assertThat(thrown.getMessage()).isNotBlank().contains(IMAGE.value()).doesNotContain("null");
        return type.cast(thrown);
    }

    void hangUp() {
        caller.close();
    }

    @Override
    public void close() {
        hangUp();
    }
}
