package io.github.imagesharing.transport.credentials;

import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * HTTP to those who hand out keys: no redirect is followed, each answer comes within seconds or not at all, and no connection
 * is kept, because keys are asked for once in hours.
 */
final class KeyServer {

    private static final long MOST_BYTES = 1 << 20;

    private final OkHttpClient client;

    private KeyServer(OkHttpClient.Builder client) {
        this.client = client.connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /** Asked directly, never through a proxy: the metadata service answers this machine alone, in clear. */
    static KeyServer ofThisMachine() {
        return new KeyServer(new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .connectTimeout(Duration.ofSeconds(2))
                .callTimeout(Duration.ofSeconds(5)));
    }

    /** Asked through the proxy of this JVM, if it has one. */
    static KeyServer ofTheCloud() {
        return new KeyServer(new OkHttpClient.Builder()
                .proxyAuthenticator(Authenticator.JAVA_NET_AUTHENTICATOR)
                .connectTimeout(Duration.ofSeconds(5))
                .callTimeout(Duration.ofSeconds(15)));
    }

    /** An answer. No record: a record would print the keys. */
    static final class Answer {

        final int status;
        final String body;

        private Answer(int status, String body) {
            this.status = status;
            this.body = body;
        }
    }

    Answer answer(Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            ResponseBody body = response.body();
            if (body == null) {
                return new Answer(response.code(), "");
            }
            body.source().request(MOST_BYTES);
            return new Answer(response.code(), body.source().getBuffer().clone().readUtf8());
        }
    }
}
