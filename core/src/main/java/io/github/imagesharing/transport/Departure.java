package io.github.imagesharing.transport;

import com.google.common.base.Splitter;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeMap;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The last step before a request is written: the connection stands, the permit to send is awaited, and only then the request
 * is signed, with the newest keys.
 *
 * <p>It answers signatures that age: whatever a request waits for, it waits unsigned, so that neither its time nor its keys
 * are old when it arrives. Shown by {@code DepartureTest}.
 */
final class Departure implements Interceptor {

    private static final Splitter LABELS = Splitter.on('.');

    private final Tc3Signature signature = new Tc3Signature();

    @Override
    public Response intercept(Chain chain) throws IOException {
        Exchange exchange = Exchange.current();
        exchange.send();
        return chain.proceed(signed(chain.request(), exchange));
    }

    private Request signed(Request request, Exchange exchange) {
        CredentialKeys keys = exchange.keys();
        Instant now = exchange.time().instant();
        OneShotBody body = (OneShotBody) Objects.requireNonNull(request.body(), "every call is a POST");
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("content-type", header(request, "Content-Type"));
        headers.put("host", header(request, "Host"));
        String service = LABELS.split(header(request, "Host")).iterator().next();
        Request.Builder signed = request.newBuilder()
                .header("X-TC-Timestamp", Long.toString(now.getEpochSecond()))
                .header("Authorization", signature.authorization(keys, now, service, headers, body.content()));
        return (keys.token().isEmpty() ? signed : signed.header("X-TC-Token", keys.token())).build();
    }

    private static String header(Request request, String name) {
        return Objects.requireNonNull(request.header(name), name);
    }
}
