package io.github.imagesharing.transport;

import com.google.common.base.Splitter;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeMap;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The last step before a request is written: the connection stands, the permit to send is awaited, and only then the request
 * is signed, with the newest keys. The exchange hears when it has been written.
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

    private Request signed(Request request, Exchange exchange) throws IOException {
        CredentialKeys keys = exchange.keys();
        Instant now = exchange.time().instant();
        RequestBody body = Objects.requireNonNull(request.body(), "every call is a POST");
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("content-type", header(request, "Content-Type"));
        headers.put("host", header(request, "Host"));
        String service = LABELS.split(header(request, "Host")).iterator().next();
        Request.Builder signed = request.newBuilder()
                .method(request.method(), new LeavingBody(body, exchange))
                .header("X-TC-Timestamp", Long.toString(now.getEpochSecond()))
                .header("Authorization", signature.authorization(keys, now, service, headers, content(body)));
        return (keys.token().isEmpty() ? signed : signed.header("X-TC-Token", keys.token())).build();
    }

    private static String header(Request request, String name) {
        return Objects.requireNonNull(request.header(name), name);
    }

    private static byte[] content(RequestBody body) throws IOException {
        Buffer content = new Buffer();
        body.writeTo(content);
        return content.readByteArray();
    }

    /** The end of a request: once it is written the request has left. */
    private static final class LeavingBody extends RequestBody {

        private final RequestBody body;
        private final Exchange exchange;

        LeavingBody(RequestBody body, Exchange exchange) {
            this.body = body;
            this.exchange = exchange;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        /** Writes it to the network, and not only to the buffer of the connection. */
        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
            sink.flush();
            exchange.written();
        }
    }
}
