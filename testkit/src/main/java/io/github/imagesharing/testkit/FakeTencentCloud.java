package io.github.imagesharing.testkit;

import com.sun.net.httpserver.HttpServer;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small Tencent Cloud in the own process, for tests and demonstrations: CVM, CBS, STS and Lighthouse as far as
 * sharing images needs them. It verifies signatures, keeps state, refuses what the service refuses, enforces the
 * published rates, and fails when told to.
 *
 * <p>It listens on 127.0.0.1 only. Thread-safe; everything can be changed while requests are served.
 */
public final class FakeTencentCloud extends Contents implements AutoCloseable {

    private static final AccountId OWN_ACCOUNT = AccountId.of("100000000001");
    private static final String SECRET_ID = "AKIDfakefakefakefakefakefakefakefake";
    private static final String SECRET_KEY = "fakefakefakefakefakefakefakefake";

    private final Credentials credentials = new Credentials();
    private final HttpServer server;
    private final ExecutorService threads;

    private FakeTencentCloud(int port) {
        super(OWN_ACCOUNT);
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            // Read when the server's class loads. Without it every answer on a kept connection costs 40 ms.
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        credentials.add(credential());
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fake-tencent-cloud");
            thread.setDaemon(true);
            return thread;
        });
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", new Gateway(this, credentials));
        server.start();
    }

    /**
     * Starts a cloud on a free port.
     *
     * @return the cloud; close it
     */
    public static FakeTencentCloud start() {
        return start(0);
    }

    /**
     * Starts a cloud.
     *
     * @param port the port, or 0 for a free one
     * @return the cloud; close it
     * @throws UncheckedIOException if the port is taken
     */
    public static FakeTencentCloud start(int port) {
        return new FakeTencentCloud(port);
    }

    /** Stops serving at once, also what is being answered. */
    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    /** {@return the address it listens on, {@code http://127.0.0.1:PORT}} */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Settings that lead here, with the credential and the published quota.
     *
     * @param region the region
     * @return the settings; {@link CloudSettings#toBuilder()} changes them
     */
    public CloudSettings settings(Region region) {
        return CloudSettings.builder()
                .region(region)
                .endpoint(endpoint())
                .credential(credential())
                .build();
    }

    /** {@return a credential that is accepted} */
    public Credential credential() {
        return new Credential(SECRET_ID, SECRET_KEY);
    }

    /** {@return the secret id that is accepted} */
    public String secretId() {
        return SECRET_ID;
    }

    /** {@return the secret key that is accepted} */
    public String secretKey() {
        return SECRET_KEY;
    }

    /**
     * Accepts another credential; one with a token only together with that token.
     *
     * @param credential the credential
     */
    public void addCredential(Credential credential) {
        credentials.add(credential);
    }

    /**
     * Does not know a secret id any more: {@code AuthFailure.SecretIdNotFound}.
     *
     * @param secretId the secret id
     */
    public void revokeCredential(String secretId) {
        credentials.revoke(secretId);
    }

    /**
     * Does not accept the token of a temporary credential any more: {@code AuthFailure.TokenFailure}.
     *
     * @param secretId the secret id
     */
    public void expireToken(String secretId) {
        credentials.expireToken(secretId);
    }

    /**
     * Starts a cloud alone, for clients in any language: prints one line of JSON with {@code endpoint},
     * {@code secretId}, {@code secretKey} and {@code images}, and serves until it is killed.
     *
     * @param args {@code --port N} (0, any free one, by default), {@code --images N} (0 by default),
     *     {@code --rate ACTION=N} (any number of times; the published rates by default)
     */
    public static void main(String... args) {
        Standalone.run(args);
    }
}
