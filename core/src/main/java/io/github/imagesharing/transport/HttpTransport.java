package io.github.imagesharing.transport;

import com.google.common.collect.Comparators;
import io.github.imagesharing.CloudSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client: every request takes this one way to the wire.
 *
 * <p>It answers duplicate delivery: an HTTP client that repeats a request by itself, or follows a redirect, may deliver a
 * write twice or a session token to a stranger. Here one call is one delivery: nothing is sent again, no redirect is
 * followed, and every call ends when its time is up or its thread is interrupted. Shown by {@code CutConnectionsTest},
 * {@code ConnectionsTest} and {@code RedirectsTest}.
 *
 * <p>Thread-safe.
 */
final class HttpTransport implements Interceptor, AutoCloseable {

    /** As wide as the calls that can be in flight at once; the default of 5 would open connections without end. */
    private static final int IDLE_CONNECTIONS = 64;

    private final CallWatchdog watchdog = new CallWatchdog();
    private final SingleFlight<String, List<InetAddress>> lookUps;
    private final Dns names;
    private final OkHttpClient client;
    private volatile boolean closed;

    HttpTransport(CloudSettings settings, Dns names) {
        this.names = names;
        this.lookUps = new SingleFlight<>("image-sharing-names", settings.observer());
        this.client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                .retryOnConnectionFailure(true) // for a host's other addresses; see OneShotBody
                .dns(this::lookUp)
                .proxyAuthenticator(new ProxyLogin())
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(inMilliseconds(settings.connectTimeout()))
                .readTimeout(Duration.ZERO) // the watchdog bounds the call as a whole
                .writeTimeout(Duration.ZERO)
                .addInterceptor(this)
                .addNetworkInterceptor(new ResponseGuard())
                .addNetworkInterceptor(new Departure())
                .build();
    }

    /** OkHttp counts in whole milliseconds, takes none for no time-out at all, and knows no more than an int of them. */
    private static Duration inMilliseconds(Duration timeout) {
        Duration least = Comparators.max(timeout, Duration.ofMillis(1));
        return Comparators.min(least, Duration.ofMillis(Integer.MAX_VALUE));
    }

    /** A name server may be silent for longer than the call may take, and whoever waits for it hears nothing meanwhile. */
    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        try {
            return lookUps.await(
                    host, () -> names.lookup(host), Exchange.current().left());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host + ": interrupted", e);
        } catch (TimeoutException e) {
            throw unknown(host + ": its name server is silent", e);
        } catch (RuntimeException e) {
            throw unknown(e.getCause() instanceof UnknownHostException ? e.getMessage() : host + ": " + e, e);
        }
    }

    private static UnknownHostException unknown(@Nullable String message, Exception why) {
        UnknownHostException unknown = new UnknownHostException(message);
        unknown.initCause(why);
        return unknown;
    }

    /** Sends a request in the exchange of this thread, and gives the body of the success that came. */
    String send(Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return Objects.requireNonNull(response.body(), "ResponseGuard gives one")
                    .string();
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Exchange exchange = Exchange.current();
        exchange.enter(chain.call());
        watchdog.enter(exchange);
        try {
            if (closed) {
                throw new IOException("closed");
            }
            return chain.proceed(chain.request());
        } finally {
            watchdog.leave(exchange);
        }
    }

    /** Breaks off the calls under way; no other gets through. */
    @Override
    public void close() {
        closed = true;
        client.dispatcher().cancelAll();
        watchdog.close();
        lookUps.close();
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
